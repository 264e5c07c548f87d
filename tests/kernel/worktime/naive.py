"""Office time by walking minute by minute: slow, obvious, and sharing no code with the kernel.

Days are sets of open minutes written as clock texts; moments are naive UTC datetimes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

MINUTE = timedelta(minutes=1)

# Monday to Thursday, Friday, Saturday. Sunday is never worked.
WEEKS = {
    "five": ("07:30-12:00 13:00-16:00", "07:30-11:30 13:00-16:30", ""),
    "six": ("07:30-12:00 13:00-14:45", "07:30-11:30 13:00-15:15", "07:30-12:00 13:00-14:45"),
    "five ramadan": ("08:00-12:00 12:30-15:00", "08:00-11:30 12:30-15:30", ""),
    "six ramadan": (
        "08:00-12:00 12:30-13:55",
        "08:00-11:30 12:30-14:25",
        "08:00-12:00 12:30-13:55",
    ),
}


@dataclass(frozen=True)
class Office:
    """An office as a person would describe it."""

    week: str
    utc_offset: int
    off: frozenset[date]
    fasting: tuple[date, date]
    worked: dict[date, set[int]] = field(default_factory=dict, compare=False, repr=False)

    def clock_texts(self, on: date) -> list[str]:
        if on in self.off or on.isoweekday() == 7:
            return []
        week = f"{self.week} ramadan" if self.fasting[0] <= on <= self.fasting[1] else self.week
        ordinary, friday, saturday = WEEKS[week]
        text = {5: friday, 6: saturday}.get(on.isoweekday(), ordinary)
        return text.split()

    def is_open(self, utc_minute: datetime) -> bool:
        """Whether the minute that begins then is worked."""
        here = utc_minute + timedelta(hours=self.utc_offset)
        day = here.date()
        if day not in self.worked:
            spans = [text.split("-") for text in self.clock_texts(day)]
            self.worked[day] = {
                number
                for number in range(24 * 60)
                if any(
                    start <= f"{number // 60:02d}:{number % 60:02d}" < end for start, end in spans
                )
            }
        return here.hour * 60 + here.minute in self.worked[day]

    def local_day(self, utc_minute: datetime) -> date:
        return (utc_minute + timedelta(hours=self.utc_offset)).date()


def minutes_from(start: datetime) -> Iterator[datetime]:
    """That minute and every one after it."""
    while True:
        yield start
        start += MINUTE


def due_after_minutes(opened: datetime, wanted: int, office: Office) -> datetime:
    """The end of the wanted-th open minute."""
    done = 0
    for minute in minutes_from(opened):
        done += office.is_open(minute)
        if done == wanted:
            return minute + MINUTE
    raise AssertionError


def due_after_days(opened: datetime, wanted: int, office: Office) -> datetime:
    """The close of the wanted-th day whose first open minute the walk has met."""
    visited: set[date] = set()
    closing: list[datetime] = []
    for minute in minutes_from(opened):
        day = office.local_day(minute)
        if not office.is_open(minute):
            continue
        if day not in visited and first_open_minute(day, office) == minute:
            closing.append(last_open_minute(day, office))
        visited.add(day)
        if len(closing) == wanted and minute == closing[-1]:
            return minute + MINUTE
    raise AssertionError


def open_minutes(start: datetime, end: datetime, office: Office) -> int:
    """How many minutes between two moments are worked."""
    total = 0
    for minute in minutes_from(start):
        if minute >= end:
            return total
        total += office.is_open(minute)
    raise AssertionError


def first_open_minute(day: date, office: Office) -> datetime:
    return min(_open_on(day, office))


def last_open_minute(day: date, office: Office) -> datetime:
    return max(_open_on(day, office))


def _open_on(day: date, office: Office) -> list[datetime]:
    midnight = datetime.combine(day, time()) - timedelta(hours=office.utc_offset)
    minutes = (midnight + number * MINUTE for number in range(24 * 60))
    return [minute for minute in minutes if office.is_open(minute)]
