"""Whether a mail about what is owed is still wanted when it goes out."""

from __future__ import annotations

from datetime import datetime

from himpun.chase.models import Told
from himpun.chase.rules.words import digest_subject, told_text
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


def words_now(argument: str, now: datetime) -> tuple[str, str]:  # noqa: ARG001 - as above
    """Subject and text of a digest by its number, as it is when it goes: only what is still owed;
    empty where nothing is (two queries)."""
    rows = Told.objects.filter(digest=int(argument)).select_related("rung").order_by("pk")
    told = list(rows)
    open_ = still_open((one.rung.run_id, one.rung.visit_no) for one in told)
    owed = [one for one in told if (one.rung.run_id, one.rung.visit_no) in open_]
    if not owed:
        return "", ""
    first = sorted(owed, key=lambda one: one.copy)
    subject = digest_subject(
        [one.rung.unit_name for one in first], [one.rung.title for one in first]
    )
    return subject, told_text([(one.text, one.copy) for one in owed])
