"""As what a person marks a paper today."""

from __future__ import annotations

from datetime import date

from himpun.kernel.duty import Duty
from himpun.letters.models import Letterhead
from himpun.letters.queries.facts import head_of
from himpun.letters.rules.course import Course
from himpun.letters.rules.marks import Held, Signer, signer_of
from himpun.office import queries as office
from himpun.office.queries import Person
from himpun.office.rules import STAND_IN


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


def definite_holder(
    letterhead: Letterhead, sop_id: str, duty: Duty, on: date
) -> office.Holder | None:
    """Who holds a duty in their own right on a day: not a stand-in (two queries)."""
    holders = office.holders_of(letterhead.agency, sop_id, duty.performer, duty.unit, on)
    return next((h for h in holders if h.capacity != STAND_IN), None)


def _basis(person: Person, holder: office.Holder, own: str, on: date) -> str:
    """The decree by which they hold the post, or their own one where they stand in or are of a
    team."""
    titles = {holder.post_title, own}
    for row in office.holdings_held_by(person, on):
        if row.post.title in titles and row.from_on <= on:
            return row.basis
    return ""


def signer_for(held: Held, letterhead: Letterhead, course: Course) -> Signer | None:
    """What the paper prints. A letter of the agency goes out in its head's name."""
    outward = course.kind.marking == "a.n."
    return signer_of(held, head=head_of(letterhead), for_head=outward)
