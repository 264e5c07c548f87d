"""Closing an indicator."""

from datetime import date

import pytest
from tests.performance.keepers import Keepers

from himpun.office.rules import Refused
from himpun.performance.queries.catalogue import indicators_by_unit
from himpun.performance.services import close_indicator


@pytest.mark.parametrize(
    ("until_on", "asked_in"), [(date(2026, 6, 30), [1, 2]), (date(2026, 6, 29), [1])]
)
def test_it_is_asked_until_the_quarter_that_ends_by_then(
    keepers: Keepers, until_on: date, asked_in: list[int]
) -> None:
    close_indicator(
        indicator=keepers.tested, until_on=until_on, **keepers.as_(keepers.office.admin)
    )
    office = keepers.office
    found = [
        quarter
        for quarter in range(1, 5)
        if any(
            row.indicator == keepers.tested
            for row in indicators_by_unit(office.agency, 2026, quarter)[office.roads.code]
        )
    ]
    assert found == asked_in


def test_it_can_be_taken_back(keepers: Keepers) -> None:
    asked = keepers.as_(keepers.office.kasubag)
    close_indicator(indicator=keepers.tested, until_on=date(2026, 6, 30), **asked)
    close_indicator(indicator=keepers.tested, until_on=None, **asked)
    assert keepers.last().action == "IndicatorReopened"
    assert len(indicators_by_unit(keepers.office.agency, 2026, 4)[keepers.office.roads.code]) == 2


def test_it_refuses_those_who_keep_nothing_here(keepers: Keepers) -> None:
    for who in (keepers.office.kabid, keepers.office.outsider):
        with pytest.raises(Refused, match="pengelola"):
            close_indicator(
                indicator=keepers.tested, until_on=date(2026, 6, 30), **keepers.as_(who)
            )
