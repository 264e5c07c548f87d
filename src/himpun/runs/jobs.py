"""What the background worker does for running SOPs."""

import os
from collections.abc import Callable
from datetime import datetime

import structlog
from django.db import DatabaseError
from django.utils import timezone

from himpun.kernel.messages import Rejected
from himpun.kernel.worktime import CalendarUnknown
from himpun.office.services.ticks import left_undone
from himpun.runs import services
from himpun.runs.queries.due import runs_with_something_due

log = structlog.get_logger(__name__)


def tell_due(now: datetime | None = None, *, stop: Callable[[], bool] = lambda: False) -> int:
    """Tell each running SOP whose due time or limit has passed, the one that has waited longest
    first, until there is none or ``stop`` says so; answers in how many it was told.

    Each run is told in a transaction of its own, and what was told is marked in the same one: a
    worker that dies leaves the rest for the next, and two workers never tell the same twice. A run
    that cannot be told (a year without holiday table, a lock that another holds) is named in the
    log, and the others go on.
    """
    now = now or timezone.now()
    told = 0
    tried: set[int] = set()
    left: set[int] = set()
    while not stop():
        portion = [each for each in runs_with_something_due(now, left) if each not in tried]
        if not portion:
            break
        for run_id in _from_own_place(portion):
            if stop():
                break
            tried.add(run_id)
            try:
                told += bool(services.tell_time(run_id=run_id, now=now))
            except (CalendarUnknown, Rejected, DatabaseError) as raised:
                left.add(run_id)
                log.warning("run not told", run=run_id, why=str(raised))
                left_undone(what=f"SOP berjalan nomor {run_id}: {raised}")
    return told


def _from_own_place(portion: list[int]) -> list[int]:
    """The portion, begun at another place by each worker: several that took the same one would
    else wait for the same lock at every run."""
    place = os.getpid() % len(portion)
    return portion[place:] + portion[:place]
