"""Whether a mail about what is owed is still wanted when it goes out."""

from __future__ import annotations

from datetime import datetime

from himpun.chase.models import Told
from himpun.runs.queries.owing import still_open

HANDED_IN = "Data sudah diserahkan, jadi pengingat ini tidak dikirim."


def why_not_wanted(argument: str, now: datetime) -> str:  # noqa: ARG001 - what notices ask with
    """Why a mail is not wanted any more: nothing of what it speaks of is owed; "" while something
    is (two queries at most). ``argument``: the number of a digest, or "run:visit" for one thing."""
    run, one, visit = argument.partition(":")
    if one:
        return "" if still_open([(int(run), int(visit))]) else HANDED_IN
    rungs = Told.objects.filter(digest=int(run)).values_list("rung__run", "rung__visit_no")
    return "" if still_open(rungs) else HANDED_IN
