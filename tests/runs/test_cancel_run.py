"""Ending a run before its end."""

import pytest
from tests.runs.records import journal, kinds, last_event, nothing_changes
from tests.runs.scene import Scene

from himpun.kernel.messages import Rejected
from himpun.office.models import Person
from himpun.runs import services
from himpun.runs.models import Visit


def end(scene: Scene, by: Person, reason: str = "Salah periode") -> None:
    services.cancel_run(run_id=scene.run_id, reason=reason, by=by, now=scene.now)


@pytest.mark.parametrize("code", ["kasubag", "operator", "admin"])
def test_a_steward_ends_it_with_all_that_is_open(running: Scene, code: str) -> None:
    running.walk("8")
    before, done = last_event(running), Visit.objects.filter(state="done").count()
    end(running, running.person(code))
    assert running.run.state == "cancelled"
    assert running.visits() == []
    assert kinds(running, before)[-1] == "RunCancelled"
    assert journal(running)[-1].body["events"][1] == last_event(running)
    assert Visit.objects.filter(state="done").count() == done


def test_it_refuses_others(running: Scene) -> None:
    people = [running.person("sekretaris"), running.outsider(), running.outsider("operator")]
    for person in people:
        with nothing_changes(running), pytest.raises(Rejected, match="pengelola SOP"):
            end(running, person)


def test_it_refuses_without_a_reason_and_a_run_that_is_over(running: Scene) -> None:
    with nothing_changes(running), pytest.raises(Rejected, match="Alasan"):
        end(running, running.person("kasubag"), reason="")
    end(running, running.person("kasubag"))
    with nothing_changes(running), pytest.raises(Rejected, match="sudah berakhir"):
        end(running, running.person("operator"))
