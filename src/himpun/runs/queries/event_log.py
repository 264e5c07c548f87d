"""Whole histories of runs, for programs that study how work went."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from himpun.kernel.definition import Sop
from himpun.kernel.run import Unit
from himpun.office import queries as office
from himpun.runs.models import Event, Run, RunUnit, Visit
from himpun.runs.queries.seen import sop_of

BY_THE_PROGRAM = "Sistem"


@dataclass(frozen=True, slots=True)
class LoggedVisit:
    """Where a step was open: its node, the unit's code, the how-manieth time."""

    node: str
    unit: str
    round: int


@dataclass(frozen=True, slots=True)
class LoggedEvent:
    """An event as it is stored. ``office``: as what somebody acted, never who; "" where the record
    names no office."""

    no: int
    at: datetime
    kind: str
    body: Mapping[str, Any]
    visit: int | None
    office: str


@dataclass(frozen=True, slots=True)
class LoggedRun:
    """A run with all that happened in it, in order."""

    run: Run
    sop: Sop
    units: Mapping[str, Unit]
    visits: Mapping[int, LoggedVisit]
    events: Sequence[LoggedEvent]


def logged_runs(agency: office.Agency, sop_key: str = "", run_id: int = 0) -> Iterator[LoggedRun]:
    """The runs of an agency, oldest first, one in memory at a time (one query, three a run)."""
    rows = Run.objects.filter(agency=agency).order_by("pk")
    rows = rows.filter(sop_key=sop_key) if sop_key else rows
    rows = rows.filter(pk=run_id) if run_id else rows
    for run in rows:
        units = RunUnit.objects.filter(run=run)
        yield LoggedRun(
            run,
            sop_of(run),
            {u.code: Unit(u.code, u.name, u.kind, u.excused, u.extended_to) for u in units},
            {row.number: LoggedVisit(row.node, row.unit, row.round) for row in _visits(run)},
            [_event(row) for row in Event.objects.filter(run=run).order_by("no")],
        )


def _visits(run: Run) -> Iterator[Visit]:
    return Visit.objects.filter(run=run).only("node", "unit", "round").iterator()


def _event(row: Event) -> LoggedEvent:
    by = BY_THE_PROGRAM if row.actor_id is None else row.capacity
    return LoggedEvent(row.no, row.at, row.kind, row.body, row.visit_no, by)
