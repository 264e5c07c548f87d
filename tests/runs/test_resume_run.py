"""Going on with a halted run."""

import pytest
from tests.runs.records import journal, kinds, last_event, nothing_changes
from tests.runs.scene import Scene, wib

from himpun.kernel.messages import Rejected
from himpun.office.models import Person
from himpun.runs import services


def go_on(scene: Scene, by: Person) -> None:
    services.resume_run(run_id=scene.run_id, by=by, now=scene.now)


@pytest.fixture
def halted(running: Scene) -> Scene:
    """Halted five minutes after the beginning; the first step has ten."""
    running.now = wib(2026, 9, 14, 8, 5)
    services.suspend_run(
        run_id=running.run_id, reason="Audit", by=running.person("kasubag"), now=running.now
    )
    return running


@pytest.mark.parametrize("code", ["kasubag", "operator", "admin"])
def test_a_steward_goes_on_and_the_time_that_was_left_is_left(halted: Scene, code: str) -> None:
    before = last_event(halted)
    halted.now = wib(2026, 9, 16, 10)
    go_on(halted, halted.person(code))
    assert (halted.run.state, halted.run.suspended_at) == ("running", None)
    assert halted.visit("1").due_at == wib(2026, 9, 16, 10, 5)
    assert kinds(halted, before) == ["RunResumed"]
    assert journal(halted)[-1].action == "RunResumed"


def test_it_refuses_others(halted: Scene) -> None:
    people = [halted.person("sekretaris"), halted.outsider(), halted.outsider("operator")]
    for person in people:
        with nothing_changes(halted), pytest.raises(Rejected, match="pengelola SOP"):
            go_on(halted, person)


def test_it_refuses_a_run_that_was_not_halted(running: Scene) -> None:
    with nothing_changes(running), pytest.raises(Rejected, match="tidak sedang dihentikan"):
        go_on(running, running.person("kasubag"))
