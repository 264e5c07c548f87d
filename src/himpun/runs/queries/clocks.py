"""What the due times of a run rest on beside the calendar, read from its history."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

from django.db.models import Min

from himpun.kernel.build import GIVING
from himpun.kernel.run import Clocks
from himpun.runs.models import Block, Event, Run, Scope, Visit
from himpun.runs.rules import number_of

OPEN = ("running", "suspended")
HALTS = ("RunSuspended", "RunResumed", "RunMigrated")


def clocks_of(run_id: int) -> Clocks:
    """Halts, migration, and where a step's time began before it opened (two queries, one more
    where the run was halted)."""
    told = list(
        Event.objects.filter(run=run_id, kind__in=HALTS).order_by("no").values_list("kind", "at")
    )
    halts = tuple(
        (one[1], other[1])
        for one, other in pairwise([each for each in told if each[0] != "RunMigrated"])
        if (one[0], other[0]) == ("RunSuspended", "RunResumed")
    )
    migrated = max((at for kind, at in told if kind == "RunMigrated"), default=None)
    return Clocks(halts, migrated, _bases(run_id), _begun(run_id) if halts else {})


def _bases(run_id: int) -> dict[int, datetime]:
    """A row whose data others give first: its time began when they were asked."""
    open_ones = Visit.objects.filter(run=run_id, state="open", back=False)
    asked = [
        (number_of(pk), scope, f"unit:{node}{GIVING}", at)
        for pk, scope, node, at in open_ones.values_list("pk", "scope_no", "node", "opened_at")
        if not node.endswith(GIVING)
    ]
    found: dict[int, datetime] = {}
    blocks = Block.objects.filter(run=run_id, node__endswith=GIVING, live=False)
    opened: dict[tuple[int, str], list[datetime]] = {}
    for scope, node, at in blocks.order_by("pk").values_list("scope_no", "node", "opened_at"):
        opened.setdefault((scope, node), []).append(at)
    for number, scope, node, at in asked:
        before = [begun for begun in opened.get((scope, node), ()) if begun <= at]
        if before:
            found[number] = before[-1]
    return found


def _begun(run_id: int) -> dict[int, datetime]:
    scopes = Scope.objects.filter(run=run_id, live=True).exclude(limit_at=None)
    numbers = [number_of(pk) for pk in scopes.values_list("pk", flat=True)]
    rows = Visit.objects.filter(run=run_id, scope_no__in=numbers).order_by()
    return dict(rows.values("scope_no").annotate(at=Min("opened_at")).values_list("scope_no", "at"))


def open_runs_of(agency_id: int | None) -> list[int]:
    """Numbers of the runs under way of an agency, or of all (one query)."""
    rows = Run.objects.filter(state__in=OPEN)
    if agency_id is not None:
        rows = rows.filter(agency=agency_id)
    return list(rows.order_by("pk").values_list("pk", flat=True))
