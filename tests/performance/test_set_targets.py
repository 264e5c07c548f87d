"""Writing targets into a draft."""

from typing import Any

import pytest
from tests.performance.keepers import Keepers

from himpun.office.rules import Refused
from himpun.performance.models import Agreement, Target
from himpun.performance.queries.agreement import target_text, targets_of
from himpun.performance.services import CellsRefused, set_targets


def put(keepers: Keepers, agreement: Agreement, who: Any = None, **cells: str) -> int:
    return set_targets(
        agreement=agreement, targets={keepers.roads.pk: cells},  # type: ignore[dict-item]
        **keepers.as_(who or keepers.office.kasubag),
    )  # fmt: skip


def test_what_is_not_named_stays_and_empty_takes_away(keepers: Keepers) -> None:
    draft = keepers.draft()
    assert put(keepers, draft, q1="70,5", year="1.080") == 2
    assert put(keepers, draft, q1="", q2="71") == 2
    row = targets_of(draft)[keepers.roads.pk]
    assert [target_text(row, quarter) for quarter in (1, 2)] == ["", "71"]
    assert row.year == "1080"
    cells = keepers.last().body["cells"]
    assert cells[0] == {"code": "IKU-1", "field": "q1", "before": "70.5", "after": ""}


def test_saying_the_same_again_writes_nothing(keepers: Keepers) -> None:
    draft = keepers.draft()
    put(keepers, draft, q1="70,5")
    before = keepers.last().seq
    assert put(keepers, draft, q1="70,50") == 0
    assert keepers.last().seq == before


def test_it_names_every_cell_that_it_refuses_and_keeps_none(keepers: Keepers) -> None:
    draft = keepers.draft()
    with pytest.raises(CellsRefused) as refused:
        put(keepers, draft, q1="tujuh", q2="n/a", q3="75")
    assert [(cell.key, cell.field) for cell in refused.value.cells] == [
        (keepers.roads.pk, "q1"),
        (keepers.roads.pk, "q2"),
    ]
    assert "Triwulan I: “tujuh” bukan angka" in refused.value.cells[0].sentence
    assert not Target.objects.exists()


def test_it_refuses_an_approved_agreement_and_a_foreign_indicator(keepers: Keepers) -> None:
    draft = keepers.draft()
    with pytest.raises(Refused, match="tidak termasuk"):
        set_targets(agreement=draft, targets={10**9: {"q1": "1"}}, **keepers.as_(None))
    keepers.fill(draft)
    keepers.approve(draft)
    with pytest.raises(Refused, match="bukan konsep lagi"):
        put(keepers, draft, q1="1")


def test_a_colleague_may_and_others_may_not(keepers: Keepers) -> None:
    draft = keepers.draft()
    put(keepers, draft, keepers.office.admin, q1="70")
    for who in (keepers.office.kabid, keepers.office.outsider):
        with pytest.raises(Refused, match="pengelola"):
            put(keepers, draft, who, q1="1")
