"""Who asks for a page: the person, what they are called today, and their roles; read once."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest
from django.utils import timezone

from himpun.office import queries as office
from himpun.office.queries.titles import RoleHeld, Title, roles_held_by, titles_of
from himpun.office.rules import ADMINISTRATOR, OPERATOR, READER, SYSTEM

_KEPT = "_himpun_visitor"
_KEPT_PERSON = "_himpun_person"


@dataclass(frozen=True, slots=True)
class Visitor:
    """A signed-in person, on the day that it is at their agency."""

    person: office.Person
    on: date
    now: datetime
    titles: tuple[Title, ...]
    roles: frozenset[RoleHeld]

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of role held, wherever."""
        return frozenset(role.kind for role in self.roles)

    @property
    def reads_all(self) -> bool:
        """Reads every agency."""
        return RoleHeld(READER, None) in self.roles

    @property
    def system(self) -> bool:
        """Administers the whole installation."""
        return SYSTEM in self.kinds

    @property
    def works(self) -> bool:
        """Has an inbox: by a post, as an operator, or because nothing else is theirs."""
        return bool(self.titles) or OPERATOR in self.kinds or not self.kinds - {ADMINISTRATOR}

    @property
    def only_system(self) -> bool:
        """Administers the installation and takes part in no agency."""
        return not self.titles and self.kinds == {SYSTEM}

    def sees_an_agency(self) -> bool:
        """Sees the runs of at least one agency (one query)."""
        return office.agencies_seen_by(self.person, self.on).exists()


def person_asking(request: HttpRequest) -> office.Person | None:
    """The person behind a request; None when signed out or when the account is nobody's.

    One query for the first who asks in a request, none for the others.
    """
    if not hasattr(request, _KEPT_PERSON):
        setattr(request, _KEPT_PERSON, office.person_of(request.user))
    found: office.Person | None = getattr(request, _KEPT_PERSON)
    return found


def visitor_of(request: HttpRequest) -> Visitor | None:
    """The visitor of a request; None when signed out or when the account is nobody's.

    Three queries for the first who asks in a request, none for the others.
    """
    if not hasattr(request, _KEPT):
        setattr(request, _KEPT, _read(request))
    found: Visitor | None = getattr(request, _KEPT)
    return found


def _read(request: HttpRequest) -> Visitor | None:
    person = person_asking(request)
    if person is None:
        return None
    now = timezone.now()
    on = office.day_at(person.home, now)
    titles = tuple(titles_of(person, on))
    return Visitor(person, on, now, titles, roles_held_by(person, on))
