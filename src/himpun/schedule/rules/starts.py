"""On which day a run of an SOP starts, as a rule that an agency writes down.

Two forms: a window in the kernel's own language ("triwulan bulan 3, minggu 3, awal": its first
working day), and a working day of a month ("triwulan berikutnya bulan 1, hari kerja 3").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Literal

from himpun.kernel.definition import Sop
from himpun.kernel.worktime import Calendar, Period, PeriodKind, Window, parse_window, window_of
from himpun.kernel.worktime.periods import MONTHS_IN
from himpun.kernel.worktime.words import ORDINALS

ONE_DAY = timedelta(days=1)
LAST_WORKING_DAY = 20
"""No month has fewer working days, unless half of it are holidays."""

_WORKING_DAY = re.compile(
    r"(?P<kind>triwulan|tahun|semester|bulan)(?P<next> berikutnya)?"
    r"(?: bulan (?P<month>\d{1,2}))?, ?hari kerja (?P<number>\d{1,2})"
)
EXAMPLES = "triwulan bulan 3, minggu 3, awal; triwulan berikutnya bulan 1, hari kerja 3"

Shift = Literal["", "day off", "no working day"]


@dataclass(frozen=True, slots=True)
class WorkingDay:
    """The n-th working day of a month of a period, or of the period after it (``following``).

    Refuses (ValueError) a month that the period has not, and a number outside 1 to 20.
    """

    kind: PeriodKind
    month: int
    number: int
    following: bool = False

    def __post_init__(self) -> None:
        """Working day 0, or 40, is a typing error."""
        if not 1 <= self.month <= MONTHS_IN[self.kind]:
            raise ValueError(f"Tidak ada bulan ke-{self.month} dalam satu {self.kind}.")
        if not 1 <= self.number <= LAST_WORKING_DAY:
            raise ValueError(f"Hari kerja harus antara 1 dan {LAST_WORKING_DAY}.")

    @property
    def label(self) -> str:
        """Hari kerja ke-3 bulan pertama triwulan berikutnya."""
        end = f"{self.kind} berikutnya" if self.following else self.kind
        if self.kind == "bulan":
            return f"hari kerja ke-{self.number} {end}"
        return f"hari kerja ke-{self.number} bulan {ORDINALS[self.month - 1]} {end}"


When = Window | WorkingDay


@dataclass(frozen=True, slots=True)
class StartDay:
    """The working day of a start and its opening. ``meant`` is the day that the rule names where
    holidays are left aside; ``shift`` says why the start is not on it."""

    on: date
    opens_at: datetime
    meant: date
    shift: Shift = ""


def parse_when(text: str) -> When:
    """Read a rule. Refuses (ValueError, an Indonesian sentence) what it cannot read."""
    found = _WORKING_DAY.fullmatch(" ".join(text.lower().split()))
    if found is None:
        try:
            return parse_window(text)
        except ValueError as unreadable:
            if "minggu" in text.lower():
                raise
            raise ValueError(
                f"Aturan mulai “{text}” tidak dapat dibaca. Contoh: {EXAMPLES}."
            ) from unreadable
    kind = next(kind for kind in MONTHS_IN if kind == found["kind"])
    following = found["next"] is not None
    if found["month"] is None and kind != "bulan" and not following:
        raise ValueError(f"Aturan mulai “{text}” belum menyebut bulan, misalnya: {kind} bulan 1.")
    return WorkingDay(kind, int(found["month"] or 1), int(found["number"]), following)


def window_of_sop(sop: Sop) -> Window | None:
    """The window of the first row: when the SOP itself says that it starts."""
    return sop.steps[0].window


def start_day(when: When, period: Period, calendar: Calendar) -> StartDay:
    """The day of the start of a period, always a working day.

    A window whose first day is off gives its next working day; a window without any, the first
    working day behind it. Refuses a period of another kind (ValueError) and a year whose holidays
    nobody has entered (CalendarUnknown).
    """
    _want_kind(when, period)
    if isinstance(when, WorkingDay):
        first = _month_of(when, period)
        on = next(islice(calendar.working_days_from(first), when.number - 1, None))
        return StartDay(on, _opening(on, calendar), on)
    dates = window_of(when, period, calendar)
    if not dates.working_days:
        on = next(calendar.working_days_from(dates.last + ONE_DAY))
        return StartDay(on, _opening(on, calendar), dates.first, "no working day")
    on = dates.working_days[0]
    meant = min(dates.first, on)
    return StartDay(on, _opening(on, calendar), meant, "" if on == meant else "day off")


def meant_day(when: When, period: Period, calendar: Calendar) -> date:
    """The day of the start as far as it can be told without knowing the holidays."""
    years = frozenset(range(period.year - 1, period.year + 3))
    return start_day(when, period, replace(calendar, holidays={}, known_years=years)).on


def periods_around(kind: PeriodKind, first: date, last: date) -> Iterator[Period]:
    """The periods of which a start may lie between two days: from the one before the first day's
    to the one of the last day, in order."""
    period = Period(kind, first.year - 1, 1)
    while period.first_day <= last:
        if period.next().next().last_day >= first:
            yield period
        period = period.next()


def working_days_before(on: date, many: int, calendar: Calendar) -> date:
    """The working day so many working days before a day. Refuses an unknown year."""
    while many > 0:
        on -= ONE_DAY
        many -= calendar.is_working_day(on)
    return on


def _want_kind(when: When, period: Period) -> None:
    if when.kind != period.kind:
        raise ValueError(f"Aturan “{when.label}” tidak dapat dipakai pada {period.label}.")


def _month_of(when: WorkingDay, period: Period) -> date:
    return (period.next() if when.following else period).month(when.month)


def _opening(on: date, calendar: Calendar) -> datetime:
    opens_at = calendar.opens_at(on)
    assert opens_at is not None
    return opens_at
