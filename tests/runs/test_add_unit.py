"""Letting a further unit take part."""

import pytest
from tests.runs.records import journal, kinds, last_event, nothing_changes
from tests.runs.scene import Scene

from himpun.kernel.messages import Rejected
from himpun.office.models import Person
from himpun.runs import services


@pytest.fixture
def gathering(scene: Scene) -> Scene:
    """Two units hand in; Bidang Keselamatan was forgotten."""
    scene.start(units=["angkutan", "sekretariat"])
    scene.walk("8")
    return scene


def let_in(scene: Scene, by: Person, unit: str = "keselamatan") -> None:
    services.add_unit(run_id=scene.run_id, unit=unit, by=by, now=scene.now)


@pytest.mark.parametrize("code", ["kasubag", "operator", "admin"])
def test_a_steward_lets_it_in_and_it_begins_where_units_begin(gathering: Scene, code: str) -> None:
    before = last_event(gathering)
    let_in(gathering, gathering.person(code))
    assert [visit.node for visit in gathering.visits(unit="keselamatan")] == ["7"]
    assert kinds(gathering, before) == ["UnitAdded", "ScopeOpened", "StepOpened"]
    assert journal(gathering)[-1].action == "UnitAdded"


def test_it_refuses_others(gathering: Scene) -> None:
    people = [gathering.person("kabid-keselamatan"), gathering.outsider(), gathering.reader()]
    for person in people:
        with nothing_changes(gathering), pytest.raises(Rejected, match="pengelola SOP"):
            let_in(gathering, person)


def test_it_refuses_a_unit_that_is_in_and_one_without_a_task(gathering: Scene) -> None:
    steward = gathering.person("kasubag")
    with nothing_changes(gathering), pytest.raises(Rejected, match="sudah ikut"):
        let_in(gathering, steward, unit="angkutan")
    with nothing_changes(gathering), pytest.raises(Rejected, match="tidak mempunyai tugas"):
        let_in(gathering, steward, unit="bulan")


def test_it_refuses_once_all_have_handed_in(gathering: Scene) -> None:
    gathering.walk("11")
    with nothing_changes(gathering), pytest.raises(Rejected, match="sudah selesai"):
        let_in(gathering, gathering.person("kasubag"))


def test_it_refuses_a_run_that_does_not_exist(gathering: Scene) -> None:
    with pytest.raises(Rejected, match="tidak ada"):
        services.add_unit(
            run_id=gathering.run_id + 1, unit="keselamatan", by=gathering.person("kasubag"),
            now=gathering.now,
        )  # fmt: skip
