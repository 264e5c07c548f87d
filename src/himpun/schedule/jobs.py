"""What the background worker does for the schedule."""

from __future__ import annotations

from datetime import datetime

import structlog
from django.db import DatabaseError
from django.utils import timezone

from himpun.kernel.messages import Rejected
from himpun.office.services.ticks import left_undone
from himpun.schedule import services
from himpun.schedule.queries.changes import recounts_waiting
from himpun.schedule.queries.rules import rules_due

log = structlog.get_logger(__name__)
PORTION = 200
"""Runs that one round counts anew."""


def start_due(now: datetime | None = None) -> int:
    """Start the runs that are due by the agencies' rules; answers how many were started.

    Each rule in a transaction of its own, in which also stands what became of it: a worker that
    dies leaves the rest for the next, and two workers never start the same. A rule that cannot be
    looked at is named in the log, and the others go on.
    """
    now = now or timezone.now()
    started = 0
    for rule_id in rules_due(now):
        try:
            started += services.start_by_rule(rule_id=rule_id, now=now)
        except (Rejected, DatabaseError) as raised:
            log.warning("rule not looked at", rule=rule_id, why=str(raised))
            left_undone(what=f"Jadwal nomor {rule_id}: {raised}")
    return started


def recount_runs(now: datetime | None = None) -> int:
    """Count the runs anew whose calendar has changed, a portion a round; answers how many times
    moved. Each run in a transaction of its own, in which it is marked as done."""
    now = now or timezone.now()
    moved = 0
    for recount_id in recounts_waiting(PORTION):
        try:
            moved += services.recount_run(recount_id=recount_id, now=now)
        except (Rejected, DatabaseError) as raised:
            log.warning("run not counted anew", recount=recount_id, why=str(raised))
            left_undone(what=f"Penghitungan ulang tenggat nomor {recount_id}: {raised}")
    return moved
