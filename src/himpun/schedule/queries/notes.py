"""What the schedule tells on the page of a run."""

from __future__ import annotations

from typing import Any

from himpun.office import queries as office
from himpun.runs.queries.notes import Note
from himpun.schedule.models import Start
from himpun.schedule.rules.against import long_day


def run_note(run: Any) -> Note | None:
    """That the program started a run later than planned (one query); None for any other run, for
    which nobody is asked where a person started it."""
    if run.started_by_id is not None:
        return None
    start = Start.objects.filter(run=run, state="started", late=True).first()
    if start is None:
        return None
    planned = long_day(office.day_at(run.agency, start.planned_at))
    return Note("schedule/run_note.html", {"planned": planned})
