"""Standard times against calendar windows, for the rows of an SOP."""

from collections.abc import Iterator
from datetime import datetime

from himpun.kernel.definition import Sop, Step
from himpun.kernel.worktime import Calendar, Conflict, Period, PlannedStep, conflicts


def calendar_conflicts(
    sop: Sop, period: Period, calendar: Calendar, start: datetime
) -> tuple[Conflict, ...]:
    """Where standard times contradict windows in a period, for a run that begins at ``start``.

    Branches of one parallel group are laid side by side, not one after another. Refuses as
    ``worktime.conflicts`` does: a window of another kind of period (ValueError), a year without
    a holiday table (CalendarUnknown).
    """
    found = (
        conflict
        for rows in _lines(sop)
        for conflict in conflicts([_planned(row) for row in rows], period, calendar, start)
    )
    return tuple(dict.fromkeys(found))


def _planned(step: Step) -> PlannedStep:
    return PlannedStep(step.no, step.time, step.window)


def _lines(sop: Sop) -> Iterator[list[Step]]:
    """Lists of rows that together walk every branch, each taking one branch of each group."""
    branches: dict[str, list[str]] = {}
    for step in sop.steps:
        if step.branch:
            group = branches.setdefault(step.branch.partition("/")[0], [])
            if step.branch not in group:
                group.append(step.branch)
    for i in range(max(map(len, branches.values()), default=1)):
        chosen = {group[min(i, len(group) - 1)] for group in branches.values()}
        yield [step for step in sop.steps if step.branch is None or step.branch in chosen]
