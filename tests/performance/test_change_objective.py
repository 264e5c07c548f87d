"""Changing an objective's name and place."""

import pytest
from tests.performance.keepers import Keepers

from himpun.office.rules import Refused
from himpun.performance.services import add_objective, change_objective


def test_it_is_renamed_and_placed_elsewhere(keepers: Keepers) -> None:
    asked = keepers.as_(keepers.office.kasubag)
    other = add_objective(
        agency=keepers.office.agency, code="S2", name="Lain", kind="sasaran", **asked
    )
    change_objective(
        objective=keepers.programme, name="Program Jalan Baru", parent=other, position=7, **asked
    )
    keepers.programme.refresh_from_db()
    assert (keepers.programme.name, keepers.programme.parent) == ("Program Jalan Baru", other)
    before, after = keepers.last().body["before"], keepers.last().body["after"]
    assert (before["parent"], after["parent"]) == ("S1", "S2")


def test_it_refuses_a_place_below_itself(keepers: Keepers) -> None:
    asked = keepers.as_(None)
    below = add_objective(
        agency=keepers.office.agency, code="S1.1", name="Turunan", kind="sasaran",
        parent=keepers.goal, **asked,
    )  # fmt: skip
    with pytest.raises(Refused, match="di bawah dirinya sendiri"):
        change_objective(objective=keepers.goal, name="X", parent=below, position=1, **asked)


def test_it_refuses_those_who_keep_nothing_here(keepers: Keepers) -> None:
    for who in (keepers.office.kabid, keepers.office.outsider):
        with pytest.raises(Refused):
            change_objective(
                objective=keepers.goal, name="X", parent=None, position=1, **keepers.as_(who)
            )
    keepers.goal.refresh_from_db()
    assert keepers.goal.name == "Jalan yang mantap"
