"""Telling a run that time has passed."""

from tests.runs.records import journal, kinds, last_event, nothing_changes
from tests.runs.scene import Scene, wib

from himpun.runs import services
from himpun.runs.models import Event


def test_an_overdue_step_is_told_once_and_by_the_program(running: Scene) -> None:
    before = last_event(running)
    running.tell_time(wib(2026, 9, 14, 8, 11))
    assert kinds(running, before) == ["StepOverdue"]
    told = Event.objects.get(run_id=running.run_id, kind="StepOverdue")
    assert (told.actor, told.actor_text) == (None, "Sistem")
    assert journal(running)[-1].actor_text == "Sistem"
    with nothing_changes(running):
        running.tell_time(wib(2026, 9, 15, 9))


def test_what_is_not_due_yet_is_not_told(running: Scene) -> None:
    with nothing_changes(running):
        running.tell_time(wib(2026, 9, 14, 8, 9))


def test_only_units_that_still_owe_get_the_letter_and_once(running: Scene) -> None:
    running.walk("8")
    for node in ("7", "8", "9", "10"):
        running.complete(node, "angkutan")
    running.tell_time(wib(2026, 10, 6))
    chased = sorted(visit.unit for visit in running.visits("10.1"))
    assert chased == sorted(set(running.units()) - {"angkutan"})
    with nothing_changes(running):
        running.tell_time(wib(2026, 10, 6, 9, 1))


def test_a_halted_run_is_told_nothing(running: Scene) -> None:
    services.suspend_run(
        run_id=running.run_id, reason="Audit", by=running.person("kasubag"), now=running.now
    )
    with nothing_changes(running):
        running.tell_time(wib(2026, 9, 15, 9))
