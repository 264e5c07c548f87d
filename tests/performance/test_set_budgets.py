"""Writing budgets into a draft."""

import pytest
from tests.performance.keepers import Keepers

from himpun.office.rules import Refused
from himpun.performance.queries.agreement import budgets_of
from himpun.performance.services import set_budgets


def test_a_programme_has_one_until_it_is_taken_away(keepers: Keepers) -> None:
    draft, asked = keepers.draft(), keepers.as_(keepers.office.kasubag)
    key = keepers.programme.pk
    assert set_budgets(agreement=draft, budgets={key: 1_250_000_000}, **asked) == 1
    assert budgets_of(draft) == {key: 1_250_000_000}
    assert set_budgets(agreement=draft, budgets={key: 1_250_000_000}, **asked) == 0
    assert set_budgets(agreement=draft, budgets={key: None}, **asked) == 1
    assert budgets_of(draft) == {}


@pytest.mark.parametrize("amount", [-1, 10**15 + 1])
def test_it_refuses_amounts_that_cannot_be(keepers: Keepers, amount: int) -> None:
    draft = keepers.draft()
    with pytest.raises(Refused, match=r"antara 0 dan 1\.000 triliun"):
        set_budgets(agreement=draft, budgets={keepers.programme.pk: amount}, **keepers.as_(None))


def test_it_refuses_an_objective_that_is_no_programme(keepers: Keepers) -> None:
    draft = keepers.draft()
    with pytest.raises(Refused, match="hanya untuk program"):
        set_budgets(agreement=draft, budgets={keepers.goal.pk: 1}, **keepers.as_(None))


def test_it_refuses_those_who_keep_nothing_here(keepers: Keepers) -> None:
    draft = keepers.draft()
    for who in (keepers.office.kabid, keepers.office.outsider):
        with pytest.raises(Refused, match="pengelola"):
            set_budgets(agreement=draft, budgets={keepers.programme.pk: 1}, **keepers.as_(who))
