"""Where many runs stand, for boards: from what is open, and from where units hand in. A run that is
over is read only when it is named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Count, F, Min, Q, QuerySet

from himpun.kernel.definition import Sop
from himpun.kernel.run import Unit
from himpun.office.queries.among import Among
from himpun.runs.models import Run, RunUnit, Visit
from himpun.runs.queries.seen import LIVE, sop_of
from himpun.runs.rules.standing import State


class Place(NamedTuple):
    """What is open at a step node of a run: how many, of these late, sent back, and at risk; the
    soonest due time, and since when the first has been open."""

    node: str
    open: int
    late: int
    back: int
    risk: int
    due_at: datetime | None
    opened_at: datetime

    @property
    def state(self) -> State:
        """The worst of them."""
        if self.late:
            return "late"
        if self.back:
            return "back"
        return "risk" if self.risk else "now"


class Handed(NamedTuple):
    """Units that have handed in, and those of them whose own people were never late in the first
    round."""

    handed: int = 0
    timely: int = 0


@dataclass(frozen=True, slots=True)
class RunHead:
    """A run without its steps."""

    run_id: int
    sop: Sop
    period: str
    state: str
    started_at: datetime
    ended_at: datetime | None


def open_places(agencies: Iterable[int], now: datetime) -> Mapping[int, list[Place]]:
    """Run → what is open in it, of the live runs of some agencies (one query, by the index of what
    is open)."""
    rows = Visit.objects.filter(Among("agency", agencies), state="open", run__state__in=LIVE)
    late = Q(due_at__lt=now)
    grouped = (
        rows.order_by()
        .values_list("run_id", "node")
        .annotate(
            many=Count("pk"),
            late=Count("pk", filter=late),
            sent_back=Count("pk", filter=Q(back=True)),
            risky=Count("pk", filter=Q(risk_at__lt=now) | Q(window_closes_at__lt=now)),
            due=Min("due_at"),
            since=Min("opened_at"),
        )
    )
    found: dict[int, list[Place]] = defaultdict(list)
    for run, *place in grouped:
        found[run].append(Place(*place))
    return found


def states_of_runs(runs: Iterable[int]) -> Mapping[int, str]:
    """Run → "running", "suspended" and so on (one query)."""
    return dict(Run.objects.filter(Among("pk", runs)).order_by().values_list("pk", "state"))


Owing = Mapping[int, Sequence[str]]
"""Run → the step nodes at which its units owe their data; at the last of them they hand in."""


def handed_in(owing: Owing) -> Mapping[int, Handed]:
    """Run → how many of its units have handed in; what was sent back to a unit since is owed again
    (three queries, whatever the number of runs)."""
    wanted = {run: nodes for run, nodes in owing.items() if nodes}
    if not wanted:
        return {}
    through = _through(wanted) - _owing_again(wanted)
    timely = through - _late(wanted)
    counts: dict[int, list[int]] = {run: [0, 0] for run in wanted}
    for run, _ in through:
        counts[run][0] += 1
    for run, _ in timely:
        counts[run][1] += 1
    return {run: Handed(*both) for run, both in counts.items()}


def _at(owing: Owing, *, last: bool) -> QuerySet[Visit]:
    """Visits of units at the nodes of their runs where they owe, or only at the last of these."""
    by_nodes: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for run, nodes in owing.items():
        by_nodes[tuple(nodes[-1:] if last else nodes)].append(run)
    there = (Q(Among("run", runs), node__in=nodes) for nodes, runs in by_nodes.items())
    return Visit.objects.filter(reduce(or_, there)).exclude(unit="").order_by()


def _pairs(rows: QuerySet[Visit]) -> set[tuple[int, str]]:
    return set(rows.values_list("run_id", "unit"))


def _through(owing: Owing) -> set[tuple[int, str]]:
    return _pairs(_at(owing, last=True).filter(state__in=("done", "passed")))


def _late(owing: Owing) -> set[tuple[int, str]]:
    """Units whose own people went beyond a due time, or were overtaken by what is done about it."""
    rows = _at(owing, last=False).filter(round=1, finished_at__gt=F("due_at"))
    return _pairs(rows.exclude(state="passed"))


def _owing_again(owing: Owing) -> set[tuple[int, str]]:
    """Units to which something was sent back that is still open."""
    agencies = Run.objects.filter(Among("pk", owing)).order_by().values("agency")
    rows = Visit.objects.filter(Among("run", owing), agency__in=agencies, state="open")
    rows = rows.filter(Q(back=True) | Q(round__gt=1)).exclude(unit="").order_by()
    found = rows.values_list("run_id", "unit", "node")
    return {(run, unit) for run, unit, node in found if node in owing[run]}


def units_in(run_id: int) -> list[Unit]:
    """The units of a run, in their order (one query)."""
    rows = RunUnit.objects.filter(run=run_id).order_by("position")
    return [Unit(row.code, row.name, row.kind, row.excused) for row in rows]


def cancelled_runs(agencies: Iterable[int]) -> list[int]:
    """Runs of some agencies that were cancelled (one query)."""
    rows = Run.objects.filter(Among("agency", agencies), state="cancelled").order_by()
    return list(rows.values_list("pk", flat=True))


def heads_of_runs(agency: int) -> Iterator[RunHead]:
    """Every run of an agency that was not cancelled (one query, and one for each version that was
    not read before)."""
    rows: QuerySet[Run] = Run.objects.filter(agency=agency).exclude(state="cancelled")
    for run in rows.order_by("pk"):
        yield RunHead(
            run.pk, sop_of(run), run.period, run.state, run.started_at, run.ended_at
        )  # fmt: skip
