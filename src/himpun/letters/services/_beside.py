"""Whom a paper beside the SOP waits for is told; so is who made it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from himpun.letters.models import Paper
from himpun.letters.queries.desk import course_of, next_station
from himpun.letters.queries.papers import latest_of
from himpun.letters.rules.kinds import KINDS
from himpun.letters.rules.marks import VERBS
from himpun.notices.services import tell
from himpun.office import queries as office
from himpun.office.queries.heads import stewards_of
from himpun.runs.queries.seen import sop_of

if TYPE_CHECKING:
    from himpun.office.queries import Person


def tell_next(paper: Paper, *, by: Person | None, now: datetime) -> None:
    """Whoever marks the paper next; once it is signed, whoever made it: it can be sent."""
    course = course_of(paper)
    if paper.step or course is None or paper.run is None:
        return
    station, title = next_station(paper, course), KINDS[paper.kind].title
    version, on = latest_of(paper).no, office.day_at(paper.agency, now)
    if station is None:
        said = (f"{title} sudah ditandatangani", f"{paper.subject}. Kirimkan kepada penerimanya.")
        _say(paper, _makers(paper, now), "paper", said, key=f"signed.{version}", by=by, now=now)
        return
    holders = office.holders_of(paper.agency, sop_of(paper.run).id, station.performer, "", on)
    said = (
        f"{title} menunggu Anda",
        f"{paper.subject}. Anda diminta {VERBS[station.role]} surat ini.",
    )
    people = [one.person for one in holders]
    _say(paper, people, "paper", said, key=f"{station.step}.{version}", by=by, now=now)


def tell_returned(paper: Paper, reason: str, *, by: Person, now: datetime) -> None:
    """Whoever made the paper: it came back."""
    said = (f"{KINDS[paper.kind].title} dikembalikan", f"{paper.subject}. Alasan: {reason}")
    key = f"returned.{latest_of(paper).no}"
    _say(paper, _makers(paper, now), "returned", said, key=key, by=by, now=now)


def _makers(paper: Paper, now: datetime) -> list[Person]:
    """Whoever drafted it; where the program did, the stewards of the SOP."""
    if paper.created_by is not None:
        return [paper.created_by]
    assert paper.run is not None
    on = office.day_at(paper.agency, now)
    return [one.person for one in stewards_of(paper.agency, sop_of(paper.run).id, on)]


def _say(
    paper: Paper,
    people: list[Person],
    kind: str,
    said: tuple[str, str],
    *,
    key: str,
    by: Person | None,
    now: datetime,
) -> None:
    tell(
        agency=paper.agency, people=people, kind=kind, subject=said[0], text=said[1],
        link=reverse("letters:paper", args=[paper.agency.code, paper.pk]),
        about=f"paper/{paper.pk}", key=f"paper/{paper.pk}/{key}", by=by, now=now,
    )  # fmt: skip
