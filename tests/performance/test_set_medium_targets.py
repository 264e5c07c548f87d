"""The targets of the medium-term plan."""

import pytest
from tests.performance.keepers import Keepers

from himpun.office.rules import Refused
from himpun.performance.queries.agreement import medium_targets_of
from himpun.performance.services import set_medium_targets


def figures(keepers: Keepers) -> dict[int, str]:
    return {row.year: row.figure for row in medium_targets_of(keepers.roads)}


def test_each_year_has_its_own_and_an_empty_one_takes_it_away(keepers: Keepers) -> None:
    asked = keepers.as_(keepers.office.kasubag)
    set_medium_targets(indicator=keepers.roads, targets={2026: "71,5", 2029: "1.080"}, **asked)
    assert figures(keepers) == {2026: "71.5", 2029: "1080"}
    set_medium_targets(indicator=keepers.roads, targets={2029: ""}, **asked)
    assert figures(keepers) == {2026: "71.5"}
    assert keepers.last().body["before"] == {"2026": "71.5", "2029": "1080"}


def test_nothing_is_told_where_nothing_changes(keepers: Keepers) -> None:
    asked = keepers.as_(keepers.office.kasubag)
    set_medium_targets(indicator=keepers.roads, targets={2026: "71,5"}, **asked)
    before = keepers.last().seq
    set_medium_targets(indicator=keepers.roads, targets={2026: "71,50"}, **asked)
    assert keepers.last().seq == before


def test_it_refuses_what_is_no_number_and_changes_nothing(keepers: Keepers) -> None:
    with pytest.raises(Refused, match=r"Target tahun 2027: .*bukan angka"):
        set_medium_targets(
            indicator=keepers.roads, targets={2026: "70", 2027: "banyak"}, **keepers.as_(None)
        )
    assert figures(keepers) == {}


def test_it_refuses_those_who_keep_nothing_here(keepers: Keepers) -> None:
    for who in (keepers.office.kabid, keepers.office.outsider):
        with pytest.raises(Refused, match="pengelola"):
            set_medium_targets(indicator=keepers.roads, targets={2026: "70"}, **keepers.as_(who))
