"""Keys of the agencies that a person takes part in or sees, written down as SQL.

Every page asks this, mostly as a part of another question. It costs the database the same as put
together by Django, and Django a tenth.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.db.models.expressions import RawSQL

from himpun.office.models import Person
from himpun.office.rules import ADMINISTRATOR, OPERATOR, READER

_IN_FORCE: Final = """{0}.from_on <= %s AND ({0}.until_on IS NULL OR {0}.until_on >= %s)
AND {0}.cancelled_at IS NULL"""
_BY_POST: Final = f"""
SELECT post.agency_id FROM office_holding held
JOIN office_post post ON post.id = held.post_id
WHERE held.person_id = %s AND {_IN_FORCE.format("held")}"""
_BY_STAND_IN: Final = f"""
SELECT post.agency_id FROM office_standin stands
JOIN office_holding held ON held.id = stands.holding_id
JOIN office_post post ON post.id = held.post_id
WHERE stands.person_id = %s AND {_IN_FORCE.format("stands")} AND {_IN_FORCE.format("held")}"""
_BY_TEAM: Final = f"""
SELECT team.agency_id FROM office_teammember member
JOIN office_team team ON team.id = member.team_id
WHERE member.person_id = %s AND {_IN_FORCE.format("member")}"""
_BY_ROLE: Final = f"""
SELECT role.agency_id FROM office_role role
WHERE role.person_id = %s AND {_IN_FORCE.format("role")} AND role.agency_id IS NOT NULL
AND role.kind IN ('{ADMINISTRATOR}', '{OPERATOR}', '{READER}')"""
_EVERYWHERE: Final = f"""
SELECT every.id FROM office_agency every WHERE EXISTS (
SELECT 1 FROM office_role role
WHERE role.person_id = %s AND {_IN_FORCE.format("role")} AND role.agency_id IS NULL
AND role.kind = '{READER}')"""


def taken_part_in(person: Person, on: date) -> RawSQL:
    """Where a person has a post, stands in for one or is in a team on a day."""
    return _keys((_BY_POST, _BY_STAND_IN, _BY_TEAM), person, on)


def seen(person: Person, on: date) -> RawSQL:
    """There, and where a role lets them look on a day: a reader of every agency sees all."""
    return _keys((_BY_POST, _BY_STAND_IN, _BY_TEAM, _BY_ROLE, _EVERYWHERE), person, on)


def _keys(parts: Sequence[str], person: Person, on: date) -> RawSQL:
    """All parts as one subquery. The first mark of each is the person, the others are the day."""
    day = on.isoformat()
    marks = [mark for sql in parts for mark in (person.pk, *[day] * (sql.count("%s") - 1))]
    return RawSQL(" UNION ALL ".join(parts), marks)  # nosec B611
