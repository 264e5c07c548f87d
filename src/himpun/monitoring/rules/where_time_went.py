"""In whose hands the time of one run has been, beside what the SOP allows them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from himpun.kernel.definition import Sop, StepNode
from himpun.kernel.duty import step_titles
from himpun.kernel.worktime import Calendar
from himpun.monitoring.rules.boards import office_time_of
from himpun.monitoring.rules.clock import HELD, Interval


@dataclass(frozen=True, slots=True)
class Share:
    """The performers of some rows: office time in their hands, and what the SOP allows for the same
    work (zero: it says nothing). Of a step that each unit does, that of the slowest unit counts."""

    title: str
    held: timedelta
    allowed: timedelta

    @property
    def over(self) -> bool:
        """Was it longer than the SOP allows?"""
        return bool(self.allowed) and self.held > self.allowed


def where_time_went(intervals: Iterable[Interval], sop: Sop, calendar: Calendar) -> Sequence[Share]:
    """Who held a run, longest first; rows that this version of the SOP does not have are left out.

    Raises CalendarUnknown for a year without holiday table.
    """
    steps: dict[str, list[Interval]] = defaultdict(list)
    for one in intervals:
        place = sop.places.get(one.node)
        if one.kind in HELD and place and isinstance(place.node, StepNode):
            steps[one.node].append(one)
    sums: dict[str, tuple[timedelta, timedelta]] = {}
    for node, held in steps.items():
        title = step_titles(sop, sop.step_at(node))
        before = sums.get(title, (timedelta(), timedelta()))
        now = _of_step(held, sop, node, calendar)
        sums[title] = (before[0] + now[0], before[1] + now[1])
    shares = [Share(title, *both) for title, both in sums.items()]
    return sorted(shares, key=lambda share: share.held, reverse=True)


def _of_step(
    held: Sequence[Interval], sop: Sop, node: str, calendar: Calendar
) -> tuple[timedelta, timedelta]:
    """Time held and allowed at a step, by the unit that had it longest."""
    units: dict[str, timedelta] = defaultdict(timedelta)
    for one in held:
        units[one.unit] += one.office_time(calendar)
    slowest = max(units, key=lambda unit: units[unit])
    time = sop.step_at(node).time
    visits = len({one.visit for one in held if one.unit == slowest})
    return units[slowest], office_time_of(time, calendar) * visits if time else timedelta()
