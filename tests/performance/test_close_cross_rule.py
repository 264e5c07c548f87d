"""Ending a rule across values."""

from datetime import timedelta

import pytest
from tests.performance.keepers import TODAY, Keepers

from himpun.office.rules import Refused
from himpun.performance.models import CrossRule
from himpun.performance.queries.catalogue import cross_rules_of
from himpun.performance.services import add_cross_rule, close_cross_rule


def rule(keepers: Keepers) -> CrossRule:
    return add_cross_rule(
        agency=keepers.office.agency, left="[P1-1]", comparison="≥", right="1",
        severity="warning", sentence="Ada yang diuji.", **keepers.as_(None),
    )  # fmt: skip


def test_it_holds_until_its_last_day(keepers: Keepers) -> None:
    made = rule(keepers)
    close_cross_rule(rule=made, until_on=TODAY, **keepers.as_(keepers.office.kasubag))
    assert cross_rules_of(keepers.office.agency, TODAY) == [made]
    assert cross_rules_of(keepers.office.agency, TODAY + timedelta(days=1)) == []


def test_it_refuses_those_who_keep_nothing_here(keepers: Keepers) -> None:
    made = rule(keepers)
    for who in (keepers.office.kabid, keepers.office.outsider):
        with pytest.raises(Refused, match="pengelola"):
            close_cross_rule(rule=made, until_on=TODAY, **keepers.as_(who))
