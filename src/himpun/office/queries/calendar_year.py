"""A year of an agency's calendar: what each day is."""

from __future__ import annotations

from calendar import Calendar as Weeks
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from himpun.kernel.worktime import Calendar
from himpun.kernel.worktime.words import MONTHS, day_text

DayKind = Literal["kerja", "ramadan", "akhir pekan", "nasional", "cuti bersama", "lokal"]
LETTERS: dict[DayKind, str] = {
    "kerja": "", "ramadan": "R", "akhir pekan": "", "nasional": "N", "cuti bersama": "C",
    "lokal": "L",
}  # fmt: skip
CLASSES: dict[DayKind, str] = {
    "kerja": "work", "ramadan": "fast", "akhir pekan": "rest", "nasional": "off",
    "cuti bersama": "leave", "lokal": "own",
}  # fmt: skip
WORDS: dict[DayKind, str] = {
    "kerja": "hari kerja", "ramadan": "hari kerja Ramadan", "akhir pekan": "libur mingguan",
    "nasional": "libur nasional", "cuti bersama": "cuti bersama", "lokal": "libur lokal",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DayView:
    """A day of the year. ``letter`` and ``look`` tell its kind without colour and with it;
    ``said``: the day in words, with the holiday's name."""

    on: date
    kind: DayKind
    said: str
    today: bool

    @property
    def letter(self) -> str:
        """N, C, L, R; "" on ordinary days."""
        return LETTERS[self.kind]

    @property
    def look(self) -> str:
        """The class of its cell."""
        return CLASSES[self.kind]


@dataclass(frozen=True, slots=True)
class MonthView:
    """A month: its weeks, Monday first, with None outside the month, and how many working days."""

    name: str
    weeks: tuple[tuple[DayView | None, ...], ...]
    working: int
    named: tuple[DayView, ...]


def year_view(calendar: Calendar, year: int, today: date) -> tuple[MonthView, ...]:
    """The twelve months of a year (no query). Raises CalendarUnknown without a table of it."""
    return tuple(_month(calendar, year, month, today) for month in range(1, 13))


def _month(calendar: Calendar, year: int, month: int, today: date) -> MonthView:
    weeks = [
        tuple(_day(calendar, on, today) if on.month == month else None for on in week)
        for week in Weeks().monthdatescalendar(year, month)
    ]
    days = [day for week in weeks for day in week if day]
    kinds = Counter(day.kind for day in days)
    named = tuple(day for day in days if day.kind in ("nasional", "cuti bersama", "lokal"))
    return MonthView(MONTHS[month - 1], tuple(weeks), kinds["kerja"] + kinds["ramadan"], named)


def _day(calendar: Calendar, on: date, today: date) -> DayView:
    kind = _kind(calendar, on)
    holiday = calendar.holidays.get(on)
    name = holiday.name if holiday else ""
    said = name if name.lower().startswith(WORDS[kind]) else f"{WORDS[kind]}: {name}"
    return DayView(on, kind, f"{day_text(on)}, {said if name else WORDS[kind]}", on == today)


def _kind(calendar: Calendar, on: date) -> DayKind:
    if calendar.is_working_day(on):
        fasting = any(first <= on <= last for first, last in calendar.ramadan)
        return "ramadan" if fasting else "kerja"
    holiday = calendar.holidays.get(on)
    return holiday.kind if holiday else "akhir pekan"


def next_year_unknown(calendar: Calendar, on: date) -> int | None:
    """The year of the coming months whose holidays nobody has entered; None where all are known."""
    ahead = (on + timedelta(days=270)).year
    return ahead if ahead not in calendar.known_years else None
