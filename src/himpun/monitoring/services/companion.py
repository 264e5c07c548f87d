"""What the clock notes when a running SOP moves, in the same transaction."""

from __future__ import annotations

from himpun.kernel.messages import RunCancelled, RunResumed, StepCompleted, StepReturned
from himpun.kernel.worktime import CalendarUnknown
from himpun.monitoring.models import Halt, StepTime
from himpun.monitoring.rules.measure import halts_in, measured
from himpun.monitoring.services._facts import Ended, correct, halts_of, insert
from himpun.runs.queries import history_since
from himpun.runs.services import Happened


def follow_times(*, happened: Happened) -> None:
    """Keep the fact of a step that was handed on (one statement), the halt of a run that goes on
    again, and drop the facts of a cancelled run; all else costs nothing.

    A step in a year without holiday table leaves no fact; ``himpun count_times`` makes it up when
    the table is there.
    """
    for event in happened.events:
        if isinstance(event, StepCompleted | StepReturned):
            _note_step(happened, event)
        elif isinstance(event, RunResumed):
            _note_halt(happened)
        elif isinstance(event, RunCancelled):
            StepTime.objects.filter(run=happened.run_id).delete()


def _note_step(happened: Happened, event: StepCompleted | StepReturned) -> None:
    visit = happened.visit
    if visit is None or visit.id != event.visit:
        return
    step = happened.sop.step_at(visit.node)
    ended = Ended(
        happened.run_id, happened.agency.pk, happened.sop.id, happened.period, step.key, visit,
        happened.now, bool(event.reason),
    )  # fmt: skip
    calendar = happened.calendars.of_unit.get(visit.unit, happened.calendars.agency)
    try:
        if insert(ended, measured(visit, happened.now, step.time, calendar)):
            halts = halts_of(happened.run_id)
            correct(ended, measured(visit, happened.now, step.time, calendar, halts))
    except CalendarUnknown:
        return


def _note_halt(happened: Happened) -> None:
    halts = [*halts_in(history_since(happened.run_id))]
    known = {since for since, _ in halts_of(happened.run_id)}
    Halt.objects.bulk_create(
        Halt(run_id=happened.run_id, from_at=since, until_at=until)
        for since, until in halts
        if since not in known
    )
