"""The running SOPs of an agency as its board tells them: how far each is, with whom, since when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from himpun.kernel.duty import takes_part
from himpun.kernel.run import Unit
from himpun.kernel.run import Visit as KernelVisit
from himpun.kernel.worktime import Calendar, parse_period
from himpun.office import queries as office
from himpun.runs.models import Run, RunUnit, Visit
from himpun.runs.queries.run_page import holder_name
from himpun.runs.queries.runs_list import WORDS
from himpun.runs.queries.seen import LIVE, kernel_visit, sop_of
from himpun.runs.rules.live import Holders, Live
from himpun.runs.rules.rows import Entry, Row, Rows
from himpun.runs.rules.standing import NEEDS_SOMEBODY, State, standing, worst
from himpun.runs.rules.strip import SAID, current_row
from himpun.runs.rules.words import due_text, period_text, spent, task_text

MOST = 30
"""Live runs of one agency that its board tells; the list of running SOPs has all."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A row of the paper in the strip: its key, what it is, how it stands and that in words."""

    key: str
    task: str
    state: State

    @property
    def word(self) -> str:
        """How it stands."""
        return SAID.get(self.state, "selesai")


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """A unit that should hand its data in: "done" when it has, else how it stands with it. Of one
    that has: when it did and when that was due; where its own people were late on the way there,
    the step at which they were so most (``late``)."""

    code: str
    name: str
    state: State
    at: datetime | None = None
    due_at: datetime | None = None
    late: bool = False


@dataclass(frozen=True)
class LiveRun:
    """A run that goes on. ``key``, ``task``: the furthest row that was begun and is not through;
    ``state``: the worst of its open steps, ``word`` says it; ``holder``: in whose hands that row
    is, "2 dari 6 unit sudah selesai" where it is with units; ``held``: office time since it came
    there; ``due``: the soonest, relative and exact.
    """

    run: Run
    title: str
    period: str
    marks: tuple[Mark, ...]
    key: str
    task: str
    state: State
    word: str
    holder: str
    held: str
    due: tuple[str, str]
    units: Mapping[str, Unit]
    visits: Sequence[KernelVisit]
    calendar: Calendar


def live_runs(agency: office.Agency, now: datetime) -> list[LiveRun]:
    """The runs of an agency that go on, the newest first (four queries, two more for each SOP)."""
    runs = list(Run.objects.filter(agency=agency, state__in=LIVE).order_by("-started_at")[:MOST])
    for run in runs:
        run.agency = agency
    entries, units = _entries(runs), _units(runs)
    calendar, held = office.calendar_of(agency), _held_by(agency, runs, now)
    return [
        _told(_rows(run, entries[run.pk], units[run.pk], now), run, held[run.sop_key], calendar)
        for run in runs
    ]


def _rows(
    run: Run, entries: Sequence[Entry], units: Mapping[str, Unit], now: datetime
) -> Rows:  # fmt: skip
    return Rows(sop_of(run), units, entries, now, halted=run.state != "running")


def _entries(runs: Sequence[Run]) -> Mapping[int, list[Entry]]:
    rows = Visit.objects.filter(run__in=runs).select_related("assignee").defer("content", "reason")
    found: dict[int, list[Entry]] = defaultdict(list)
    for row in rows:
        row.reason = ""  # a board says that something came back, the run's page says why
        name = row.assignee.name if row.assignee else ""
        found[row.run_id].append(Entry(kernel_visit(row), assignee=name))
    return found


def _units(runs: Sequence[Run]) -> Mapping[int, dict[str, Unit]]:
    found: dict[int, dict[str, Unit]] = defaultdict(dict)
    for row in RunUnit.objects.filter(run__in=runs).order_by("run", "position"):
        found[row.run_id][row.code] = Unit(row.code, row.name, row.kind, row.excused)
    return found


def _held_by(
    agency: office.Agency, runs: Sequence[Run], now: datetime
) -> Mapping[str, Holders]:  # fmt: skip
    on, found = office.day_at(agency, now), {}
    for sop_id in {run.sop_key for run in runs}:
        ways = office.holders_by_performer(agency, sop_id, on)
        found[sop_id] = {place: [holder_name(one) for one in all_] for place, all_ in ways.items()}
    return found


def _told(rows: Rows, run: Run, holders: Holders, calendar: Calendar) -> LiveRun:
    sop, now, running = rows.sop, rows.now, not rows.halted
    live = Live(rows, calendar, parse_period(run.period), holders, str, running)
    row = current_row(rows.all_rows)
    opened = [entry.visit for entry in rows.entries if entry.visit.state == "open"]
    here = [v for v in opened if row and sop.step_at(v.node).key == row.step.key] or opened
    dues = [v.due.due_at for v in opened if v.due.due_at]
    state = _state(opened, now, running=running)
    return LiveRun(
        run=run, title=sop.name, period=period_text(run.period),
        marks=tuple(
            Mark(one.step.key, task_text(sop, one.step), live.state_of(one))
            for one in rows.all_rows
        ),
        key=row.step.key if row else "",
        task=task_text(sop, row.step) if row else "",
        state=state,
        word=WORDS[state],
        holder=_holder(live, row) if row else "",
        held=spent(min(v.opened_at for v in here), now, calendar) if here and running else "",
        due=due_text(min(dues), now, calendar) if dues and running else ("", ""),
        units=rows.units, visits=[entry.visit for entry in rows.entries], calendar=calendar,
    )  # fmt: skip


def _state(opened: Sequence[KernelVisit], now: datetime, *, running: bool) -> State:
    states = [standing(visit, now, halted=not running) for visit in opened]
    return worst(states) if states else "wait"


def _holder(live: Live, row: Row) -> str:
    """In whose hands a row is: its holder, or how many units are through."""
    owed = [part for part in row.shown if part.owed and part.unit]
    if owed:
        through = sum(part.state == "done" for part in owed)
        return f"{through} dari {len(owed)} unit sudah selesai"
    return live.holder(row.parts[0]) if row.parts else ""


def unit_standings(
    live: LiveRun, owing: Sequence[str], now: datetime
) -> list[UnitStanding]:  # fmt: skip
    """How each unit of a live run stands with handing in (no query); ``owing``: the nodes at which
    they owe, the last of which hands in. Who has no part
    in it, or is excused, is left out."""
    halted, sop = live.run.state != "running", sop_of(live.run)
    by_unit: dict[str, list[KernelVisit]] = defaultdict(list)
    for visit in live.visits:
        if visit.unit:
            by_unit[visit.unit].append(visit)
    return [
        _unit_standing(unit, by_unit[unit.id], owing, now, halted=halted)
        for unit in live.units.values()
        if not unit.excused and takes_part(sop, tuple(owing), unit.kind)
    ]


def _unit_standing(
    unit: Unit, visits: Sequence[KernelVisit], owing: Sequence[str], now: datetime, *, halted: bool
) -> UnitStanding:
    own = [visit for visit in visits if visit.node in owing]
    opened = [visit for visit in own if visit.state == "open"]
    through = [v for v in own if v.node == owing[-1] and v.state in ("done", "passed")]
    if opened or not through:
        found = worst(standing(visit, now, halted=halted) for visit in opened)
        return UnitStanding(unit.id, unit.name, found if found in NEEDS_SOMEBODY else "idle")
    first = [v for v in own if v.round == 1 and v.state != "passed" and v.due.due_at]
    late = [v for v in first if _lateness(v) > timedelta()]
    told = max(late, key=_lateness) if late else max(first, key=lambda v: v.id, default=None)
    return UnitStanding(
        unit.id, unit.name, "done", told.finished_at if told else None,
        told.due.due_at if told else None, late=bool(late),
    )  # fmt: skip


def _lateness(visit: KernelVisit) -> timedelta:
    if visit.finished_at is None or visit.due.due_at is None:
        return timedelta()
    return visit.finished_at - visit.due.due_at
