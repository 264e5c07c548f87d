"""Moments, times and tasks in the words of an Indonesian office. A page's every sentence about
time is made here, in the zone of the agency's calendar."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo

from himpun.kernel.definition import Sop, Step
from himpun.kernel.run import Unit
from himpun.kernel.worktime import (
    Calendar,
    CalendarUnknown,
    Duration,
    due_at,
    format_working,
    parse_period,
    working_time,
)
from himpun.kernel.worktime.words import MONTHS, WEEKDAYS

SHORT_MONTHS = tuple("Agu" if name == "Agustus" else name[:3] for name in MONTHS)


def acting_in(title: str, unit: str) -> str:
    """A performer in a unit: "Kabid/KPA, Bidang Angkutan"; the unit alone where its name begins
    with the performer's ("Bidang" in "Bidang Jembatan")."""
    return unit if unit.startswith(f"{title} ") else f"{title}, {unit}"


def short_day(on: date, today: date) -> str:
    """5 Okt; in another year than today's: 5 Okt 2025."""
    year = "" if on.year == today.year else f" {on.year}"
    return f"{on.day} {SHORT_MONTHS[on.month - 1]}{year}"


def clock_text(at: datetime) -> str:
    """16.00, in the zone that the moment carries."""
    return f"{at:%H.%M}"


def short_moment(at: datetime, now: datetime, calendar: Calendar) -> str:
    """5 Okt 16.00."""
    there = calendar.local(at)
    return f"{short_day(there.date(), calendar.local(now).date())} {clock_text(there)}"


def long_moment(at: datetime, calendar: Calendar) -> str:
    """5 Oktober 2026, 09.12 WIB."""
    return moment_in(at, calendar.zone)


def moment_in(at: datetime, zone: tzinfo) -> str:
    """5 Oktober 2026, 09.12 WIB."""
    there = at.astimezone(zone)
    return f"{long_day(there.date())}, {there:%H.%M %Z}"


def long_day(on: date) -> str:
    """5 Oktober 2026."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def today_text(now: datetime, zone: tzinfo) -> str:
    """Senin, 5 Oktober 2026, 09.12 WIB."""
    return f"{WEEKDAYS[now.astimezone(zone).weekday()]}, {moment_in(now, zone)}"


def due_text(due: datetime | None, now: datetime, calendar: Calendar) -> tuple[str, str]:
    """A due time as people say it, and exactly: ("Besok, 16.00", "Selasa, 6 Okt")."""
    if due is None:
        return "Tanpa tenggat", ""
    there, today = calendar.local(due), calendar.local(now).date()
    exact = f"{WEEKDAYS[there.weekday()]}, {short_day(there.date(), today)}"
    if due < now:
        return f"Terlewat {lateness(due, now, calendar)}", f"{exact} {clock_text(there)}"
    days = (there.date() - today).days
    if days < 2:
        return f"{('Hari ini', 'Besok')[days]}, {clock_text(there)}", exact
    return f"{days} hari lagi", f"{exact} {clock_text(there)}"


def lateness(due: datetime, now: datetime, calendar: Calendar) -> str:
    """By how much a due time has passed: working days after its day, or office hours of that day.

    Due on Friday and asked on Monday it is one working day. Falls back on calendar days where the
    holidays of the year are unknown.
    """
    first, last = calendar.local(due).date(), calendar.local(now).date()
    try:
        days = sum(
            calendar.is_working_day(first + timedelta(days=n))
            for n in range(1, (last - first).days + 1)
        )
        if days:
            return f"{days} hari kerja"
        return format_working(working_time(due, now, calendar), calendar)
    except CalendarUnknown:
        return f"{(last - first).days} hari"


def late_by(due: datetime | None, done: datetime | None, calendar: Calendar) -> str:
    """By how much something was handed in after its due time: "2 hari kerja"; "" if it was not."""
    return lateness(due, done, calendar) if due and done and done > due else ""


def spent(start: datetime, end: datetime, calendar: Calendar) -> str:
    """Office time between two moments in words; "" where the holidays of the year are unknown."""
    try:
        return format_working(working_time(start, end, calendar), calendar)
    except CalendarUnknown:
        return ""


def beyond(start: datetime, end: datetime, standard: Duration | None, calendar: Calendar) -> str:
    """By how much a step took longer than its standard time: "lewat 7 menit"; "" if it did not."""
    if standard is None:
        return ""
    try:
        allowed = due_at(start, standard, calendar)
        if end <= allowed:
            return ""
        over = working_time(allowed, end, calendar)
    except CalendarUnknown:
        return ""
    return f"lewat {format_working(over, calendar)}" if over else ""


def period_text(period: str) -> str:
    """Triwulan III 2026."""
    return parse_period(period).label


CUTS = ("; ", ", kemudian ", " kemudian ", ": ")


def task_text(sop: Sop, step: Step) -> str:
    """A row's activity as somebody's task: verb first and without what comes after that.

    The words stay the SOP's own; the performers in front and a second sentence behind are left out.
    """
    text = step.activity
    titles = [sop.performers[p].title for p in (*step.performers, *step.involved)]
    for opening in (" dan ".join(titles), ", ".join(titles), *titles):
        if opening and text.startswith(f"{opening} "):
            text = text[len(opening) + 1 :]
            break
    for cut in CUTS:
        text = text.partition(cut)[0]
    return text[:1].upper() + text[1:]


def unit_text(unit: Unit) -> str:
    """A unit's name without the kind in front: "Bidang Angkutan" is "Angkutan"."""
    kind, _, rest = unit.name.partition(" ")
    return rest if rest and kind.lower() == unit.kind.lower() else unit.name


DO_WORDS = {
    "instruct": "Beri perintah",
    "prepare": "Siapkan",
    "review": "Periksa",
    "initial": "Paraf",
    "sign": "Tanda tangani",
    "duplicate": "Gandakan",
    "distribute": "Distribusikan",
    "meet": "Buka rapat",
    "assign": "Tugaskan",
    "gather": "Kumpulkan",
    "collect": "Isi data",
    "forward": "Teruskan",
    "receive": "Terima",
    "recap": "Rekap",
    "report": "Laporkan",
    "deliberate": "Bahas",
    "archive": "Arsipkan",
}
"""What the button to a step says, by the step's first kind of work."""
