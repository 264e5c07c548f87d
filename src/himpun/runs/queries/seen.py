"""Which runs a person sees, and a row of a table as the kernel's value."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import QuerySet

from himpun.kernel import run as kernel
from himpun.kernel.definition import Sop
from himpun.office import queries as office
from himpun.runs.models import Run, Visit
from himpun.sops import queries as sops

LIVE = ("running", "suspended")


def day_of(person: office.Person, now: datetime) -> date:
    """The day it is where a person belongs."""
    return office.day_at(person.home, now)


def runs_seen_by(person: office.Person, now: datetime) -> QuerySet[Run]:
    """Runs of the agencies that a person sees, with agency and version (one query)."""
    seen = office.agencies_seen_by(person, day_of(person, now))
    return Run.objects.filter(agency__in=seen).select_related(
        "agency", "started_by", "start_letter__scan__visit"
    )


def run_seen_by(person: office.Person, run_id: int, now: datetime) -> Run | None:
    """One run; None where it does not exist or belongs to an agency that the person does not see
    (one query)."""
    return runs_seen_by(person, now).filter(pk=run_id).first()


def run_by_key(run_id: int) -> Run | None:
    """A run whoever sees it, with its agency (one query)."""
    return Run.objects.select_related("agency").filter(pk=run_id).first()


def sop_of(run: Run) -> Sop:
    """The definition that a run follows (no query once read)."""
    return sops.sop_of(run.sop_id, run.fingerprint)


def kernel_visit(row: Visit) -> kernel.Visit:
    """A visit as the kernel knows it."""
    return kernel.Visit(
        id=row.number,
        scope=row.scope_no,
        node=row.node,
        unit=row.unit,
        round=row.round,
        opened_at=row.opened_at,
        due=kernel.Due(row.due_at, row.risk_at, row.window_opens_at, row.window_closes_at),
        state=row.state,  # type: ignore[arg-type]
        started_at=row.started_at,
        finished_at=row.finished_at,
        exit=row.exit,
        parts=frozenset(row.parts),
        assignee=None if row.assignee_id is None else str(row.assignee_id),
        back=row.back,
        reason=row.reason,
        overdue_told=row.overdue_told,
        extended_to=row.extended_to,
    )
