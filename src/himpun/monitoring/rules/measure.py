"""What the clock says of one step that was handed on: waiting, working, allowed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from himpun.kernel.messages import Event, RunCancelled, RunFinished, RunResumed, RunSuspended
from himpun.kernel.run import Visit
from himpun.kernel.worktime import Calendar, Duration, due_at, working_time

Halted = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Measured:
    """Office seconds of a step; see ``models.facts.StepTime``."""

    waiting: int
    working: int
    allowed: int | None
    within: bool | None
    late: bool | None
    noted: bool


def measured(
    visit: Visit,
    finished_at: datetime,
    standard: Duration | None,
    calendar: Calendar,
    halts: Sequence[Halted] = (),
) -> Measured:
    """Measure a visit that was handed on at ``finished_at``. ``halts``: when its run stood still.

    Within the standard time is whose working time is no longer than the office time from its
    beginning until the standard time is used up; nights and days off never count. Raises
    CalendarUnknown for a year without holiday table.
    """
    begun = visit.started_at or visit.opened_at
    waiting = _counted(visit.opened_at, begun, calendar, halts)
    working = _counted(begun, finished_at, calendar, halts)
    allowed = None
    if standard is not None:
        allowed = _seconds(working_time(begun, due_at(begun, standard, calendar), calendar))
    due = visit.due.due_at
    return Measured(
        waiting=waiting,
        working=working,
        allowed=allowed,
        within=None if allowed is None else working <= allowed,
        late=None if due is None else finished_at > due,
        noted=visit.started_at is not None,
    )


def halts_in(history: Iterable[tuple[Event, datetime]]) -> list[Halted]:
    """When a run stood still, from its history; what still lasts is left out."""
    found: list[Halted] = []
    since = None
    for event, at in history:
        if isinstance(event, RunSuspended):
            since = at
        elif isinstance(event, RunResumed | RunCancelled | RunFinished) and since is not None:
            found.append((since, at))
            since = None
    return found


def _counted(start: datetime, end: datetime, calendar: Calendar, halts: Sequence[Halted]) -> int:
    """Office seconds between two moments, without those in which the run stood still."""
    if start == end:
        return 0
    total = working_time(start, end, calendar)
    for begin, until in halts:
        first, last = max(begin, start), min(until, end)
        if first < last:
            total -= working_time(first, last, calendar)
    return _seconds(total)


def _seconds(time: timedelta) -> int:
    return int(time.total_seconds())
