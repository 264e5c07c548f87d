"""Which running SOPs the clock has something to say to."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, QuerySet

from himpun.office.queries.ticks import Waiting
from himpun.runs.models import Scope, Visit

PORTION = 60
"""Due times, and limits, of one portion."""


def runs_with_something_due(
    now: datetime, without: Collection[int] = (), most: int = PORTION
) -> list[int]:
    """Numbers of running SOPs in which a due time or a unit's limit passed and was not told, the
    one that has waited longest first: those of the ``most`` oldest due times and limits each. None
    is empty but when there is nothing left.

    Two queries, by the indexes that hold only what is untold, and no dearer when much is due;
    halted runs wait for their resuming. ``without``: runs to leave out.
    """
    found: list[tuple[datetime, int]] = []
    for rows, moment in _untold(now):
        wanted = rows.exclude(run__in=without) if without else rows
        found += wanted.order_by(moment, "pk").values_list(moment, "run")[:most]
    return list(dict.fromkeys(run_id for _, run_id in sorted(found)))


def timers_waiting(now: datetime) -> Waiting:
    """How many due times and limits passed and were not told, and since when (two queries)."""
    asked = [rows.aggregate(count=Count("pk"), oldest=Min(moment)) for rows, moment in _untold(now)]
    since = [each["oldest"] for each in asked if each["oldest"]]
    return Waiting(sum(each["count"] for each in asked), min(since, default=None))


def last_due(run_id: int, nodes: Collection[str], unit: str) -> datetime | None:
    """When the newest visit at some nodes, in a unit or for the agency, was due (one query)."""
    rows = Visit.objects.filter(run=run_id, node__in=nodes, unit__in={"", unit})
    return rows.order_by("-pk").values_list("due_at", flat=True).first()


def _untold(now: datetime) -> list[tuple[QuerySet[Any], str]]:
    overdue = Visit.objects.filter(
        state="open", overdue_told=False, due_at__lt=now, run__state="running"
    )
    beyond = Scope.objects.filter(
        live=True, limit_told=False, limit_at__lt=now, run__state="running"
    )
    return [(overdue, "due_at"), (beyond, "limit_at")]
