"""A new version of an indicator's definition."""

from typing import Any

import pytest
from tests.performance.keepers import Keepers, said

from himpun.office.rules import Refused
from himpun.performance.models import IndicatorVersion
from himpun.performance.queries.catalogue import indicators_by_unit
from himpun.performance.services import revise_indicator

NEW = said(source="Aplikasi survei jalan", quarters="24")


def revise(keepers: Keepers, **changes: Any) -> IndicatorVersion:
    given: dict[str, Any] = {
        "indicator": keepers.roads, "definition": NEW, "from_period": "2026-TW3",
        "reason": "Sumbernya berganti.", **keepers.as_(keepers.office.kasubag),
    }  # fmt: skip
    return revise_indicator(**{**given, **changes})


def test_quarters_before_it_keep_the_former_definition(keepers: Keepers) -> None:
    made = revise(keepers)
    assert made.no == 2
    sources = [
        indicators_by_unit(keepers.office.agency, 2026, quarter)[keepers.office.roads.code][
            0
        ].source
        for quarter in (2, 3, 4)
    ]
    assert sources == ["Survei kondisi jalan", *["Aplikasi survei jalan"] * 2]


def test_the_journal_says_what_changed_and_why(keepers: Keepers) -> None:
    revise(keepers)
    body = keepers.last().body
    assert body["reason"] == "Sumbernya berganti."
    assert {row["what"]: row["after"] for row in body["changed"]} == {
        "Sumber data": "Aplikasi survei jalan",
        "Diisi": "triwulan II dan IV",
    }


def test_an_open_form_that_is_still_empty_follows_it(keepers: Keepers) -> None:
    value = keepers.form(quarter=3)
    made = revise(keepers)
    value.refresh_from_db()
    assert value.version == made
    assert not value.asked


def test_it_refuses_a_quarter_in_which_a_value_was_given(keepers: Keepers) -> None:
    keepers.form(quarter=3, realisation="71")
    with pytest.raises(Refused, match="Nilai Triwulan III 2026 sudah diisi"):
        revise(keepers)
    assert revise(keepers, from_period="2026-TW4").no == 2


def test_it_refuses_a_quarter_before_the_last_version_s(keepers: Keepers) -> None:
    with pytest.raises(Refused, match="baru berlaku sejak Triwulan I 2026"):
        revise(keepers, from_period="2025-TW4")


def test_it_refuses_no_reason_and_no_change(keepers: Keepers) -> None:
    with pytest.raises(Refused, match="Alasan perubahan harus diisi"):
        revise(keepers, reason=" ")
    with pytest.raises(Refused, match="Tidak ada yang berubah"):
        revise(keepers, definition=said())


def test_another_post_in_charge_is_a_change(keepers: Keepers) -> None:
    made = revise(keepers, definition=said(), in_charge=keepers.office.kabid_post)
    assert made.in_charge == keepers.office.kabid_post


def test_a_colleague_may_and_others_may_not(keepers: Keepers) -> None:
    for who in (keepers.office.kabid, keepers.office.outsider):
        with pytest.raises(Refused, match="pengelola"):
            revise(keepers, **keepers.as_(who))
    revise(keepers, **keepers.as_(keepers.office.colleague))
