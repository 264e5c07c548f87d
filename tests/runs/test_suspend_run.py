"""Halting a run."""

import pytest
from tests.runs.records import journal, kinds, last_event, nothing_changes
from tests.runs.scene import Scene

from himpun.kernel.messages import Rejected
from himpun.office.models import Person
from himpun.runs import services


def halt(scene: Scene, by: Person, reason: str = "Audit") -> None:
    services.suspend_run(run_id=scene.run_id, reason=reason, by=by, now=scene.now)


@pytest.mark.parametrize("code", ["kasubag", "operator", "admin"])
def test_a_steward_halts_it(running: Scene, code: str) -> None:
    before = last_event(running)
    halt(running, running.person(code))
    assert (running.run.state, running.run.suspended_at) == ("suspended", running.now)
    assert kinds(running, before) == ["RunSuspended"]
    assert journal(running)[-1].action == "RunSuspended"


def test_it_refuses_others(running: Scene) -> None:
    people = [running.person("sekretaris"), running.outsider(), running.outsider("operator")]
    for person in people:
        with nothing_changes(running), pytest.raises(Rejected, match="pengelola SOP"):
            halt(running, person)


def test_it_refuses_without_a_reason_and_a_run_that_stands(running: Scene) -> None:
    with nothing_changes(running), pytest.raises(Rejected, match="Alasan"):
        halt(running, running.person("kasubag"), reason="  ")
    halt(running, running.person("kasubag"))
    with nothing_changes(running), pytest.raises(Rejected, match="dihentikan sementara"):
        halt(running, running.person("operator"))
