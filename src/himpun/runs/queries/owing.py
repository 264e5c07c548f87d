"""Who still owes: units that have not handed in their data, in the SOPs that are running now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q, QuerySet

from himpun.kernel.definition import Sop, Step
from himpun.kernel.duty import Duty, duties_of
from himpun.kernel.run import Run as Marking
from himpun.kernel.run import Unit
from himpun.office import queries as office
from himpun.runs import store
from himpun.runs.models import Block, Run, Scope, Visit
from himpun.runs.queries.seen import kernel_visit, sop_of
from himpun.runs.queries.step_people import offices
from himpun.runs.queries.tasks import Units, units_of_runs
from himpun.runs.rules import number_of, row_id
from himpun.runs.rules.handing_in import owing_nodes
from himpun.runs.rules.standing import State, standing


@dataclass(frozen=True)
class Owing:
    """A unit (None: the agency itself) that owes in a run, and the open visit at which it stands.

    ``since``: the moment at which its data were asked for, when its fan-out opened (the visit's own
    opening where the agency owes). ``opened_at``: since when it is with its holder of today.
    ``due_at``: of the visit, by its standard time, else the close of its calendar window; None when
    the SOP gives neither. ``limit_at``: the late limit of the unit, where the SOP has one.
    ``scope`` numbers the unit's scope in the run, the same until the fan-out opens anew. Holders
    are whoever may act today, the weightiest first.
    """

    run: Run
    sop: Sop
    step: Step
    unit: Unit | None
    visit: int
    scope: int
    round: int
    since: datetime
    opened_at: datetime
    due_at: datetime | None
    limit_at: datetime | None
    late_step: str
    back: bool
    reason: str
    state: State
    duties: tuple[Duty, ...]
    assignee: office.Person | None
    holders: tuple[office.Holder, ...] = ()
    held_as: tuple[str, ...] = ()

    @property
    def unit_code(self) -> str:
        """The unit's code; "" for the agency."""
        return self.unit.id if self.unit else ""

    @property
    def unit_name(self) -> str:
        """The unit, or the agency that owes itself."""
        return self.unit.name if self.unit else self.run.agency.name


def owing_visits(agencies: Iterable[int]) -> QuerySet[Visit]:
    """Open visits at which somebody owes, in runs of some agencies that are not halted.

    One query for the versions that run there; the answer is one more, by the index of what is open.
    """
    wanted = tuple(agencies)
    running = Run.objects.filter(agency__in=wanted, state="running")
    versions: dict[frozenset[str], set[int]] = defaultdict(set)
    known: set[int] = set()
    for run in running.only("sop_id", "fingerprint").order_by():
        if run.sop_id not in known:
            known.add(run.sop_id)
            versions[owing_nodes(sop_of(run))].add(run.sop_id)
    places = Q(pk__in=[])
    for nodes, sops in versions.items():
        places |= Q(run__sop__in=sops, node__in=nodes)
    rows = Visit.objects.filter(places, agency__in=wanted, state="open", run__state="running")
    return rows.select_related("run__agency", "assignee").defer("content").order_by("due_at", "pk")


def owing_in(agencies: Iterable[int], now: datetime) -> list[Owing]:
    """Who owes in some agencies, soonest due first (six queries, and two for each SOP of an agency
    that runs there)."""
    return told_owing(list(owing_visits(agencies)), now)


def owing_in_run(run_id: int, now: datetime) -> list[Owing]:
    """Who owes in one run; nobody in one that is halted or over."""
    run = Run.objects.select_related("agency").filter(pk=run_id, state="running").first()
    if run is None:
        return []
    rows = Visit.objects.filter(run=run, state="open", node__in=owing_nodes(sop_of(run)))
    rows = rows.select_related("run__agency", "assignee").defer("content").order_by("due_at", "pk")
    return told_owing(list(rows), now)


def still_owes(run_id: int, visit: int) -> bool:
    """Whether a visit at which somebody owed is still open in a run that goes on (one query)."""
    return bool(still_open([(run_id, visit)]))


def still_open(visits: Iterable[tuple[int, int]]) -> frozenset[tuple[int, int]]:
    """Those of some visits, by run and number, that are still open in a run that goes on (one
    query)."""
    keys = {row_id(run, visit): (run, visit) for run, visit in visits}
    rows = Visit.objects.filter(pk__in=keys, state="open", run__state="running")
    return frozenset(keys[pk] for pk in rows.values_list("pk", flat=True))


def told_owing(rows: Sequence[Visit], now: datetime) -> list[Owing]:
    """Open visits as what is owed (three queries, and two for each SOP of an agency)."""
    scopes = _scopes_of(rows)
    around = _Around(now, units_of_runs(rows), scopes, _blocks_of(scopes.values()))
    return [around.owing(row) for row in rows]


Held = Mapping[tuple[str, str], tuple[office.Holder, ...]]


@dataclass
class _Around:
    """What stands around some visits: units, scopes, when their data were asked for, holders."""

    now: datetime
    units: Units
    scopes: Mapping[int, Scope]
    asked: Mapping[tuple[int, int | None], datetime]
    held: dict[tuple[int, str], Held] = field(default_factory=dict)

    def owing(self, row: Visit) -> Owing:
        """A visit as what is owed."""
        sop, visit = sop_of(row.run), kernel_visit(row)
        unit = self.units.get((row.run_id, row.unit))
        units = {unit.id: unit} if unit else {}
        scope = self.scopes.get(row_id(row.run_id, row.scope_no))
        asked = self.asked.get((row.run_id, scope.block_no)) if scope else None
        duties, held = duties_of(sop, Marking(units=units), visit), self._held(row)
        return Owing(
            run=row.run, sop=sop, step=sop.step_at(row.node), unit=unit, visit=row.number,
            scope=row.scope_no, round=row.round, since=asked or row.opened_at,
            opened_at=row.opened_at, due_at=row.due_at or row.window_closes_at,
            limit_at=scope.limit_at if scope else None, late_step=scope.late_step if scope else "",
            back=row.back, reason=row.reason, state=standing(visit, self.now), duties=duties,
            assignee=row.assignee, holders=_holders(row, held, duties),
            held_as=offices(sop, held, units, duties),
        )  # fmt: skip

    def _held(self, row: Visit) -> Held:
        key = (row.agency_id, row.sop_key)
        if key not in self.held:
            on = office.day_at(row.run.agency, self.now)
            self.held[key] = office.holders_by_performer(row.run.agency, row.sop_key, on)
        return self.held[key]


def _holders(row: Visit, held: Held, duties: Sequence[Duty]) -> tuple[office.Holder, ...]:
    there: dict[int, office.Holder] = {}
    for duty in duties:
        for holder in held.get((duty.performer, duty.unit), ()):
            there.setdefault(holder.person.pk, holder)
    own = there.get(row.assignee_id) if row.assignee_id is not None else None
    return (own,) if own is not None else tuple(there.values())


def _scopes_of(rows: Sequence[Visit]) -> Mapping[int, Scope]:
    return Scope.objects.in_bulk({row_id(row.run_id, row.scope_no) for row in rows})


def _blocks_of(scopes: Iterable[Scope]) -> Mapping[tuple[int, int | None], datetime]:
    keys = {row_id(s.run_id, s.block_no) for s in scopes if s.block_no is not None}
    rows = Block.objects.filter(pk__in=keys).values_list("run_id", "pk", "opened_at")
    return {(run, number_of(pk)): at for run, pk, at in rows}


def lock_runs(run_ids: Iterable[int]) -> frozenset[int]:
    """Locks some runs until the transaction ends, one after the other in the order of their
    numbers; answers which of them go on. What is asked afterwards is as it stands."""
    heads = [store.lock(run_id) for run_id in sorted(set(run_ids))]
    return frozenset(head.id for head in heads if head and head.run.state == "running")


def halted_runs(agencies: Iterable[int]) -> frozenset[int]:
    """Runs of some agencies that are halted: what is owed there waits (one query)."""
    rows = Run.objects.filter(agency__in=tuple(agencies), state="suspended")
    return frozenset(rows.values_list("pk", flat=True))


def agencies_with_runs() -> list[int]:
    """Agencies in which an SOP is running that is not halted (one query)."""
    rows = Run.objects.filter(state="running").order_by("agency")
    return list(rows.values_list("agency", flat=True).distinct())


def late_branches_in(runs: Iterable[int]) -> Mapping[tuple[int, str], str]:
    """(run, unit) → the row of the SOP's own late branch that is open for the unit (one query)."""
    rows = Visit.objects.filter(run__in=list(runs), state="open").exclude(unit="")
    rows = rows.select_related("run").only("node", "unit", "run__sop", "run__fingerprint")
    found = {}
    for row in rows:
        sop = sop_of(row.run)
        if sop.places[row.node].side_of is not None:
            found[row.run_id, row.unit] = sop.step_at(row.node).key
    return found
