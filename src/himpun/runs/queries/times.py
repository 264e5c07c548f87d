"""What a reckoning of times asks of runs: the steps that were handed on, and whole histories."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from himpun.kernel.definition import Sop, Step
from himpun.kernel.run import Visit as KernelVisit
from himpun.office import queries as office
from himpun.runs.models import Run, Visit
from himpun.runs.queries.seen import kernel_visit, sop_of


@dataclass(frozen=True, slots=True)
class End:
    """A visit that was finished or sent back at that moment; ``key`` is its row's."""

    key: int
    step: Step
    visit: KernelVisit
    at: datetime
    sent_back: bool


@dataclass(frozen=True, slots=True)
class RunEnds:
    """A run and its visits that were handed on."""

    run_id: int
    sop: Sop
    period: str
    ends: tuple[End, ...]


def ends_of_runs(agency: office.Agency) -> Iterator[RunEnds]:
    """The runs of an agency that were not cancelled, oldest first (two queries and one a run).

    A visit at a row that the SOP of today's run does not know any more is left out.
    """
    for run in Run.objects.filter(agency=agency).exclude(state="cancelled").order_by("pk"):
        sop = sop_of(run)
        rows = Visit.objects.filter(run=run, state__in=("done", "returned")).defer("content")
        ends = tuple(
            End(
                row.pk, sop.step_at(row.node), kernel_visit(row), row.finished_at,
                row.state == "returned" or _went_back(sop, row),
            )
            for row in rows.order_by("pk")
            if row.node in sop.places and row.finished_at
        )  # fmt: skip
        yield RunEnds(run.pk, sop, run.period, ends)


def _went_back(sop: Sop, row: Visit) -> bool:
    place = sop.places[row.node]
    target = getattr(place.node, "exits", {}).get(row.exit)
    return target is not None and place.body.order[target] <= place.body.order[row.node]
