"""Open steps as tasks: whose they are, told in the words of the inbox."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from django.db.models import Q, QuerySet

from himpun.kernel.definition import Sop, Step, StepNode
from himpun.kernel.duty import ON_BEHALF, Actor, Mandate, duties_of, mandate_for
from himpun.kernel.run import Run as Marking
from himpun.kernel.run import Unit
from himpun.kernel.worktime import Calendar
from himpun.office import queries as office
from himpun.office.rules import DEFINITIVE, STAND_IN, TEAM_MEMBER
from himpun.runs.models import Run, RunUnit, Visit
from himpun.runs.queries.seen import LIVE, kernel_visit, sop_of
from himpun.runs.rules.standing import State, standing
from himpun.runs.rules.words import (
    DO_WORDS,
    due_text,
    period_text,
    short_day,
    task_text,
)
from himpun.sops.rules.paper import Shape, decides

STATE_WORDS: Mapping[State, str] = {
    "late": "Terlambat",
    "back": "Dikembalikan",
    "risk": "Berisiko",
    "now": "Siap dikerjakan",
    "wait": "Dihentikan sementara",
    "idle": "Belum terbuka",
    "done": "Selesai",
}
STARTED = "Sedang dikerjakan"


@dataclass(frozen=True, slots=True)
class Task:
    """An open step. ``due``: relative and exact; ``acting``: in which capacity, "" when definitif;
    ``holder``: whom it waits for; ``mine``: the reader; ``reason``: why it came back."""

    run_id: int
    visit: int
    key: str
    shape: Shape
    state: State
    word: str
    title: str
    period: str
    agency: str
    unit: str
    sender: str
    reason: str
    acting: str
    holder: str
    due: tuple[str, str]
    due_at: datetime | None
    opened_at: datetime
    button: str
    round: int
    mine: bool

    @property
    def group_key(self) -> tuple[bool, datetime, datetime]:
        """Soonest due first; what has no due time last, in the order of opening."""
        return (self.due_at is None, self.due_at or self.opened_at, self.opened_at)


Found = tuple[Visit, str, str]
"""An open visit, the performer as which the person holds it, and the capacity."""


def open_visits() -> QuerySet[Visit]:
    """Open visits of live runs, with their runs."""
    rows = Visit.objects.filter(state="open", run__state__in=LIVE)
    return rows.select_related("run", "agency", "assignee").defer("content")


def held_by(person: office.Person, held: Sequence[office.Held]) -> list[Found]:
    """The open steps that a person may do today by post, stand-in or team (three queries, whatever
    the number of runs; one more for each version that was not read before)."""
    wanted = _wanted(held)
    if not wanted:
        return []
    free = Q(assignee=None) | Q(assignee=person)
    rows = list(open_visits().filter(wanted).filter(free))
    units = units_of_runs(rows)
    mandates: dict[tuple[int, str], set[Mandate]] = defaultdict(set)
    for h in held:
        mandates[h.agency_id, h.sop_id].add(Mandate(h.performer, h.unit_code, h.capacity))
    found = []
    for row in rows:
        own = frozenset(mandates[row.agency_id, row.sop_key])
        actor = Actor(office.person_key(person), own)
        if mine := _mandate(row, units, actor):
            found.append((row, *mine))
    return found


def _wanted(held: Iterable[office.Held]) -> Q:
    """Places in the index of open visits at which a person may have something to do."""
    pairs = {(h.agency_id, h.sop_id) for h in held}
    if not pairs:
        return Q()
    versions = _versions_running(pairs)
    wanted = Q()
    for h in held:
        for sop in versions[h.agency_id, h.sop_id]:
            nodes = _nodes_of(sop, h.performer)
            if nodes:
                unit = Q(unit=h.unit_code) if sop.performers[h.performer].per_unit else Q()
                wanted |= Q(agency=h.agency_id, sop_key=h.sop_id, node__in=nodes) & unit
    return wanted


def _versions_running(pairs: set[tuple[int, str]]) -> Mapping[tuple[int, str], list[Sop]]:
    agencies, keys = {agency for agency, _ in pairs}, {key for _, key in pairs}
    live = Run.objects.filter(agency__in=agencies, state__in=LIVE, sop_key__in=keys)
    found: dict[tuple[int, str], list[Sop]] = defaultdict(list)
    seen = set()
    for run in live.only("agency_id", "sop_id", "sop_key", "fingerprint"):
        if run.sop_id not in seen:
            seen.add(run.sop_id)
            found[run.agency_id, run.sop_key].append(sop_of(run))
    return found


def _nodes_of(sop: Sop, performer: str) -> list[str]:
    """Step nodes at which a performer may act; none for a performer that this version lacks."""
    if performer not in sop.performers:
        return []
    return [
        node.id
        for place in sop.places.values()
        if isinstance(node := place.node, StepNode) and performer in _actors(sop, node)
    ]


def _actors(sop: Sop, node: StepNode) -> tuple[str, ...]:
    step = sop.by_key[node.step]
    return step.givers if node.giving else (*step.performers, *step.by_unit.values())


Units = Mapping[tuple[int, str], Unit]


def units_of_runs(rows: Iterable[Visit]) -> Units:
    """(run, code) → the unit of that run, for the units of some visits (one query, or none)."""
    wanted = [row for row in rows if row.unit]
    if not wanted:
        return {}
    runs, codes = {row.run_id for row in wanted}, {row.unit for row in wanted}
    found = RunUnit.objects.filter(run__in=runs, code__in=codes)
    return {(u.run_id, u.code): Unit(u.code, u.name, u.kind, u.excused) for u in found}


def marking_for(row: Visit, units: Units) -> Marking:
    """As much of a run as is needed to say whose a visit is."""
    unit = units.get((row.run_id, row.unit))
    return Marking(units={row.unit: unit} if unit else {})


def _mandate(row: Visit, units: Units, actor: Actor) -> tuple[str, str] | None:
    found = mandate_for(sop_of(row.run), marking_for(row, units), kernel_visit(row), actor)
    return (found[0].performer, found[1]) if found else None


@dataclass(frozen=True, slots=True)
class Sender:
    """Who finished the step before, when, and by going back or forward."""

    title: str
    at: datetime


def senders_of(rows: Sequence[Visit]) -> Mapping[int, Sender]:
    """Key of a visit → who handed it on (one query, or none).

    A visit is opened by the command that finished the one before it, at the same moment.
    """
    if not rows:
        return {}
    runs, moments = {row.run_id for row in rows}, {row.opened_at for row in rows}
    before = Visit.objects.filter(run__in=runs, finished_at__in=moments, done_by__isnull=False)
    columns = ("pk", "run_id", "finished_at", "unit", "done_as", "done_by__name")
    known: dict[tuple[int, datetime], list[tuple[int, str, str]]] = defaultdict(list)
    for pk, run, at, unit, title, name in before.values_list(*columns):
        known[run, at].append((pk, unit, title or name))
    found = {}
    for row in rows:
        earlier = [k for k in known[row.run_id, row.opened_at] if k[0] < row.pk]
        if earlier:
            last = max(earlier, key=lambda k: (k[1] == row.unit, k[0]))
            found[row.pk] = Sender(last[2], row.opened_at)
    return found


def shape_of(sop: Sop, step: Step) -> Shape:
    """The symbol that the paper draws for a row."""
    if decides(step):
        return "diamond"
    return "capsule" if step.key in (sop.steps[0].key, sop.steps[-1].key) else "box"


def acting_text(title: str, capacity: str) -> str:
    """In which capacity somebody holds a step; "" when definitif."""
    if capacity == DEFINITIVE:
        return ""
    if capacity == ON_BEHALF:
        return f"atas nama {title}"
    if capacity == STAND_IN:
        return f"menggantikan {title}"
    if capacity == TEAM_MEMBER:
        return f"sebagai anggota {title}"
    return f"sebagai {capacity} {title}"


@dataclass(frozen=True)
class Told:
    """What is needed to tell tasks: calendars by agency, units, senders."""

    now: datetime
    calendars: Mapping[int, Calendar]
    units: Units
    senders: Mapping[int, Sender]

    def task(self, found: Found) -> Task:
        """A visit as a task; the performer is "" where the reader does not hold it."""
        row, performer, capacity = found
        sop, calendar = sop_of(row.run), self.calendars[row.agency_id]
        step, visit = sop.step_at(row.node), kernel_visit(row)
        halted = row.run.state == "suspended"
        state = standing(visit, self.now, halted=halted)
        unit = self.units.get((row.run_id, row.unit))
        title = sop.performers[performer].title if performer else ""
        return Task(
            run_id=row.run_id,
            visit=row.number,
            key=step.key,
            shape=shape_of(sop, step),
            state=state,
            word=STARTED if state == "now" and row.started_at else STATE_WORDS[state],
            title=task_text(sop, step),
            period=period_text(row.run.period),
            agency=row.agency.name,
            unit=unit.name if unit else "",
            sender=self._sender(row, calendar),
            reason=row.reason if row.back else "",
            acting=acting_text(title, capacity) if performer else "",
            holder=self._holder(row, sop),
            due=due_text(row.due_at, self.now, calendar),
            due_at=row.due_at,
            opened_at=row.opened_at,
            button="Perbaiki" if row.back else DO_WORDS[step.work[0]],
            round=row.round,
            mine=bool(performer),
        )

    def _sender(self, row: Visit, calendar: Calendar) -> str:
        sender = self.senders.get(row.pk)
        if sender is None:
            late = sop_of(row.run).places[row.node].side_of is not None
            return "batas waktu penyerahan data sudah lewat" if late else ""
        if not row.back:
            return f"dari {sender.title}"
        on = short_day(calendar.local(sender.at).date(), calendar.local(self.now).date())
        return f"dikembalikan oleh {sender.title}, {on}"

    def _holder(self, row: Visit, sop: Sop) -> str:
        if row.assignee is not None:
            return row.assignee.name
        duties = duties_of(sop, marking_for(row, self.units), kernel_visit(row))
        names = [sop.performers[duty.performer].title for duty in duties]
        return " atau ".join(names)


def told(rows: Sequence[Visit], now: datetime) -> Told:
    """What is needed to tell these visits (two queries, and one for each agency)."""
    agencies = {row.agency_id: row.agency for row in rows}
    calendars = {pk: office.calendar_of(agency) for pk, agency in agencies.items()}
    return Told(now, calendars, units_of_runs(rows), senders_of(rows))


def in_order(tasks: Iterable[Task]) -> list[Task]:
    """By due time."""
    return sorted(tasks, key=lambda task: task.group_key)


def grouped(tasks: Sequence[Task], now: datetime, zone: tzinfo) -> list[tuple[str, list[Task]]]:
    """Tasks in order, under the headings "Terlewat dan hari ini", "Minggu ini", "Nanti"."""
    groups: dict[str, list[Task]] = {}
    for task in tasks:
        groups.setdefault(_heading(task, now.astimezone(zone).date(), zone), []).append(task)
    return list(groups.items())


def _heading(task: Task, today: date, zone: tzinfo) -> str:
    if task.due_at is None:
        return "Nanti"
    on = task.due_at.astimezone(zone).date()
    if on <= today:
        return "Terlewat dan hari ini"
    sunday = today + timedelta(days=6 - today.weekday())
    return "Minggu ini" if on <= sunday else "Nanti"
