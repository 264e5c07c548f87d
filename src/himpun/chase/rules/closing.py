"""When a form closes that its unit has not handed in."""

from __future__ import annotations

from datetime import datetime
from itertools import islice

from himpun.kernel.worktime import Calendar, CalendarUnknown
from himpun.kernel.worktime.calendar import ONE_DAY

MOST_DAYS = 60
"""Working days after the due time: a quarter has hardly more."""


def closes_at(due_at: datetime, working_days: int, calendar: Calendar) -> datetime | None:
    """The close of business of the last of so many working days after the day it was due.

    None where the holidays of that year are not known yet: nothing closes on a guess.
    """
    first = calendar.local(due_at).date() + ONE_DAY
    try:
        last = next(islice(calendar.working_days_from(first), working_days - 1, None))
        return calendar.closes_at(last)
    except CalendarUnknown:
        return None
