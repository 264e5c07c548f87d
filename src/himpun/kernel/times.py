"""Due times of a run: the standard time of each step in the office hours of its unit, the calendar
window beside it, and the limit of a unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Protocol

from himpun.kernel.definition import Late, Step
from himpun.kernel.run import Due
from himpun.kernel.worktime import Calendar, Duration, Period, due_at, window_of, working_time
from himpun.kernel.worktime.durations import LARGEST_AMOUNT
from himpun.kernel.worktime.words import WEEKDAYS

RISK_SHARE = 0.7
"""Share of the standard time after which an open step is at risk."""


class Times(Protocol):
    """What ``decide`` asks about time. ``unit`` is "" for what belongs to no unit."""

    def due(self, step: Step, opened_at: datetime, unit: str) -> Due:
        """When a visit of ``step`` opened at that moment should be done."""

    def limit(self, late: Late, unit: str) -> datetime | None:
        """When a unit should have come as far as the step that has this limit."""

    def resumed(self, due: Due, suspended_at: datetime, resumed_at: datetime, unit: str) -> Due:
        """The due times after the clock stood still between two moments."""

    def extended(self, due: Due, opened_at: datetime, until: datetime, unit: str) -> Due:
        """The due times of a visit that was given time until that moment."""

    def close_of(self, on: date, unit: str) -> datetime | None:
        """The close of business of a day; None on a day off."""

    def name_of_day_off(self, on: date, unit: str) -> str:
        """What a day off is called."""


@dataclass(frozen=True)
class Timetable:
    """Times by calendar: the agency's, and its own for each unit that has one."""

    period: Period
    calendar: Calendar
    of_unit: Mapping[str, Calendar] = field(default_factory=dict)

    def due(self, step: Step, opened_at: datetime, unit: str) -> Due:
        """See ``Times``. A step without standard time and window has no due time."""
        calendar = self._calendar(unit)
        due = due_at(opened_at, step.time, calendar) if step.time else None
        dates = window_of(step.window, self.period, calendar) if step.window else None
        return Due(
            due_at=due,
            risk_at=_risk_at(opened_at, due, calendar),
            window_opens_at=dates.opens_at if dates else None,
            window_closes_at=dates.closes_at if dates else None,
        )

    def limit(self, late: Late, unit: str) -> datetime | None:
        """See ``Times``. A window without a working day ends with its last day's calendar day."""
        calendar = self._calendar(unit)
        dates = window_of(late.until, self.period, calendar)
        if dates.closes_at is not None:
            return dates.closes_at
        return calendar.next_opening(calendar.at(dates.last, datetime.max.time()))

    def resumed(self, due: Due, suspended_at: datetime, resumed_at: datetime, unit: str) -> Due:
        """See ``Times``. The working time that was left at the halt is left at the resumption;
        windows are dates of the calendar and stay."""
        calendar = self._calendar(unit)

        def moved(moment: datetime | None) -> datetime | None:
            if moment is None or moment <= suspended_at:
                return moment
            return _later(resumed_at, suspended_at, moment, calendar)

        return Due(moved(due.due_at), moved(due.risk_at), due.window_opens_at, due.window_closes_at)

    def extended(self, due: Due, opened_at: datetime, until: datetime, unit: str) -> Due:
        """See ``Times``. It is at risk when 70 % of the time until then are used; windows stay."""
        return replace(due, due_at=until, risk_at=_risk_at(opened_at, until, self._calendar(unit)))

    def close_of(self, on: date, unit: str) -> datetime | None:
        """See ``Times``."""
        return self._calendar(unit).closes_at(on)

    def name_of_day_off(self, on: date, unit: str) -> str:
        """See ``Times``: the holiday, or the day of the week."""
        holiday = self._calendar(unit).holidays.get(on)
        return holiday.name if holiday else WEEKDAYS[on.weekday()]

    def _calendar(self, unit: str) -> Calendar:
        return self.of_unit.get(unit, self.calendar)


def _risk_at(opened_at: datetime, due: datetime | None, calendar: Calendar) -> datetime | None:
    if due is None:
        return None
    minutes = int(working_time(opened_at, due, calendar).total_seconds() * RISK_SHARE // 60)
    return _after(opened_at, minutes, calendar)


def _later(start: datetime, before: datetime, moment: datetime, calendar: Calendar) -> datetime:
    left = working_time(before, moment, calendar)
    return _after(start, int(left.total_seconds() // 60), calendar)


def _after(start: datetime, minutes: int, calendar: Calendar) -> datetime:
    if minutes <= 0:
        return start
    # A standard time is never so long; what is left of a week, a month or an extension may be.
    while minutes > LARGEST_AMOUNT:
        start = due_at(start, Duration(LARGEST_AMOUNT, "menit", ""), calendar)
        minutes -= LARGEST_AMOUNT
    return due_at(start, Duration(minutes, "menit", f"{minutes} menit"), calendar)
