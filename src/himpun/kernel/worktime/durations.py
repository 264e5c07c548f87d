"""Standard times as an SOP writes them, and what they mean in office time."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Literal, get_args

from himpun.kernel.worktime.calendar import ONE_DAY, Calendar

Unit = Literal["menit", "jam", "hari", "hari kerja", "minggu", "bulan"]
UNITS: tuple[Unit, ...] = get_args(Unit)

# Far above any standard time; it keeps date arithmetic inside the years that exist.
LARGEST_AMOUNT = 9999

_WRITTEN = re.compile(r"(\d{1,9})\s*([a-z]+(?: [a-z]+)?)")
_ZERO = timedelta()
_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Duration:
    """A standard time: whole amount, unit, and the text as the SOP writes it.

    Refuses (ValueError) an amount below 1 or above 9999.
    """

    amount: int
    unit: Unit
    raw: str

    def __post_init__(self) -> None:
        """A step that takes no time, or centuries, is a misreading of the document."""
        if not 1 <= self.amount <= LARGEST_AMOUNT:
            raise ValueError(f"Waktu “{self.raw}” harus antara 1 dan {LARGEST_AMOUNT}.")

    @property
    def office_time(self) -> timedelta | None:
        """Office time that a menit or jam duration takes; None for the units of days."""
        if self.unit == "menit":
            return self.amount * _MINUTE
        return self.amount * _HOUR if self.unit == "jam" else None

    @property
    def whole_days(self) -> int | None:
        """Working days that a hari or hari kerja duration takes; None for other units."""
        return self.amount if self.unit in ("hari", "hari kerja") else None


def parse_duration(text: str) -> Duration:
    """Read "20 Menit", "2 Jam", "5 hari kerja"; capitals and blanks do not matter.

    Refuses (ValueError, an Indonesian sentence) anything else: fractions, ranges, two units.
    """
    words = " ".join(text.lower().split())
    found = _WRITTEN.fullmatch(words)
    unit = next((unit for unit in UNITS if found and found[2] == unit), None)
    if found is None or unit is None:
        raise ValueError(
            f"Waktu “{text}” tidak dapat dibaca. Tulis satu bilangan bulat dan satu satuan: "
            "menit, jam, hari, hari kerja, minggu, atau bulan. Contoh: 20 menit; 5 hari kerja."
        )
    return Duration(int(found[1]), unit, text)


def due_at(opened_at: datetime, duration: Duration, calendar: Calendar) -> datetime:
    """When a step opened at that moment must be finished, in the calendar's zone.

    menit, jam: office time; used up exactly at close, the due time is that close.
    hari, hari kerja: whole working days; day 1 is the first working day whose office hours begin
    at or after the opening of the step; due at close of business of the last one.
    minggu, bulan: the same weekday, or day of the month (the last one of a shorter month), so
    many weeks or months later; moved to the next working day if the office is shut; due at close.
    Refuses a moment without zone (ValueError) and an unknown year (CalendarUnknown).
    """
    opened_at = calendar.local(opened_at)
    if (office_time := duration.office_time) is not None:
        return _after_office_time(opened_at, office_time, calendar)
    if (days := duration.whole_days) is not None:
        first = calendar.next_opening(opened_at).date()
        last = next(islice(calendar.working_days_from(first), days - 1, None))
        return _close_of(last, calendar)
    arrive = _ARRIVE[duration.unit](opened_at.date(), duration.amount)
    return _close_of(next(calendar.working_days_from(arrive)), calendar)


def working_time(start: datetime, end: datetime, calendar: Calendar) -> timedelta:
    """Office time between two moments. Refuses (ValueError) an end before the start."""
    start, end = _ordered(start, end, calendar)
    total, on = _ZERO, start.date()
    while on <= end.date():
        for opens, closes in calendar.spans_on(on):
            total += max(min(closes, end) - max(opens, start), _ZERO)
        on += ONE_DAY
    return total


def working_days(start: datetime, end: datetime, calendar: Calendar) -> int:
    """Number of working days that lie wholly between two moments, opening to close.

    A day that had already begun at `start`, or has not closed by `end`, does not count; so
    working_days(opened, due_at(opened, "n hari")) is n. Refuses an end before the start.
    """
    start, end = _ordered(start, end, calendar)
    total, on = 0, start.date()
    while on <= end.date():
        spans = calendar.spans_on(on)
        total += bool(spans) and start <= spans[0][0] and spans[-1][1] <= end
        on += ONE_DAY
    return total


def format_working(time: timedelta, calendar: Calendar) -> str:
    """Office time in words: "1 hari 2 jam", "8 menit"; a day is the calendar's ordinary day.

    Seconds are dropped; less than a minute is "kurang dari 1 menit". Refuses (ValueError) a
    negative time.
    """
    if time < _ZERO:
        raise ValueError("Lama kerja tidak boleh negatif.")
    if _ZERO < time < _MINUTE:
        return "kurang dari 1 menit"
    ordinary = calendar.ordinary_day
    days, rest = divmod(time, ordinary) if ordinary else (0, time)
    hours, rest = divmod(rest, _HOUR)
    named = ((days, "hari"), (hours, "jam"), (rest // _MINUTE, "menit"))
    return " ".join(f"{amount} {unit}" for amount, unit in named if amount) or "0 menit"


def _after_office_time(opened_at: datetime, wanted: timedelta, calendar: Calendar) -> datetime:
    for on in calendar.working_days_from(opened_at.date()):
        for opens, closes in calendar.spans_on(on):
            begin = max(opens, opened_at)
            if begin >= closes:
                continue
            if wanted <= closes - begin:
                return begin + wanted
            wanted -= closes - begin
    raise AssertionError("working_days_from never ends")  # pragma: no cover


def _close_of(on: date, calendar: Calendar) -> datetime:
    return calendar.spans_on(on)[-1][1]


def _ordered(start: datetime, end: datetime, calendar: Calendar) -> tuple[datetime, datetime]:
    start, end = calendar.local(start), calendar.local(end)
    if end < start:
        raise ValueError("Akhir waktu mendahului awalnya.")
    return start, end


def _weeks_later(on: date, weeks: int) -> date:
    return on + timedelta(weeks=weeks)


def _months_later(on: date, months: int) -> date:
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))


_ARRIVE: dict[Unit, Callable[[date, int], date]] = {
    "minggu": _weeks_later,
    "bulan": _months_later,
}
