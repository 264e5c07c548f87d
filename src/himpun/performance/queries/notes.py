"""What performance data tell on the page of a run and in the inbox."""

from __future__ import annotations

from himpun.office.queries import Person
from himpun.performance.queries.changes import unread_count
from himpun.performance.queries.outside import RunRow, outside_standing
from himpun.performance.rules.flow import data_flow
from himpun.runs.queries.notes import Note
from himpun.runs.queries.seen import sop_of


def run_note(run: RunRow) -> Note | None:
    """How the data of a run stand whose SOP ends before they come back (two queries); None for any
    other SOP (no query)."""
    flow = data_flow(sop_of(run))
    if not flow.opens_after:
        return None
    standing = outside_standing(run.pk)
    context = {"run": run.pk, "opens_after": flow.opens_after, "standing": standing}
    return Note("performance/run_note.html", context)


def inbox_note(person: Person) -> Note | None:
    """How many values changed after a person vouched for them and they have not been told; None
    where none did (one query)."""
    count = unread_count(person)
    return Note("performance/inbox_note.html", {"count": count}) if count else None
