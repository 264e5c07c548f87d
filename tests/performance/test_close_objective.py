"""Closing an objective."""

from datetime import date

import pytest
from tests.performance.keepers import Keepers

from himpun.office.rules import Refused
from himpun.performance.services import close_indicator, close_objective

LAST = date(2026, 12, 31)


def test_it_closes_once_nothing_below_lasts_longer_and_can_be_taken_back(
    keepers: Keepers,
) -> None:
    asked = keepers.as_(keepers.office.admin)
    with pytest.raises(Refused, match="Masih ada indikator P1-1"):
        close_objective(objective=keepers.programme, until_on=LAST, **asked)
    close_indicator(indicator=keepers.tested, until_on=LAST, **asked)
    close_objective(objective=keepers.programme, until_on=LAST, **asked)
    assert keepers.last().body == {"code": "P1", "until_on": "2026-12-31"}
    close_objective(objective=keepers.programme, until_on=None, **asked)
    assert keepers.last().action == "ObjectiveReopened"


def test_it_refuses_one_that_has_another_below_it(keepers: Keepers) -> None:
    asked = keepers.as_(keepers.office.admin)
    close_indicator(indicator=keepers.roads, until_on=LAST, **asked)
    with pytest.raises(Refused, match="Masih ada Program Jalan"):
        close_objective(objective=keepers.goal, until_on=LAST, **asked)


def test_it_refuses_those_who_keep_nothing_here(keepers: Keepers) -> None:
    for who in (keepers.office.kabid, keepers.office.outsider):
        with pytest.raises(Refused, match="pengelola"):
            close_objective(objective=keepers.programme, until_on=LAST, **keepers.as_(who))
