"""Which periods an SOP is about to meet, and what its windows contradict in them."""

from dataclasses import dataclass
from datetime import date, datetime, time

from himpun.kernel.check import calendar_conflicts
from himpun.kernel.definition import Sop
from himpun.kernel.worktime import Calendar, CalendarUnknown, Period, PeriodKind

PER_YEAR: dict[PeriodKind, int] = {"bulan": 12, "triwulan": 4, "semester": 2, "tahun": 1}
AHEAD = 2
"""How many periods are looked at: the one that runs, and the next, before it begins."""


@dataclass(frozen=True, slots=True)
class Season:
    """A period, and a sentence for each contradiction of times and windows in it."""

    period: Period
    conflicts: tuple[str, ...]


def period_at(kind: PeriodKind, on: date) -> Period:
    """The period of a kind to which a day belongs."""
    return Period(kind, on.year, (on.month - 1) * PER_YEAR[kind] // 12 + 1)


def has_windows(sop: Sop) -> bool:
    """Whether the calendar can contradict it at all."""
    return sop.frequency in PER_YEAR and any(step.window for step in sop.steps)


def seasons_of(sop: Sop, calendar: Calendar, on: date) -> tuple[Season, ...]:
    """The period of a day and the next one, where the SOP contradicts itself in them.

    Nothing for an SOP without windows. A year without a table of holidays is said so.
    """
    if sop.frequency not in PER_YEAR or not has_windows(sop):
        return ()
    period = period_at(sop.frequency, on)
    periods = [period]
    while len(periods) < AHEAD:
        periods.append(periods[-1].next())
    found = (Season(period, _conflicts(sop, period, calendar)) for period in periods)
    return tuple(season for season in found if season.conflicts)


def _conflicts(sop: Sop, period: Period, calendar: Calendar) -> tuple[str, ...]:
    start = datetime.combine(period.first_day, time(0), calendar.zone)
    try:
        found = calendar_conflicts(sop, period, calendar, start)
    except (CalendarUnknown, ValueError) as unknown:
        return (str(unknown),)
    return tuple(dict.fromkeys(conflict.sentence for conflict in found))
