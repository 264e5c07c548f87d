"""Office hours of a week, and Indonesia's three time zones.

The five-day hours follow Perpres 21/2023: 37 h 30 min of work a week from 07:30, a break of
60 minutes (Friday 90); in Ramadan 32 h 30 min from 08:00, a break of 30 minutes (Friday 60).
The decree gives sums, starts and breaks; the closing times are arithmetic:

- five days: 37:30 / 5 = 7:30 a day. 07:30 + 7:30 + 1:00 = 16:00; Friday + 1:30 = 16:30.
- five days, Ramadan: 32:30 / 5 = 6:30 a day. 08:00 + 6:30 + 0:30 = 15:00; Friday + 1:00 = 15:30.
- six days (units that serve on Saturday; the same weekly sums): 37:30 / 6 = 6:15 a day.
  07:30 + 6:15 + 1:00 = 14:45; Friday + 1:30 = 15:15.
- six days, Ramadan: 32:30 / 6 = 5:25 a day. 08:00 + 5:25 + 0:30 = 13:55; Friday + 1:00 = 14:25.

The breaks stand at 12:00 (Friday 11:30, for the Friday prayer). An agency that has set other
hours gives its own OfficeHours.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from itertools import pairwise
from types import MappingProxyType

Span = tuple[time, time]

DAYS_IN_WEEK = 7

# Fixed offsets, not tz files: Indonesia has had no summer time since these zones were set (1988),
# and the kernel reads no disk.
WIB = timezone(timedelta(hours=7), "WIB")
WITA = timezone(timedelta(hours=8), "WITA")
WIT = timezone(timedelta(hours=9), "WIT")
ZONES: Mapping[str, tzinfo] = MappingProxyType({"WIB": WIB, "WITA": WITA, "WIT": WIT})


def span_length(span: Span) -> timedelta:
    """Time from the start of a span to its end, both on one day."""
    start, end = span
    return datetime.combine(date.min, end) - datetime.combine(date.min, start)


@dataclass(frozen=True)
class OfficeHours:
    """Working spans of the seven weekdays, Monday first, breaks left out.

    Refuses (ValueError) a week that has not seven days, and spans of a day that are empty,
    overlap, touch, or stand in the wrong order.
    """

    spans: tuple[tuple[Span, ...], ...]

    def __post_init__(self) -> None:
        """Refuse a week on which arithmetic would go wrong unseen."""
        if len(self.spans) != DAYS_IN_WEEK:
            raise ValueError("Jam kerja harus menyebut tujuh hari, mulai hari Senin.")
        for spans in self.spans:
            edges = [edge for span in spans for edge in span]
            if any(earlier >= later for earlier, later in pairwise(edges)):
                raise ValueError("Jam kerja dalam satu hari harus urut dan tidak tumpang tindih.")

    def length_of(self, weekday: int) -> timedelta:
        """Working time of a weekday (Monday = 0)."""
        return sum((span_length(span) for span in self.spans[weekday]), timedelta())

    @property
    def ordinary_day(self) -> timedelta:
        """The commonest length of a working day in this week, the longer one if two tie.

        Zero for a week without any working day.
        """
        lengths = Counter(length for day in range(DAYS_IN_WEEK) if (length := self.length_of(day)))
        if not lengths:
            return timedelta()
        return max(lengths, key=lambda length: (lengths[length], length))


def _week(day: tuple[Span, ...], friday: tuple[Span, ...], *, saturday: bool) -> OfficeHours:
    return OfficeHours((day, day, day, day, friday, day if saturday else (), ()))


FIVE_DAYS = _week(
    ((time(7, 30), time(12)), (time(13), time(16))),
    ((time(7, 30), time(11, 30)), (time(13), time(16, 30))),
    saturday=False,
)
SIX_DAYS = _week(
    ((time(7, 30), time(12)), (time(13), time(14, 45))),
    ((time(7, 30), time(11, 30)), (time(13), time(15, 15))),
    saturday=True,
)
RAMADAN_FIVE_DAYS = _week(
    ((time(8), time(12)), (time(12, 30), time(15))),
    ((time(8), time(11, 30)), (time(12, 30), time(15, 30))),
    saturday=False,
)
RAMADAN_SIX_DAYS = _week(
    ((time(8), time(12)), (time(12, 30), time(13, 55))),
    ((time(8), time(11, 30)), (time(12, 30), time(14, 25))),
    saturday=True,
)
