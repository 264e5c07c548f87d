"""What the background worker does for running SOPs."""

from datetime import datetime

import structlog
from django.db import DatabaseError
from django.utils import timezone

from himpun.kernel.messages import Rejected
from himpun.kernel.worktime import CalendarUnknown
from himpun.runs import services
from himpun.runs.queries.due import runs_with_something_due

log = structlog.get_logger(__name__)


def tell_due(now: datetime | None = None) -> int:
    """Tell each running SOP whose due time or limit has passed; answers in how many it was told.

    Each run is told in a transaction of its own, and what was told is marked in the same one: a
    worker that dies leaves the rest for the next, and two workers never tell the same twice. A run
    that cannot be told (a year without holiday table, a lock that another holds) is named in the
    log, and the others go on.
    """
    now = now or timezone.now()
    told = 0
    for run_id in runs_with_something_due(now):
        try:
            told += bool(services.tell_time(run_id=run_id, now=now))
        except (CalendarUnknown, Rejected, DatabaseError) as raised:
            log.warning("run not told", run=run_id, why=str(raised))
    return told
