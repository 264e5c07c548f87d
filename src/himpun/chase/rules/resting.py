"""How long an agency may be left alone in which nothing is to be chased now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from himpun.kernel.worktime import Calendar

LEAST, SPREAD = 30, 60
"""Minutes after which an agency is looked at whatever its clock says: should a change ever leave no
mark, no reminder is later than that. Agencies differ, so that not all of them come at once."""
MINUTE: Final = timedelta(minutes=1)


def rest_until(
    coming: Iterable[datetime], now: datetime, calendar: Calendar, number: int
) -> datetime:
    """Until when an agency rests in which no rung waits: the next rung that is to come, at most
    30 to 90 minutes by its ``number``; outside office hours until the office opens.

    Raises CalendarUnknown for a year whose holidays were not entered.
    """
    spans = calendar.spans_on(calendar.local(now).date())
    if not any(opens <= now < closes for opens, closes in spans):
        later = [opens for opens, _ in spans if opens > now]
        return min(later) if later else calendar.next_opening(now)
    latest = now + (LEAST + number % SPREAD) * MINUTE
    return min([latest, *(at for at in coming if at > now)])
