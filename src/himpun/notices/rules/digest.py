"""When a digest is due, and what it says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from himpun.kernel.worktime import Calendar
from himpun.notices.rules.words import FOOT

AFTER: Final = timedelta(minutes=30)
"""Digests go half an hour after the office opens: what is reminded of in the morning is in them."""
ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Turn:
    """Whether digests are due ``now``, and when to look again."""

    now: bool
    next_at: datetime


def turn_at(calendar: Calendar, now: datetime) -> Turn:
    """Digests are due on a working day from half an hour after opening until the office closes.

    Raises CalendarUnknown for a year whose holidays were not entered.
    """
    today = calendar.local(now).date()
    opening, closing = calendar.opens_at(today), calendar.closes_at(today)
    if opening and now < opening + AFTER:
        return Turn(now=False, next_at=opening + AFTER)
    tomorrow = calendar.local(now).replace(hour=0, minute=0, second=0, microsecond=0) + ONE_DAY
    later = calendar.next_opening(tomorrow) + AFTER
    return Turn(now=closing is not None and now < closing, next_at=later)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a digest tells, under the word of its kind. ``url`` is a whole address."""

    kind: str
    subject: str
    text: str
    url: str


def digest_text(
    *, name: str, day: str, lines: Sequence[Line], office: str, home: str, choices: str
) -> str:
    """The mail. ``lines`` stand in the order in which they are told, ``day`` is in words."""
    parts = [f"Yth. {name}\n\nBerikut ringkasan pemberitahuan Anda untuk {day}.\n"]
    kind = ""
    for line in lines:
        if line.kind != kind:
            kind = line.kind
            count = sum(other.kind == kind for other in lines)
            parts.append(f"\n{kind.upper()} ({count})\n")
        said = f"{line.subject}. {line.text}" if line.text else line.subject
        parts.append(f"- {' '.join(said.split())}\n  {line.url}\n")
    parts.append(f"\nSemua pemberitahuan: {home}\n\n{office}\n\n{FOOT.format(place=choices)}\n")
    return "".join(parts)
