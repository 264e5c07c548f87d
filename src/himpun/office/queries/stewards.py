"""Who takes care of an agency's own things (indicators, papers, archive), and who heads it."""

from datetime import date

from himpun.office.models import Agency, Assignment, Person, Role
from himpun.office.queries.directory import holdings_held_by
from himpun.office.queries.duty import holders_by_performer, mandates_of
from himpun.office.queries.force import in_force
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


def stewards_of(agency: Agency, sop_id: str, on: date) -> list[Person]:
    """Who takes care of an SOP on a day: whom it names as its steward, and the agency's operators
    and administrators (four queries)."""
    marked = Assignment.objects.filter(in_force(on), agency=agency, sop_id=sop_id, steward=True)
    places = {(row.performer, row.unit.code if row.unit else "") for row in
              marked.select_related("unit")}  # fmt: skip
    holders = holders_by_performer(agency, sop_id, on) if places else {}
    found = {h.person.pk: h.person for place in places for h in holders.get(place, ())}
    roles = Role.objects.filter(in_force(on), kind__in=(ADMINISTRATOR, OPERATOR), agency=agency)
    found |= {role.person_id: role.person for role in roles.select_related("person__user")}
    return list(found.values())
