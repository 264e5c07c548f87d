"""Adding an indicator."""

from typing import Any

import pytest
from tests.performance.keepers import TESTED, Keepers, said

from himpun.office.rules import Refused
from himpun.office.services import add_post, add_unit
from himpun.performance.models import Indicator, IndicatorVersion
from himpun.performance.queries.catalogue import (
    definition_of,
    indicators_by_unit,
)
from himpun.performance.rules import Measure
from himpun.performance.rules.definition import Item
from himpun.performance.services import add_indicator, close_objective

RATIO = said(
    items=(Item("mantap", "Jalan mantap", "km"), Item("seluruh", "Seluruh jalan", "km")),
    expression="mantap / seluruh * 100",
)


def add(keepers: Keepers, **changes: Any) -> Indicator:
    given: dict[str, Any] = {
        "objective": keepers.goal, "unit": keepers.office.roads, "code": "IKU-2", "kind": "iku",
        "definition": said(), "from_period": "2026-TW2", **keepers.as_(keepers.office.kasubag),
    }  # fmt: skip
    return add_indicator(**{**given, **changes})


def test_what_was_defined_is_read_back_as_it_was(keepers: Keepers) -> None:
    made = add(keepers, definition=RATIO, in_charge=keepers.office.kabid_post)
    version = IndicatorVersion.objects.get(indicator=made)
    assert definition_of(version) == RATIO
    assert (version.no, version.from_period) == (1, "2026-TW2")
    assert version.in_charge == keepers.office.kabid_post
    row = keepers.last()
    assert (row.action, row.subject) == ("IndicatorAdded", f"indicator/{made.pk}")
    assert row.body["unit"] == "jalan"


def test_it_is_asked_from_its_first_quarter_on_in_its_own_unit(keepers: Keepers) -> None:
    add(keepers)
    agency, roads = keepers.office.agency, keepers.office.roads
    codes = [
        [row.indicator.code for row in indicators_by_unit(agency, 2026, quarter)[roads.code]]
        for quarter in (1, 2)
    ]
    assert codes == [["IKU-1", "P1-1"], ["IKU-1", "IKU-2", "P1-1"]]
    assert keepers.office.rivers.code not in indicators_by_unit(agency, 2026, 2)


def test_one_of_the_agency_as_a_whole_belongs_to_no_unit(keepers: Keepers) -> None:
    made = add(keepers, unit=None, from_period="2026-TW1")
    found = indicators_by_unit(keepers.office.agency, 2026, 1)
    assert [row.indicator for row in found[""]] == [made]
    assert set(found) == {"", keepers.office.roads.code}


def test_a_colleague_may_and_others_may_not(keepers: Keepers) -> None:
    add(keepers, **keepers.as_(keepers.office.colleague))
    for who in (keepers.office.kabid, keepers.office.outsider):
        with pytest.raises(Refused, match="pengelola"):
            add(keepers, code="IKU-3", **keepers.as_(who))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"code": "IKU-1"}, "sudah dipakai"),
        ({"code": "IKU/2"}, "Kode “IKU/2” hanya boleh berisi"),
        ({"code": "-2"}, "hanya boleh berisi"),
        ({"kind": "kpi"}, "tidak dikenal"),
        ({"from_period": "2026"}, "sejak suatu triwulan"),
        ({"from_period": "2026-TW5"}, "Tidak ada triwulan ke-5"),
        ({"definition": said(name=" ")}, "Nama indikator harus diisi"),
        ({"definition": said(measure=Measure())}, "Satuan harus diisi"),
        ({"definition": said(quarters="")}, "paling sedikit satu triwulan"),
        ({"definition": said(measure=Measure(unit_of_measure="%", formula="lower-a"))}, "arah"),
        ({"definition": said(evidence_must=True)}, "bukti dukung yang wajib"),
        ({"definition": said(RATIO, expression="")}, "bersama-sama"),
        ({"definition": said(RATIO, expression="mantap / lain")}, "butir yang tidak ada: lain"),
        ({"definition": said(RATIO, expression="mantap * 2")}, "tidak dipakai.*seluruh"),
        ({"definition": said(RATIO, expression="mantap //")}, "Rumus hitung"),
        (
            {"definition": said(RATIO, items=(Item("1x", "X"),), expression="x")},
            "Kode butir “1x” tidak dapat dipakai",
        ),
    ],
)
def test_it_refuses_what_contradicts_itself(
    keepers: Keepers, changes: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        add(keepers, **changes)
    assert Indicator.objects.count() == 2


def test_it_refuses_places_of_another_agency_and_closed_ones(keepers: Keepers) -> None:
    with pytest.raises(Refused, match="Penanggung jawab harus"):
        add(keepers, in_charge=_post_elsewhere(keepers))
    made = keepers.tested
    made.until_on = keepers.office.kasubag_holding.from_on
    made.save()
    close_objective(objective=keepers.programme, until_on=made.until_on, **keepers.as_(None))
    with pytest.raises(Refused, match="Program Jalan sudah ditutup"):
        add(keepers, objective=keepers.programme, definition=TESTED)


def _post_elsewhere(keepers: Keepers) -> Any:
    asked = keepers.as_(None)
    unit = add_unit(
        agency=keepers.office.other, code="x", name="X", kind="bidang", position=1, **asked
    )
    return add_post(unit=unit, code="x", title="X", **asked)
