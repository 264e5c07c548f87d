"""What a person is called on a day: the posts they hold or stand in for, and their roles."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import F, QuerySet, Value

from himpun.office.models import Holding, Person, Role, StandIn
from himpun.office.queries.force import in_force
from himpun.office.queries.prepared import Prepared
from himpun.office.rules import DEFINITIVE, RANK, STAND_IN


class Title(NamedTuple):
    """A post that a person holds or stands in for. ``until_on`` None: no last day is known."""

    title: str
    capacity: str
    until_on: date | None
    agency_id: int
    agency_name: str
    region: str


class RoleHeld(NamedTuple):
    """A role beside the posts; ``agency_id`` None reaches over every agency."""

    kind: str
    agency_id: int | None


def titles_of(person: Person, on: date) -> list[Title]:
    """Every post of a person on a day, the weightiest capacity first (one query)."""
    rows = _TITLES.rows(person=person.pk, on=on)
    found = [Title(title, way, _day(until), *place) for title, way, until, *place in rows]
    return sorted(found, key=lambda title: (RANK[title.capacity], title.title))


def _titles(person: int, on: date) -> QuerySet[Holding, Any]:
    held = Holding.objects.filter(in_force(on), person=person).annotate(
        way=F("capacity"), title=F("post__title"), agency_pk=F("post__agency"),
        agency_name=F("post__agency__name"), region=F("post__agency__region"),
    )  # fmt: skip
    stood = StandIn.objects.filter(
        in_force(on), in_force(on, "holding__"), person=person
    ).annotate(
        way=Value(STAND_IN), title=F("holding__post__title"), agency_pk=F("holding__post__agency"),
        agency_name=F("holding__post__agency__name"), region=F("holding__post__agency__region"),
    )  # fmt: skip
    columns = ("title", "way", "until_on", "agency_pk", "agency_name", "region")
    rows = held.order_by().values_list(*columns)
    return rows.union(stood.order_by().values_list(*columns), all=True)


def _day(stored: date | str | None) -> date | None:
    """SQLite has days as text."""
    return date.fromisoformat(stored) if isinstance(stored, str) else stored


_TITLES = Prepared(_titles, person=int, on=date)


class Place(NamedTuple):
    """A post that a person holds or stands in for, by its keys."""

    post_id: int
    unit_id: int
    agency_id: int
    title: str
    capacity: str

    @property
    def called(self) -> str:
        """As a paper names it: the title, with the capacity where it is not definitive."""
        return self.title if self.capacity == DEFINITIVE else f"{self.title} ({self.capacity})"


def places_of(person: Person, on: date) -> list[Place]:
    """Every post where a person may act on a day, the weightiest capacity first (two queries)."""
    held = Holding.objects.filter(in_force(on), person=person).order_by()
    stood = StandIn.objects.filter(
        in_force(on), in_force(on, "holding__"), person=person
    ).order_by()
    columns = ("post", "post__unit", "post__agency", "post__title")
    rows = list(held.values_list(*columns, "capacity"))
    rows += [
        (*row, STAND_IN) for row in stood.values_list(*(f"holding__{name}" for name in columns))
    ]
    return sorted((Place(*row) for row in rows), key=lambda at: (RANK[at.capacity], at.title))


def roles_held_by(person: Person, on: date) -> frozenset[RoleHeld]:
    """The roles of a person on a day, in all agencies (one query)."""
    return frozenset(map(RoleHeld._make, _ROLES.rows(person=person.pk, on=on)))


def _roles(person: int, on: date) -> QuerySet[Role, Any]:
    rows = Role.objects.filter(in_force(on), person=person).order_by()
    return rows.values_list("kind", "agency_id")


_ROLES = Prepared(_roles, person=int, on=date)
