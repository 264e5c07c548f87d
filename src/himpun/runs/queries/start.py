"""Before a run begins: which SOPs a person may start, and what its calendar will be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from himpun.kernel.definition import Each, Sop, Step
from himpun.kernel.run import Unit
from himpun.kernel.worktime import (
    Calendar,
    CalendarUnknown,
    ClashKind,
    Period,
    PeriodKind,
    Planned,
    parse_period,
    plan,
)
from himpun.office import queries as office
from himpun.office.rules import ADMINISTRATOR, OPERATOR
from himpun.runs.models import Event, Run
from himpun.runs.queries.run_page import conflicts_of, planned_steps
from himpun.runs.queries.seen import day_of
from himpun.runs.queries.state import units_taking_part
from himpun.runs.rules.words import clock_text, long_day, short_day, task_text
from himpun.sops import queries as sops

NUMBERS: dict[PeriodKind, int] = {"triwulan": 4, "semester": 2, "bulan": 12, "tahun": 1}
HEADINGS: dict[PeriodKind, str] = {
    "triwulan": "Triwulan", "semester": "Semester", "bulan": "Bulan", "tahun": "Tahun",
}  # fmt: skip
WHY_NOT = "Hanya pelaksana langkah pertama atau pengelola SOP yang dapat memulainya."
CLASH_WORDS: dict[ClashKind, str] = {
    "no working day": "tanpa hari kerja",
    "too long": "terlewati",
    "starts late": "sudah lewat",
}


@dataclass(frozen=True, slots=True)
class Startable:
    """An SOP in force, and why the person may not start it ("" if they may)."""

    agency: office.Agency
    sop: Sop
    sop_pk: int
    why_not: str


@dataclass(frozen=True, slots=True)
class PeriodChoice:
    """A period to choose, as its code and its name; ``taken``: the SOP has a run for it."""

    code: str
    label: str
    taken: bool


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row with its first dates: when it begins and is due, its window, and how they clash."""

    key: str
    title: str
    holders: str
    standard: str
    begins: str
    due: str
    window: str
    clash: str


@dataclass(frozen=True, slots=True)
class StartPlan:
    """What a run would be. ``problem``: why no dates can be told (a year without holidays);
    ``over``: that the period is over, "" while it is not."""

    period: Period
    rows: tuple[PlannedRow, ...]
    conflicts: tuple[str, ...]
    problem: str = ""
    over: str = ""

    @property
    def windows(self) -> bool:
        """Has any of its steps a window?"""
        return any(row.window or row.clash for row in self.rows)


@dataclass(frozen=True, slots=True)
class _Reach:
    """As what a person might begin SOPs."""

    held: Sequence[office.Held]
    agencies: frozenset[int]

    def why_not(self, agency: office.Agency, sop: Sop) -> str:
        """Why the person may not start an SOP of the agency; "" if they may."""
        if agency.pk in self.agencies:
            return ""
        first = sop.steps[0].performers
        here = [h for h in self.held if (h.agency_id, h.sop_id) == (agency.pk, sop.id)]
        may = any(h.steward or h.performer in first for h in here)
        return "" if may else WHY_NOT


def startable(person: office.Person, now: datetime) -> list[Startable]:
    """The SOPs in force of the agencies that a person sees (four queries)."""
    on = day_of(person, now)
    reach = _reach(person, on)
    return [
        Startable(row.version.agency, row.sop, row.version.pk, why)
        for row in sops.register(office.agencies_seen_by(person, on))
        for why in [reach.why_not(row.version.agency, row.sop)]
    ]


def _reach(person: office.Person, on: date) -> _Reach:
    roles = [role for role in office.roles_of(person, on) if role.from_on <= on]
    keeping = {r.agency_id for r in roles if r.kind in (OPERATOR, ADMINISTRATOR)}
    known = frozenset(agency for agency in keeping if agency is not None)
    return _Reach(office.mandates_of(person, on), known)


def startable_here(
    person: office.Person, agency: str, sop_id: str, now: datetime
) -> Startable | None:
    """One SOP by the codes of its agency and its own; None where the person does not see it or
    no version is in force (five queries)."""
    on = day_of(person, now)
    seen = office.agencies_seen_by(person, on).filter(code=agency).first()
    version = sops.current_version(seen, sop_id) if seen else None
    if seen is None or version is None:
        return None
    sop = sops.sop_of(version.pk, version.fingerprint)
    return Startable(seen, sop, version.pk, _reach(person, on).why_not(seen, sop))


def periods_for(found: Startable, now: datetime) -> list[tuple[str, list[PeriodChoice]]]:
    """Periods to choose from under their headings: of the SOP's frequency, or of every kind (one
    query). From the year before to the year after."""
    today = office.day_at(found.agency, now)
    kinds = [kind for kind in NUMBERS if found.sop.frequency in ("", kind)] or list(NUMBERS)
    live = Run.objects.filter(agency=found.agency, sop_key=found.sop.id)
    taken = set(live.exclude(state="cancelled").values_list("period", flat=True))
    return [(HEADINGS[kind], list(_choices(kind, today, taken))) for kind in kinds]


def _choices(kind: PeriodKind, today: date, taken: set[str]) -> Iterator[PeriodChoice]:
    for year in range(today.year - 1, today.year + 2):
        for number in range(1, NUMBERS[kind] + 1):
            period = Period(kind, year, number)
            yield PeriodChoice(period.code, period.label, period.code in taken)


def usual_period(found: Startable, now: datetime) -> str:
    """The code of the period in which today lies: of the SOP's frequency, else the quarter."""
    today = office.day_at(found.agency, now)
    kind: PeriodKind = next((k for k in NUMBERS if k == found.sop.frequency), "triwulan")
    months = 12 // NUMBERS[kind]
    return Period(kind, today.year, (today.month - 1) // months + 1).code


def free_period(found: Startable, now: datetime) -> str:
    """The code of the period to begin with: the usual one, or the next that has no run yet (one
    query); the usual one where all that are offered have."""
    usual = usual_period(found, now)
    choices = dict(periods_for(found, now))[HEADINGS[parse_period(usual).kind]]
    from_now = (choice for choice in choices if choice.code >= usual and not choice.taken)
    return next((choice.code for choice in from_now), usual)


def units_to_choose(found: Startable, now: datetime) -> list[Unit]:
    """Units that may take part; none for an SOP that is not done per unit."""
    return units_taking_part(found.agency, found.sop, office.day_at(found.agency, now))


def is_per_unit(sop: Sop) -> bool:
    """Has the SOP a part that each unit does?"""
    return any(isinstance(place.node, Each) for place in sop.places.values())


def plan_of(found: Startable, code: str, now: datetime) -> StartPlan:
    """First dates of every row if the run began now, and where the period's calendar contradicts
    the SOP even if it began in time (two queries). Refuses (ValueError) a period that is none."""
    period = parse_period(code)
    calendar = office.calendar_of(found.agency)
    try:
        planned = plan(planned_steps(found.sop), period, calendar, now)
    except CalendarUnknown as unknown:
        return StartPlan(period, (), (), str(unknown))
    begin = calendar.at(period.first_day, datetime.min.time())
    against = conflicts_of(found.sop, code, calendar, begin)
    rows = rows_of_plan(found.sop, planned, calendar, now)
    over = _over(period, calendar.local(now).date())
    return StartPlan(period, rows, against, over=over)


def rows_of_plan(
    sop: Sop, planned: Sequence[Planned], calendar: Calendar, now: datetime
) -> tuple[PlannedRow, ...]:
    """A plan of an SOP's rows in words; days of another year than today's name theirs."""
    steps = zip(sop.steps, planned, strict=True)
    return tuple(_planned_row(sop, step, when, calendar, now) for step, when in steps)


def _over(period: Period, today: date) -> str:
    if today <= period.last_day:
        return ""
    return f"{period.label} sudah berakhir pada {long_day(period.last_day)}."


def _planned_row(
    sop: Sop, step: Step, when: Planned, calendar: Calendar, now: datetime
) -> PlannedRow:
    today = calendar.local(now).date()

    def said(at: datetime) -> str:
        there = calendar.local(at)
        return f"{short_day(there.date(), today)} {clock_text(there)}"

    window = ""
    if when.window and when.window.opens_at and when.window.closes_at:
        first, last = (
            calendar.local(at).date() for at in (when.window.opens_at, when.window.closes_at)
        )
        window = _days_text(first, last, today)
    titles = dict.fromkeys((*step.performers, *step.by_unit.values()))
    return PlannedRow(
        key=step.key,
        title=task_text(sop, step),
        holders=" dan ".join(sop.performers[name].title for name in titles),
        standard=step.time.raw if step.time else "",
        begins=said(when.starts_at),
        due=said(when.due_at) if step.time else "",
        window=window,
        clash=CLASH_WORDS[when.clash.kind] if when.clash else "",
    )


def _days_text(first: date, last: date, today: date) -> str:
    """From a day to a day, the month named once: "14 sampai 15 Des"."""
    if first == last:
        return short_day(first, today)
    same_month = (first.year, first.month) == (last.year, last.month)
    begin = str(first.day) if same_month else short_day(first, today)
    return f"{begin} sampai {short_day(last, today)}"


def live_run(agency: office.Agency, sop_id: str, period: str) -> int | None:
    """The run of an SOP for a period that was not cancelled (one query)."""
    rows = Run.objects.filter(agency=agency, sop_key=sop_id, period=period)
    return rows.exclude(state="cancelled").values_list("pk", flat=True).first()


def live_runs(agency: office.Agency, sop_id: str, periods: Iterable[str]) -> dict[str, int]:
    """Period → the run of an SOP for it that was not cancelled, of these periods (one query)."""
    rows = Run.objects.filter(agency=agency, sop_key=sop_id, period__in=list(periods))
    return dict(rows.exclude(state="cancelled").values_list("period", "pk"))


def run_started_by(found: Startable, code: str, key: str) -> int | None:
    """The run that a wish with this key has started before (one query): the answer to a second
    click."""
    rows = Event.objects.filter(
        run__agency=found.agency, run__sop_key=found.sop.id, run__period=code,
        kind="RunStarted", command_key=key,
    )  # fmt: skip
    return rows.values_list("run_id", flat=True).first()
