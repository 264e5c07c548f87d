"""Beginning to work on a step."""

import pytest
from tests.runs.records import journal, kinds, last_event, nothing_changes
from tests.runs.scene import Scene

from himpun.kernel.messages import Rejected
from himpun.office.models import Person
from himpun.runs import services


def begin(scene: Scene, by: Person) -> None:
    number = scene.visits("1")[0].number
    services.start_step(run_id=scene.run_id, visit=number, by=by, now=scene.now)


@pytest.mark.parametrize("code", ["sekretaris", "operator"])
def test_its_holder_or_an_operator_begins_and_the_moment_is_kept(running: Scene, code: str) -> None:
    before = last_event(running)
    begin(running, running.person(code))
    assert running.visit("1").started_at == running.now
    assert kinds(running, before) == ["StepStarted"]
    assert journal(running)[-1].action == "StepStarted"


def test_it_refuses_a_colleague_and_another_agency(running: Scene) -> None:
    for person in (running.person("kadis"), running.outsider("operator"), running.outsider()):
        with nothing_changes(running), pytest.raises(Rejected, match="Sekretaris"):
            begin(running, person)


def test_it_refuses_a_step_that_was_begun(running: Scene) -> None:
    begin(running, running.person("sekretaris"))
    with nothing_changes(running), pytest.raises(Rejected, match="sudah mulai dikerjakan"):
        begin(running, running.person("operator"))


def test_it_refuses_a_step_that_is_done(running: Scene) -> None:
    number = running.visit("1").number
    running.complete("1")
    with nothing_changes(running), pytest.raises(Rejected, match="sudah tidak terbuka"):
        services.start_step(
            run_id=running.run_id, visit=number, by=running.person("sekretaris"), now=running.now
        )
