"""Who is which performer of which SOP on a day: what the kernel, the inbox and the papers ask."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, ExpressionWrapper, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from himpun.kernel.duty import Actor, Mandate
from himpun.kernel.run import Unit as RunUnit
from himpun.office.models import Agency, Assignment, Person, Role, Unit
from himpun.office.queries.force import in_force, still_there
from himpun.office.queries.prepared import Prepared
from himpun.office.rules import ADMINISTRATOR, OPERATOR, RANK, STAND_IN, TEAM_MEMBER


class Held(NamedTuple):
    """One performer that a person is, in a unit ("" for the agency), and in which capacity."""

    agency_id: int
    sop_id: str
    performer: str
    unit_code: str
    capacity: str
    steward: bool


class _Way(NamedTuple):
    agency_id: int
    sop_id: str
    performer: str
    unit_code: str
    capacity: str
    steward: bool
    who: int
    title: str


class Holder(NamedTuple):
    """Who is a performer today. ``post_title`` is the team's name for a member of a team."""

    person: Person
    post_title: str
    capacity: str


def person_key(person: Person) -> str:
    """How the kernel names a person."""
    return str(person.pk)


def actor_for(person: Person, agency: Agency, sop_id: str, on: date) -> Actor:
    """A person as the kernel sees them in a run of an SOP on a day (one query).

    Steward is an administrator, an operator, and the holder of a performer marked as steward.
    Who is a performer in several ways acts in the weightiest: definitif before pengganti.
    """
    place = {"person": person.pk, "agency": agency.pk, "on": on}
    ways = _WAYS_AND_ROLES.rows(sop_id=sop_id, **place)
    held = _foremost(way for way in ways if way[_WAY] != _ROLE)
    kinds = {way[_PERFORMER] for way in ways if way[_WAY] == _ROLE}
    operator = OPERATOR in kinds
    return Actor(
        person=person_key(person),
        mandates=frozenset(Mandate(h.performer, h.unit_code, h.capacity) for h in held),
        operator=operator,
        steward=operator or ADMINISTRATOR in kinds or any(h.steward for h in held),
    )


def mandates_of(person: Person, on: date) -> list[Held]:
    """Every performer that a person is on a day, in all agencies and SOPs (one query)."""
    return _foremost(_WAYS_OF_PERSON.rows(person=person.pk, on=on))


def _foremost(ways: Iterable[Sequence[Any]]) -> list[Held]:
    """Each performer once, in the weightiest way that the person is it."""
    held = [Held._make((*way[:5], bool(way[5]))) for way in ways]
    held.sort(key=lambda h: (h[:4], RANK[h.capacity]))
    found = []
    for _, same in groupby(held, key=lambda h: h[:4]):
        several = list(same)
        found.append(several[0]._replace(steward=any(way.steward for way in several)))
    return found


def holders_by_performer(
    agency: Agency, sop_id: str, on: date
) -> Mapping[tuple[str, str], tuple[Holder, ...]]:
    """(performer, unit code or "") → everyone who may act there on a day (two queries)."""
    return _holders(_WAYS_IN_SOP.rows(agency=agency.pk, sop_id=sop_id, on=on))


def holders_of(
    agency: Agency, sop_id: str, performer: str, unit_code: str, on: date
) -> list[Holder]:
    """Everyone who is that performer on a day, the weightiest first (two queries)."""
    within = {"agency": agency.pk, "sop_id": sop_id, "performer": performer, "on": on}
    if unit_code:
        ways = _WAYS_IN_UNIT.rows(unit=unit_code, **within)
    else:
        ways = _WAYS_IN_AGENCY.rows(**within)
    return list(_holders(ways).get((performer, unit_code), ()))


def _holders(rows: Iterable[Sequence[Any]]) -> dict[tuple[str, str], tuple[Holder, ...]]:
    ways = [_Way._make(row) for row in rows]
    people = Person.objects.select_related("user").in_bulk({way.who for way in ways})
    by_place: dict[tuple[str, str], dict[int, Holder]] = {}
    for way in sorted(ways, key=lambda way: (RANK[way.capacity], way.title, way.who)):
        at = by_place.setdefault((way.performer, way.unit_code), {})
        at.setdefault(way.who, Holder(people[way.who], way.title, way.capacity))
    return {place: tuple(at.values()) for place, at in by_place.items()}


def _asked_ways(on: date, within: Q, person: int | None = None) -> QuerySet[Assignment, Any]:
    """Every way in which people are performers on a day: post, stand-in or team."""
    live = Assignment.objects.alias(there=_PLACE).filter(in_force(on)).filter(within).order_by()
    holding, stand_in, member = "post__holdings__", "post__holdings__stand_ins__", "team__members__"

    def whose(path: str) -> Q:
        return Q(**{f"{path}person": person}) if person else Q()

    by_post = live.filter(in_force(on, holding), whose(holding)).annotate(
        way=F(f"{holding}capacity"), who=F(f"{holding}person_id"), title=F("post__title")
    )
    by_stand_in = live.filter(
        in_force(on, holding), in_force(on, stand_in), whose(stand_in)
    ).annotate(way=Value(STAND_IN), who=F(f"{stand_in}person_id"), title=F("post__title"))
    by_team = live.filter(in_force(on, member), whose(member)).annotate(
        way=Value(TEAM_MEMBER), who=F(f"{member}person_id"), title=F("team__name")
    )
    columns = ("agency_id", "sop_id", "performer", "at_unit", "way", "steward", "who", "title")
    parts = [
        part.annotate(at_unit=Coalesce("unit__code", Value(""))).values_list(*columns)
        for part in (by_post, by_stand_in, by_team)
    ]
    return parts[0].union(*parts[1:], all=True)


def _ways_and_roles(person: int, agency: int, sop_id: str, on: date) -> QuerySet[Any, Any]:
    """The person's ways in an SOP, and their roles in the agency as rows of the same form."""
    nothing = Value("")
    as_ways = ("agency_id", nothing, "kind", nothing, Value(_ROLE), Value(False), "person_id")
    roles = Role.objects.filter(in_force(on), person=person, agency=agency).order_by()
    ways = _asked_ways(on, Q(there=agency, sop_id=sop_id), person)
    return ways.union(roles.values_list(*as_ways, nothing), all=True)


_ROLE = "peran"
# The agency as no index knows it: SQLite without statistics would walk through every assignment of
# the agency, and a person has few.
_PLACE = ExpressionWrapper(F("agency_id") + Value(0), output_field=BigIntegerField())
_PERFORMER, _WAY = _Way._fields.index("performer"), _Way._fields.index("capacity")
_WAYS_OF_PERSON = Prepared(lambda person, on: _asked_ways(on, Q(), person), person=int, on=date)
_WAYS_IN_SOP = Prepared(
    lambda on, **within: _asked_ways(on, Q(**within)), agency=int, sop_id=str, on=date
)
_WAYS_IN_AGENCY = Prepared(
    lambda on, **within: _asked_ways(on, Q(unit=None, **within)),
    agency=int, sop_id=str, performer=str, on=date,
)  # fmt: skip
_WAYS_IN_UNIT = Prepared(
    lambda on, unit, **within: _asked_ways(on, Q(unit__code=unit, **within)),
    agency=int, sop_id=str, performer=str, unit=str, on=date,
)  # fmt: skip
_WAYS_AND_ROLES = Prepared(_ways_and_roles, person=int, agency=int, sop_id=str, on=date)


def units_for_run(
    agency: Agency, kinds: Iterable[str] = (), *, sop_id: str = "", on: date
) -> list[RunUnit]:
    """The units that take part in a run, in the agency's own order (one query).

    Units of the given kinds; where no kind is given, units in which the SOP has a performer.
    """
    chosen = Unit.objects.filter(still_there(on), agency=agency)
    if wanted := tuple(kinds):
        chosen = chosen.filter(kind__in=wanted)
    else:
        there = Assignment.objects.filter(in_force(on), agency=agency, sop_id=sop_id)
        chosen = chosen.filter(pk__in=there.exclude(unit=None).values("unit"))
    return [RunUnit(id=unit.code, name=unit.name, kind=unit.kind) for unit in chosen]
