"""Whoever is given more time is told, with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from himpun.kernel.duty import duties_of
from himpun.kernel.messages import StepExtended, UnitExtended
from himpun.kernel.worktime import ZONES
from himpun.kernel.worktime.words import moment_text
from himpun.notices.services.telling import tell
from himpun.office import queries as office
from himpun.runs import queries as runs
from himpun.runs.rules.words import period_text
from himpun.runs.services import Happened

if TYPE_CHECKING:
    from himpun.office.queries import Person


def follow_extensions(*, happened: Happened) -> None:
    """Tells those who hold the steps of a unit, or the one step, that got more time; not who gave
    it. Anything else that happens to a run costs no query."""
    for event in happened.events:
        if isinstance(event, UnitExtended):
            _tell(happened, event.dues, event.until, event.reason, f"unit/{event.unit}")
        elif isinstance(event, StepExtended) and event.due.due_at is not None:
            _tell(happened, [event.visit], event.due.due_at, event.reason, f"step/{event.visit}")


def _tell(
    happened: Happened, visits: Iterable[int], until: datetime, reason: str, what: str
) -> None:
    there = until.astimezone(ZONES[happened.agency.zone])
    people = [person for person in _holders(happened, visits) if person != happened.by]
    tell(
        agency=happened.agency, people=people, kind="moved",
        subject=f"Batas waktu diperpanjang: {happened.sop.name}, {period_text(happened.period)}",
        text=f"Sampai {moment_text(there)} {happened.agency.zone}. Alasan: “{reason}”",
        link=reverse("runs:run", args=[happened.run_id]), about=f"run/{happened.run_id}",
        key=f"extended/{happened.run_id}/{what}/{until.isoformat()}", by=happened.by,
        now=happened.now,
    )  # fmt: skip


def _holders(happened: Happened, visits: Iterable[int]) -> Iterator[Person]:
    run = runs.run_by_key(happened.run_id)
    assert run is not None
    sop, marking = runs.open_part_of(run)
    on = office.day_at(happened.agency, happened.now)
    held = office.holders_by_performer(happened.agency, sop.id, on)
    for visit in (marking.visits[number] for number in visits):
        for duty in duties_of(sop, marking, visit):
            for holder in held.get((duty.performer, duty.unit), ()):
                if visit.assignee in (None, office.person_key(holder.person)):
                    yield holder.person
