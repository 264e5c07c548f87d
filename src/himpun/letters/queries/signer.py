"""As what a person marks a paper today."""

from __future__ import annotations

from datetime import date

from himpun.kernel.duty import Duty
from himpun.letters.models import Letterhead, Paper
from himpun.letters.queries.facts import head_of
from himpun.letters.queries.papers import latest_of
from himpun.letters.rules.course import Course
from himpun.letters.rules.marks import Held, Role, Signer, Waiting, signer_of
from himpun.office import queries as office
from himpun.office.queries import Person


def held_by(
    person: Person, letterhead: Letterhead, sop_id: str, duty: Duty, on: date
) -> Held | None:
    """How a person holds a duty on a day: post, capacity and the decree (six queries); None where
    they do not."""
    agency = letterhead.agency
    holders = office.holders_of(agency, sop_id, duty.performer, duty.unit, on)
    found = next((h for h in holders if h.person.pk == person.pk), None)
    if found is None:
        return None
    own, _ = office.post_text(person, agency, on)
    top = office.head_post(agency)
    heads = top is not None and top.title == found.post_title
    basis = _basis(person, found, own, on)
    return Held(person.name, found.post_title, found.capacity, own, basis, heads)


def _basis(person: Person, holder: office.Holder, own: str, on: date) -> str:
    """The decree by which they hold the post, or their own one where they stand in or are of a
    team."""
    titles = {holder.post_title, own}
    for row in office.holdings_held_by(person, on):
        if row.post.title in titles and row.from_on <= on:
            return row.basis
    return ""


def signer_for(
    held: Held, letterhead: Letterhead, course: Course, role: Role = "sign"
) -> Signer | None:
    """What the paper prints. A letter of the agency is signed in its head's name; whoever initials
    it does so in their own office."""
    outward = role == "sign" and course.kind.marking == "a.n."
    return signer_of(held, head=head_of(letterhead), for_head=outward)


def waiting_at(paper: Paper, course: Course, order: int) -> Waiting:
    """The mark of a paper at a place in the order, with those before it that the newest version has
    not (two queries)."""
    done = {mark.order for mark in latest_of(paper).marks.all() if mark.state == "done"}
    before = [
        s.title for i, s in enumerate(course.stations, start=1) if i < order and i not in done
    ]
    station = course.stations[order - 1]
    return Waiting(station.role, station.title, before)


def signer_by_hand(
    letterhead: Letterhead, sop_id: str, duty: Duty, on: date
) -> tuple[Person, Held] | None:
    """Who signs a duty's paper on the sheet itself that day: its weightiest holder (seven queries);
    None where nobody holds it."""
    holders = office.holders_of(letterhead.agency, sop_id, duty.performer, duty.unit, on)
    if not holders:
        return None
    held = held_by(holders[0].person, letterhead, sop_id, duty, on)
    return (holders[0].person, held) if held else None
