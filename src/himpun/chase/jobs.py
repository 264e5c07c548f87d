"""What the background worker does for chasing."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import structlog
from django.db import DatabaseError
from django.utils import timezone

from himpun.chase import services
from himpun.chase.queries.cases import letters_due
from himpun.chase.queries.resting import agencies_to_chase, rests_until
from himpun.chase.services.resting import set_chase_clock
from himpun.kernel.messages import Rejected
from himpun.kernel.worktime import CalendarUnknown
from himpun.office.services.ticks import left_undone

if TYPE_CHECKING:
    from himpun.office.queries import Agency

CANNOT = (CalendarUnknown, Rejected, services.Refused, DatabaseError)
log = structlog.get_logger(__name__)


def chase_due(now: datetime | None = None) -> int:
    """Does the rungs of every agency that have come; answers in how many rows of the ledger.

    Each agency is a transaction of its own, and what was done is marked in the same one: a worker
    that dies leaves the rest for the next, and two workers never do the same twice. One in which
    nothing is to be done rests until its next rung, or until anything of it changes. An agency that
    cannot be chased (a year without holiday table, a lock that another holds) is named in the log,
    and the others go on.
    """
    now = now or timezone.now()
    done = 0
    for agency, mark in agencies_to_chase(now):
        try:
            done += _look(agency, mark, now)
        except CANNOT as raised:
            log.warning("agency not chased", agency=agency.code, why=str(raised))
            left_undone(what=f"{agency.name}: {raised}")
    return done


def _look(agency: Agency, mark: str, now: datetime) -> int:
    """``mark`` was read before anything else: what changes meanwhile wakes the agency again."""
    next_at = rests_until(agency, now)
    if next_at is None:
        return _chase(agency, now)
    set_chase_clock(agency=agency, mark=mark, next_at=next_at, now=now)
    return 0


def _chase(agency: Agency, now: datetime) -> int:
    """Letters whose data came in are dropped before others are drafted, each on its own."""
    done = services.remind_owing(agency=agency, now=now)
    services.drop_warnings(agency=agency, now=now)
    for run, visit in letters_due(agency, now):
        try:
            done += services.warn_owing(run_id=run, visit=visit, now=now)
        except CANNOT as raised:
            log.warning("letter not drafted", run=run, visit=visit, why=str(raised))
    return done
