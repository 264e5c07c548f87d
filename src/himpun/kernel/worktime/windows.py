"""Calendar windows of an SOP: "awal minggu ketiga bulan terakhir triwulan" as a rule on dates.

A week (Monday to Sunday) belongs to the month that holds its Thursday, and a window keeps only
the days of that month: week 1 of October 2026 is Thursday 1 and Friday 2. So one or two days at
the edge of a month may belong to no week of it (30 and 31 March 2026).
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from himpun.kernel.worktime.calendar import ONE_DAY, Calendar
from himpun.kernel.worktime.periods import MONTHS_IN, Period, PeriodKind
from himpun.kernel.worktime.words import MONTHS, ORDINALS, WEEKDAYS

Part = Literal[
    "awal", "pertengahan", "akhir", "senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu"
]

_DAYS_OF: dict[Part, range] = {
    "awal": range(0, 2),
    "pertengahan": range(2, 3),
    "akhir": range(3, 6),
    "senin": range(0, 1),
    "selasa": range(1, 2),
    "rabu": range(2, 3),
    "kamis": range(3, 4),
    "jumat": range(4, 5),
    "sabtu": range(5, 6),
    "minggu": range(6, 7),
}
_STRETCHES: tuple[Part, ...] = ("awal", "pertengahan", "akhir")
_WHOLE_WEEK = range(7)
_THURSDAY = 3
WEEKS_AT_MOST = 5

_WRITTEN = re.compile(
    r"(?P<kind>triwulan|tahun|semester|bulan)(?P<next> berikutnya)?"
    r"(?: bulan (?P<month>\d{1,2}))?, ?minggu (?P<week>\d)(?:, ?(?P<part>[a-z']+))?"
)


@dataclass(frozen=True)
class Window:
    """A week of a month of a period, or a part of it.

    `month` counts from 1 within the period, `week` from 1 to 5; `part` is a stretch of the week
    (awal Monday-Tuesday, pertengahan Wednesday, akhir Thursday to Saturday), a weekday, or None
    for the whole week; `following` means the period after the one that is reported on.
    Refuses (ValueError) a month that the period has not, and a week outside 1 to 5.
    """

    kind: PeriodKind
    month: int
    week: int
    part: Part | None = None
    following: bool = False

    def __post_init__(self) -> None:
        """Month 4 of a quarter is a typing error."""
        if not 1 <= self.month <= MONTHS_IN[self.kind]:
            raise ValueError(f"Tidak ada bulan ke-{self.month} dalam satu {self.kind}.")
        if not 1 <= self.week <= WEEKS_AT_MOST:
            raise ValueError("Minggu dalam bulan harus antara 1 dan 5.")

    @property
    def is_single_day(self) -> bool:
        """Whether the window names one weekday ("jumat"), not a stretch of the week."""
        return self.part is not None and self.part not in _STRETCHES

    @property
    def week_label(self) -> str:
        """awal minggu ketiga; Jumat minggu keempat; minggu pertama triwulan berikutnya."""
        label = f"minggu {ORDINALS[self.week - 1]}"
        if self.part:
            day = self.is_single_day
            label = f"{WEEKDAYS[_DAYS_OF[self.part][0]] if day else self.part} {label}"
        return f"{label} {self.kind} berikutnya" if self.following else label

    @property
    def label(self) -> str:
        """The whole rule in words: awal minggu ketiga bulan ketiga triwulan."""
        if self.kind == "bulan":
            return self.week_label
        if self.kind == "tahun":
            month = f"bulan {MONTHS[self.month - 1]}"
        else:
            month = f"bulan {ORDINALS[self.month - 1]}"
        end = f"{self.kind} berikutnya" if self.following else self.kind
        return f"{self.week_label.removesuffix(f' {self.kind} berikutnya')} {month} {end}"


@dataclass(frozen=True)
class WindowDates:
    """A window in a real period: its office days, holidays included, and its working days.

    `first` and `last` are inclusive; `opens_at` and `closes_at` lie on working days and are None
    where the window holds none. If no day of the window lies in its month, `first` and `last`
    are the days it would have had.
    """

    first: date
    last: date
    opens_at: datetime | None
    closes_at: datetime | None
    working_days: tuple[date, ...]


def parse_window(text: str) -> Window:
    """Read "triwulan bulan 3, minggu 4, jumat", "triwulan berikutnya, minggu 1" and their kin.

    <periode> [berikutnya] [bulan n], minggu n [, awal | pertengahan | akhir | a weekday].
    Without a month "berikutnya" means month 1. Refuses (ValueError, an Indonesian sentence)
    anything else, also a missing month of the period itself, which would be a guess.
    """
    found = _WRITTEN.fullmatch(" ".join(text.lower().split()))
    if found is None:
        raise ValueError(
            f"Jadwal “{text}” tidak dapat dibaca. Contoh: "
            "triwulan bulan 3, minggu 4, jumat; triwulan berikutnya, minggu 1."
        )
    kind = _kind(found["kind"])
    following = found["next"] is not None
    if found["month"] is None and kind != "bulan" and not following:
        raise ValueError(f"Jadwal “{text}” belum menyebut bulan, misalnya: {kind} bulan 1.")
    part = _part(found["part"], text)
    return Window(kind, int(found["month"] or 1), int(found["week"]), part, following)


def window_of(window: Window, period: Period, calendar: Calendar) -> WindowDates:
    """The dates of a window in a period, on a unit's calendar.

    Refuses (ValueError) a window of another kind of period, and an unknown year
    (CalendarUnknown).
    """
    if window.kind != period.kind:
        raise ValueError(
            f"Jadwal “{window.label}” tidak dapat dipakai pada periode {period.label}."
        )
    month = (period.next() if window.following else period).month(window.month)
    named = _DAYS_OF[window.part] if window.part else _WHOLE_WEEK
    monday = _monday_of_week(month, window.week)
    days = [monday + timedelta(days=day) for day in named]
    inside = [
        day
        for day in days
        # Both: 28 to 30 September 2026 lie in the month, but in a week of October.
        if _same_month(day, month) and _same_month(monday + _THURSDAY * ONE_DAY, month)
    ]
    working = tuple(day for day in inside if calendar.is_working_day(day))
    # The weekend says nothing about the window, unless the unit works then or the rule names it.
    shown = [day for day in inside if calendar.has_hours_on(day)] or inside or days
    return WindowDates(
        first=shown[0],
        last=shown[-1],
        opens_at=calendar.opens_at(working[0]) if working else None,
        closes_at=calendar.closes_at(working[-1]) if working else None,
        working_days=working,
    )


def _same_month(one: date, other: date) -> bool:
    return (one.year, one.month) == (other.year, other.month)


def _monday_of_week(month: date, week: int) -> date:
    first_thursday = month + timedelta(days=(_THURSDAY - month.weekday()) % 7)
    return first_thursday - _THURSDAY * ONE_DAY + timedelta(weeks=week - 1)


def _kind(text: str) -> PeriodKind:
    return next(kind for kind in MONTHS_IN if kind == text)


def _part(text: str | None, whole: str) -> Part | None:
    if text is None:
        return None
    # "Jum'at" is how the SOPs themselves spell it.
    part = next((part for part in _DAYS_OF if part == text.replace("'", "")), None)
    if part is None:
        raise ValueError(
            f"Bagian minggu pada “{whole}” tidak dikenal. Pilih awal, pertengahan, akhir, "
            "atau nama hari."
        )
    return part
