"""Everything that is owed in an agency, with its ladder and what was done already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from himpun.chase.models import Rung as Row
from himpun.chase.queries.ladders import InForce, ladders_for, writes_letter
from himpun.chase.rules.ladder import (
    Act,
    Owed,
    Rung,
    Timed,
    choose,
    next_of,
    office_is_open,
    timed,
)
from himpun.kernel.worktime import Calendar, CalendarUnknown
from himpun.office import queries as office
from himpun.runs.queries.owing import Owing, owing_in


@dataclass(frozen=True)
class Case:
    """What one unit (or the agency) owes in a run. ``rungs``: its ladder in time, none where the
    calendar ends before (``unknown`` is that year); ``done``: (round, key) of what was done."""

    owing: Owing
    calendar: Calendar
    in_force: InForce
    owed: Owed
    rungs: Sequence[Timed]
    done: frozenset[tuple[str, str]]
    reminded: int
    unknown: int | None = None

    def round_of(self, rung: Rung) -> str:
        """Which due time a rung belongs to: the visit's, or the limit of the unit's scope. Another
        day is another round, so that more time brings new reminders."""
        if rung.anchor == "limit":
            return f"s{self.owing.scope}@{_day(self.owing.limit_at, self.calendar)}"
        return f"v{self.owing.visit}@{_day(self.owing.due_at, self.calendar)}"

    @property
    def done_keys(self) -> frozenset[str]:
        """Rungs of what is owed now that were done or skipped."""
        rungs = (one.rung for one in self.rungs)
        return frozenset(rung.key for rung in rungs if (self.round_of(rung), rung.key) in self.done)

    @property
    def following(self) -> Timed | None:
        """The rung that is next."""
        return next_of(self.rungs, self.done_keys)

    def acts(self, now: datetime) -> list[Act]:
        """What is to be done now."""
        return choose(
            self.rungs, self.owed, now=now, done=self.done_keys, reminded=self.reminded,
            most=self.in_force.ladder.most,
        )  # fmt: skip


def _day(at: datetime | None, calendar: Calendar) -> date | str:
    return calendar.local(at).date() if at else "-"


def cases_in(agency: office.Agency, now: datetime) -> list[Case]:
    """What is owed in an agency, soonest due first (nine queries, and two for each SOP)."""
    return cases_of(agency, owing_in([agency.pk], now))


def cases_of(agency: office.Agency, owings: Iterable[Owing]) -> list[Case]:
    """The same for what was asked before (three queries)."""
    found = list(owings)
    if not found:
        return []
    calendars = office.calendars_of(agency)
    ladders = ladders_for(agency, {one.sop.id: one.sop for one in found}.values())
    past = _past({one.run.pk for one in found})
    return [
        _case(one, calendars.of_unit.get(one.unit_code, calendars.agency), ladders, past)
        for one in found
    ]


Past = tuple[Mapping[tuple[int, str], set[tuple[str, str]]], Counter[tuple[int, str]]]


def _past(runs: Iterable[int]) -> Past:
    """By (run, unit): the rungs that were done, and how many reminders of the program went out."""
    done: dict[tuple[int, str], set[tuple[str, str]]] = {}
    reminded: Counter[tuple[int, str]] = Counter()
    rows = Row.objects.filter(run__in=list(runs)).order_by()
    columns = ("run", "unit", "round", "key", "kind", "state", "by")
    for run, unit, round_, key, kind, state, by in rows.values_list(*columns):
        done.setdefault((run, unit), set()).add((round_, key))
        reminded[run, unit] += kind == "reminder" and state == "done" and by is None
    return done, reminded


def _case(owing: Owing, calendar: Calendar, ladders: Mapping[str, InForce], past: Past) -> Case:
    at = (owing.run.pk, owing.unit_code)
    in_force = ladders[owing.sop.id]
    owed = Owed(owing.opened_at, owing.due_at, owing.limit_at, by_sop=writes_letter(owing.sop))
    done, reminded = frozenset(past[0].get(at, ())), past[1][at]
    try:
        rungs, unknown = timed(in_force.ladder, owed, calendar), None
    except CalendarUnknown as no_table:
        rungs, unknown = [], no_table.year
    return Case(owing, calendar, in_force, owed, rungs, done, reminded, unknown)


def letter_act(case: Case, now: datetime) -> Act | None:
    """The warning letter that has come for a case; None where none has, or the SOP writes it."""
    return next((act for act in case.acts(now) if act.rung.kind == "letter"), None)


def letters_due(agency: office.Agency, now: datetime) -> list[tuple[int, int]]:
    """(run, visit) of what is owed whose warning letter has come; none outside office hours."""
    if not office_is_open(now, office.calendar_of(agency)):
        return []
    cases = (case for case in cases_in(agency, now) if letter_act(case, now) is not None)
    return [(case.owing.run.pk, case.owing.visit) for case in cases]
