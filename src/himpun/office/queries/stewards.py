"""Who takes care of an agency's own things (indicators, papers, archive), and who heads it."""

from datetime import date

from himpun.office.models import Agency, Person
from himpun.office.queries.directory import holdings_held_by
from himpun.office.queries.duty import mandates_of
from himpun.office.queries.standing import role_of
from himpun.office.rules import ADMINISTRATOR, OPERATOR


def takes_care_of(person: Person, agency: Agency, on: date) -> bool:
    """Whether a person is the agency's administrator or operator on a day, or whom one of its SOPs
    names as its steward (three queries at most)."""
    if role_of(person, agency, on).roles & {ADMINISTRATOR, OPERATOR}:
        return True
    return any(one.steward and one.agency_id == agency.pk for one in mandates_of(person, on))


def heads_agency(person: Person, agency: Agency, on: date) -> bool:
    """Whether a person holds a post of the agency's topmost unit on a day (one query)."""
    return any(
        holding.from_on <= on
        and holding.post.agency_id == agency.pk
        and holding.post.unit.parent_id is None
        for holding in holdings_held_by(person, on)
    )
