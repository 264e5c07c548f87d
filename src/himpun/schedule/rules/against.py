"""What stands against a planned start, and which other day would mend it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from himpun.kernel.check.against_calendar import calendar_conflicts
from himpun.kernel.definition import Sop
from himpun.kernel.worktime import Calendar, CalendarUnknown, Conflict, Period
from himpun.kernel.worktime.words import WEEKDAYS, day_text
from himpun.schedule.rules.starts import StartDay, working_days_before

AgainstKind = Literal["day off", "no working day", "too few days", "no table"]


@dataclass(frozen=True, slots=True)
class Against:
    """Something that stands against a start: a sentence, and the working day that is proposed
    instead (None: no other day would help, or what is planned is already the best)."""

    kind: AgainstKind
    sentence: str
    instead: date | None = None
    because: str = ""


def against_start(
    sop: Sop, period: Period, day: StartDay, calendar: Calendar
) -> tuple[Against, ...]:
    """What stands against the start of a period on that day: the day itself, then the rows' times
    against their windows."""
    found = [*_about_day(day, calendar)]
    try:
        clashes = calendar_conflicts(sop, period, calendar, day.opens_at)
        found += [_about_clash(clash, day, calendar) for clash in clashes]
    except CalendarUnknown as unknown:
        found.append(no_table(unknown))
    return tuple(found)


def no_table(unknown: CalendarUnknown) -> Against:
    """A year without holiday table: nothing in it can be promised."""
    return Against("no table", str(unknown))


def _about_day(day: StartDay, calendar: Calendar) -> Iterator[Against]:
    if not day.shift:
        return
    name = _name_of(day.meant, calendar)
    begins = f"SOP mulai {long_day(day.on)}"
    if day.shift == "no working day":
        sentence = f"Jadwal mulai ({long_day(day.meant)}) tidak memuat hari kerja. {begins}."
        yield Against(
            "no working day",
            sentence,
            *_earlier(day, calendar, "jadwal mulai jatuh pada hari libur"),
        )
        return
    sentence = f"{long_day(day.meant)} libur ({name}). {begins}, hari kerja berikutnya."
    yield Against("day off", sentence, *_earlier(day, calendar, f"{day_text(day.meant)} libur"))


def _earlier(day: StartDay, calendar: Calendar, because: str) -> tuple[date | None, str]:
    """The last working day before the one that was meant."""
    try:
        return working_days_before(day.meant, 1, calendar), because
    except CalendarUnknown:
        return None, because


def _about_clash(clash: Conflict, day: StartDay, calendar: Calendar) -> Against:
    missing = max(clash.needed_days - clash.available_days, 1)
    try:
        instead = working_days_before(day.on, missing, calendar)
    except CalendarUnknown:
        return Against("too few days", clash.sentence)
    rows = ", ".join(map(str, clash.steps))
    because = f"waktu baku langkah {rows} tidak muat dalam jadwalnya"
    return Against("too few days", clash.sentence, instead, because)


def _name_of(on: date, calendar: Calendar) -> str:
    holiday = calendar.holidays.get(on)
    return holiday.name if holiday else WEEKDAYS[on.weekday()]


def long_day(on: date) -> str:
    """Senin, 16 Maret 2026."""
    return f"{WEEKDAYS[on.weekday()]}, {day_text(on)}"


def opening_on(on: date, calendar: Calendar) -> datetime:
    """The opening of a day, or of the next working day when that one is off (a holiday that came
    after the day had been chosen)."""
    return calendar.next_opening(calendar.at(on, datetime.min.time()))
