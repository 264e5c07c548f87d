"""What a reckoning of times asks of runs: the steps that were handed on, and whole histories."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from himpun.kernel.definition import Sop, Step
from himpun.kernel.run import Visit as KernelVisit
from himpun.office import queries as office
from himpun.runs.models import Run, RunUnit, Visit
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


def sops_that_ran(agency: office.Agency) -> dict[str, Sop]:
    """Key → the definition of the newest run, of every SOP that ever ran here; the newest run's
    SOP first (one query, and one for each SOP)."""
    found: dict[str, Sop] = {}
    rows = Run.objects.filter(agency=agency).exclude(state="new").order_by("-started_at", "-pk")
    keys = rows.order_by("sop_key").values_list("sop_key", flat=True).distinct()
    newest = [rows.filter(sop_key=key).first() for key in keys]
    for run in sorted((one for one in newest if one), key=lambda one: one.started_at, reverse=True):
        found[run.sop_key] = sop_of(run)
    return found


def unit_names(agency: office.Agency) -> dict[str, str]:
    """Code → name of the units that ever took part in a run here, as they were named last, in the
    order of the last run (one query)."""
    rows = RunUnit.objects.filter(run__agency=agency).order_by("run_id", "position")
    found: dict[str, str] = {}
    for code, name in rows.values_list("code", "name"):
        found.pop(code, None)
        found[code] = name
    return found


@dataclass(frozen=True, slots=True)
class RunOfYear:
    """A run whose period lies in a year."""

    id: int
    sop_pk: int
    fingerprint: str
    sop: Sop
    period: str
    state: str
    started_at: datetime
    ended_at: datetime | None


def runs_of_year(agency: office.Agency, year: int) -> list[RunOfYear]:
    """The runs of an agency for periods of a year, without the cancelled, oldest first (one query
    while the versions are known)."""
    rows = Run.objects.filter(agency=agency, period__startswith=f"{year:04d}")
    return [
        RunOfYear(
            run.pk, run.sop_id, run.fingerprint, sop_of(run), run.period, run.state,
            run.started_at, run.ended_at,
        )
        for run in rows.exclude(state__in=("new", "cancelled")).order_by("started_at", "pk")
    ]  # fmt: skip


def years_with_runs(agency: office.Agency) -> set[int]:
    """The years of the periods of an agency's runs (one query)."""
    periods = Run.objects.filter(agency=agency).exclude(state="cancelled")
    return {int(code[:4]) for code in periods.values_list("period", flat=True).distinct()}
