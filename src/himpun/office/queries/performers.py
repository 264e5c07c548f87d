"""Which performers the SOPs have, and who they are: what the page of performers shows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from himpun.office.models import Agency, Assignment, Unit
from himpun.office.queries.directory import units_of
from himpun.office.queries.duty import Holder, holders_by_performer
from himpun.office.queries.force import in_force
from himpun.office.rules import KnownPerformer


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A performer in a unit (None: for the agency): what is assigned, and who that is today."""

    known: KnownPerformer
    unit: Unit | None
    assignments: tuple[Assignment, ...]
    holders: tuple[Holder, ...]


@dataclass(frozen=True, slots=True)
class SopView:
    """An SOP with the places of all its performers."""

    sop_id: str
    name: str
    places: list[PlaceView]


def known_performers(agency: Agency, on: date) -> list[KnownPerformer]:
    """The performers of the SOPs that an agency runs, in the order of the papers.

    The office stands below the SOP register and cannot ask it; the register is named by the setting
    HIMPUN_PERFORMERS, a function (agency, on) -> Iterable[KnownPerformer]. What is assigned though
    no register knows it is told too, by its bare names.
    """
    path = getattr(settings, "HIMPUN_PERFORMERS", None)
    known = list(import_string(path)(agency, on)) if path else []
    named = {(one.sop_id, one.performer) for one in known}
    bare: dict[tuple[str, str], KnownPerformer] = {}
    rows = Assignment.objects.filter(in_force(on), agency=agency).order_by("sop_id", "pk")
    for sop_id, performer, unit, team in rows.values_list("sop_id", "performer", "unit", "team"):
        if (sop_id, performer) not in named:
            bare[sop_id, performer] = KnownPerformer(
                sop_id, sop_id, performer, performer, unit is not None, team is not None
            )
    return [*known, *bare.values()]


def known_performer(agency: Agency, sop_id: str, performer: str, on: date) -> KnownPerformer | None:
    """One performer by its names."""
    for one in known_performers(agency, on):
        if (one.sop_id, one.performer) == (sop_id, performer):
            return one
    return None


def performers_of(agency: Agency, on: date) -> list[SopView]:
    """Every SOP of an agency, its performers in each unit, and who they are today.

    Two queries, and two for each SOP.
    """
    known = known_performers(agency, on)
    units = list(units_of(agency, on))
    assigned = _assigned(agency, on)
    views: dict[str, SopView] = {}
    holders = {one.sop_id: holders_by_performer(agency, one.sop_id, on) for one in known}
    for one in known:
        view = views.setdefault(one.sop_id, SopView(one.sop_id, one.sop_name, []))
        for unit in _units_of(one, units, assigned):
            key = (one.sop_id, one.performer, unit.pk if unit else None)
            held = holders[one.sop_id].get((one.performer, unit.code if unit else ""), ())
            view.places.append(PlaceView(one, unit, tuple(assigned[key]), held))
    return list(views.values())


_Place = tuple[str, str, int | None]


def _assigned(agency: Agency, on: date) -> defaultdict[_Place, list[Assignment]]:
    found: defaultdict[_Place, list[Assignment]] = defaultdict(list)
    rows = Assignment.objects.filter(in_force(on), agency=agency)
    for row in rows.select_related("post", "team", "unit"):
        found[row.sop_id, row.performer, row.unit_id].append(row)
    return found


def _units_of(
    known: KnownPerformer, units: Iterable[Unit], assigned: defaultdict[_Place, list[Assignment]]
) -> list[Unit | None]:
    if not known.per_unit:
        return [None]
    if known.unit_kinds:
        return [unit for unit in units if unit.kind in known.unit_kinds]
    named = (known.sop_id, known.performer)
    taken = {pk for sop, performer, pk in assigned if (sop, performer) == named}
    return [unit for unit in units if unit.pk in taken] or [None]


def assignments_of(agency: Agency, sop_id: str, performer: str, on: date) -> list[Assignment]:
    """What a performer is on a day, in every unit."""
    rows = Assignment.objects.filter(
        in_force(on), agency=agency, sop_id=sop_id, performer=performer
    )
    return list(rows.select_related("unit", "post", "team"))
