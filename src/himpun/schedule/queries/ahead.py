"""Which starts come next at an agency, for boards: a few days, without what stands against them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from himpun.kernel.worktime import Calendar
from himpun.office import queries as office
from himpun.runs.rules.words import long_day
from himpun.schedule.models import StartRule
from himpun.schedule.queries.rules import (
    LOOK_AHEAD,
    planned_in,
    rules_of,
    sop_in_force,
    when_of,
)
from himpun.schedule.rules.starts import periods_around


@dataclass(frozen=True, slots=True)
class Ahead:
    """A start that comes: of which SOP, for which period, on which day and that in words."""

    sop: str
    period: str
    on: date
    day: str


def starts_ahead(agency: office.Agency, now: datetime, most: int) -> list[Ahead]:
    """The next starts by the agency's rules that are on, soonest first (one query, and four for
    each rule; starts that were made long ago are not read)."""
    calendar = office.calendar_of(agency)
    rules = [rule for rule in rules_of(agency).values() if rule.active]
    found = [one for rule in rules for one in _ahead(agency, rule, calendar, now)]
    return sorted(found, key=lambda one: (one.on, one.sop))[:most]


def _ahead(
    agency: office.Agency, rule: StartRule, calendar: Calendar, now: datetime
) -> list[Ahead]:  # fmt: skip
    known = sop_in_force(agency, rule.sop_key)
    when = when_of(rule, known[1] if known else None)
    if known is None or when is None:
        return []
    today = calendar.local(now).date()
    periods = periods_around(when.kind, today, today + LOOK_AHEAD)
    return [
        Ahead(known[1].name, one.period.label, one.day.on, long_day(one.day.on))
        for one in planned_in(rule, when, calendar, periods)
        if one.start is None and not one.made and one.day is not None and one.day.on >= today
    ]
