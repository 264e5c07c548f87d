"""Which running SOPs the clock has something to say to."""

from datetime import datetime
from itertools import chain

from himpun.runs.models import Scope, Visit


def runs_with_something_due(now: datetime) -> list[int]:
    """Numbers of the running SOPs in which a due time or a unit's limit passed and was not told.

    Two queries, by the indexes that hold only what is untold; halted runs wait for their resuming.
    """
    overdue = Visit.objects.filter(
        state="open", overdue_told=False, due_at__lt=now, run__state="running"
    )
    beyond = Scope.objects.filter(
        live=True, limit_told=False, limit_at__lt=now, run__state="running"
    )
    found = chain(*(rows.values_list("run", flat=True).distinct() for rows in (overdue, beyond)))
    return sorted(set(found))
