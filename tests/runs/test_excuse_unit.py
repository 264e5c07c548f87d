"""Releasing a unit from what it owes."""

import pytest
from tests.runs.records import journal, kinds, last_event, nothing_changes
from tests.runs.scene import Scene

from himpun.kernel.messages import Rejected
from himpun.office.models import Person
from himpun.runs import services


@pytest.fixture
def gathering(running: Scene) -> Scene:
    running.walk("8")
    return running


def release(scene: Scene, by: Person, unit: str = "angkutan", reason: str = "Dilebur") -> None:
    services.excuse_unit(run_id=scene.run_id, unit=unit, reason=reason, by=by, now=scene.now)


@pytest.mark.parametrize("code", ["kasubag", "operator", "admin"])
def test_a_steward_releases_it_and_nothing_waits_for_it(gathering: Scene, code: str) -> None:
    before = last_event(gathering)
    release(gathering, gathering.person(code))
    assert "angkutan" not in {visit.unit for visit in gathering.visits()}
    assert gathering.run.units.get(code="angkutan").excused
    assert kinds(gathering, before)[0] == "UnitExcused"
    assert journal(gathering)[-1].action == "UnitExcused"


def test_the_run_goes_on_without_it(gathering: Scene) -> None:
    others = [code for code in gathering.units() if code != "angkutan"]
    for unit in others:
        for node in ("7", "8", "9", "10"):
            if gathering.visits(node, unit):
                gathering.complete(node, unit)
    release(gathering, gathering.person("kasubag"))
    assert [visit.node for visit in gathering.visits()] == ["11"]


def test_it_refuses_others(gathering: Scene) -> None:
    people = [gathering.person("kasi-angkutan"), gathering.outsider(), gathering.reader()]
    for person in people:
        with nothing_changes(gathering), pytest.raises(Rejected, match="pengelola SOP"):
            release(gathering, person)


def test_it_refuses_a_stranger_a_second_time_and_no_reason(gathering: Scene) -> None:
    steward = gathering.person("kasubag")
    with nothing_changes(gathering), pytest.raises(Rejected, match="tidak ikut"):
        release(gathering, steward, unit="bulan")
    with nothing_changes(gathering), pytest.raises(Rejected, match="Alasan"):
        release(gathering, steward, reason=" ")
    release(gathering, steward)
    with nothing_changes(gathering), pytest.raises(Rejected, match="sudah dibebaskan"):
        release(gathering, steward)
