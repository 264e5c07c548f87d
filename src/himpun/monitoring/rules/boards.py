"""What boards reckon: who hands in where, how long an SOP allows, what share is reached."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from himpun.kernel.definition import Sop
from himpun.kernel.duty import takes_part
from himpun.kernel.run import Unit
from himpun.kernel.worktime import Calendar, CalendarUnknown, Duration
from himpun.runs.rules.handing_in import gives_by_unit, owing_nodes

DAYS_OF_A_MONTH = 21
"""Working days that a month of a standard time is counted as, where times are added up."""
QUARTERS_OF_A_YEAR = 4


def nodes_of_hand_in(sop: Sop) -> tuple[str, ...]:
    """The step nodes of the fan-out at which units owe their data, in order; at the last of them
    they hand in. None where no unit does. Of several fan-outs that give data the last counts."""
    if not gives_by_unit(sop):
        return ()
    owing = owing_nodes(sop)
    in_order = [node for node in sop.places if node in owing]
    path = sop.places[in_order[-1]].path
    return tuple(node for node in in_order if sop.places[node].path == path)


def counted_units(sop: Sop, owing: Iterable[str], units: Iterable[Unit]) -> int:
    """How many units should hand in: those with something to do there, without the excused."""
    nodes = tuple(owing)
    return sum(1 for unit in units if not unit.excused and takes_part(sop, nodes, unit.kind))


def standard_time(sop: Sop, calendar: Calendar) -> timedelta:
    """All standard times of the paper's rows together, in office time."""
    times = (step.time for step in sop.steps if step.time)
    return sum((office_time_of(time, calendar) for time in times), timedelta())


def office_time_of(time: Duration, calendar: Calendar) -> timedelta:
    """A standard time in office time. A week counts as the calendar's working days of one, a month
    as 21 working days."""
    if time.office_time is not None:
        return time.office_time
    days = {"minggu": len([*filter(None, calendar.hours.spans)]), "bulan": DAYS_OF_A_MONTH}
    each = 1 if time.whole_days is not None else days[time.unit]
    return time.amount * each * calendar.ordinary_day


def share(part: int, whole: int) -> int | None:
    """How much that is in percent, whole and rounded down, so that 100 means all; None of
    nothing."""
    return part * 100 // whole if whole else None


Quarter = tuple[int, int]
"""(year, 1 to 4)."""


def quarters_until(last: Quarter, many: int) -> tuple[Quarter, ...]:
    """So many quarters, oldest first, up to one."""
    at = last[0] * QUARTERS_OF_A_YEAR + last[1] - 1
    return tuple(
        (no // QUARTERS_OF_A_YEAR, no % QUARTERS_OF_A_YEAR + 1)
        for no in range(at - many + 1, at + 1)
    )


def beside(quarter: Quarter, by: int) -> Quarter:
    """The quarter so many before or after one."""
    at = quarter[0] * QUARTERS_OF_A_YEAR + quarter[1] - 1 + by
    return at // QUARTERS_OF_A_YEAR, at % QUARTERS_OF_A_YEAR + 1


STATES_IN_ORDER: Mapping[str, int] = {
    state: at for at, state in enumerate(("late", "back", "risk", "now", "wait", "idle", "done"))
}
"""Worst first, as boards put agencies in order."""


def days_apart(due: datetime, at: datetime, calendar: Calendar) -> int:
    """Working days that something came behind its due time, negative before it; 0 on that day. In
    calendar days where the holidays of the year are unknown."""
    first, last = sorted((calendar.local(due).date(), calendar.local(at).date()))
    days = (first + timedelta(days=no) for no in range(1, (last - first).days + 1))
    try:
        found = sum(calendar.is_working_day(day) for day in days)
    except CalendarUnknown:
        found = (last - first).days
    return found if at > due else -found
