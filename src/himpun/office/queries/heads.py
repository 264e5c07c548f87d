"""Who heads each unit, and who is steward of an SOP, on a day."""

from collections.abc import Mapping
from datetime import date

from django.db.models import F

from himpun.office.models import Agency, Assignment, Holding, StandIn, Unit
from himpun.office.queries.duty import Holder, holders_by_performer
from himpun.office.queries.force import in_force, still_there
from himpun.office.rules import RANK, STAND_IN


def heads_of(agency: Agency, on: date) -> Mapping[str, tuple[Holder, ...]]:
    """Unit code → who heads the unit on a day: whoever holds its first post or stands in there, the
    weightiest first; under "" whoever heads the agency (three queries)."""
    units = Unit.objects.filter(still_there(on), agency=agency)
    codes = {pk: (code, parent) for pk, code, parent in units.values_list("pk", "code", "parent")}
    first: dict[int, int] = {}
    held: dict[int, list[tuple[int, Holder]]] = {}
    holdings = Holding.objects.filter(in_force(on), post__agency=agency)
    rows = holdings.select_related("person__user", "post").order_by("post__position", "post__code")
    for row in rows:
        first.setdefault(row.post.unit_id, row.post_id)
        if first[row.post.unit_id] == row.post_id:
            holder = Holder(row.person, row.post.title, row.capacity)
            held.setdefault(row.post.unit_id, []).append((RANK[row.capacity], holder))
    away = StandIn.objects.filter(in_force(on), in_force(on, "holding__"))
    away = away.filter(holding__post__in=first.values()).annotate(unit=F("holding__post__unit"))
    for stand_in in away.select_related("person__user", "holding__post"):
        holder = Holder(stand_in.person, stand_in.holding.post.title, STAND_IN)
        held[stand_in.holding.post.unit_id].append((RANK[STAND_IN], holder))
    found: dict[str, tuple[Holder, ...]] = {}
    for pk, (code, parent) in codes.items():
        people = tuple(one for _, one in sorted(held.get(pk, ()), key=lambda pair: pair[0]))
        found[code] = people
        if parent is None and people:
            found.setdefault("", people)
    return found


def stewards_of(agency: Agency, sop_id: str, on: date) -> tuple[Holder, ...]:
    """Whoever takes care of an SOP's runs on a day: the holders of what is marked as its steward
    (three queries)."""
    marked = Assignment.objects.filter(in_force(on), agency=agency, sop_id=sop_id, steward=True)
    places = {(name, code or "") for name, code in marked.values_list("performer", "unit__code")}
    people: dict[int, Holder] = {}
    for place, holders in holders_by_performer(agency, sop_id, on).items():
        if place in places:
            for holder in holders:
                people.setdefault(holder.person.pk, holder)
    return tuple(people.values())
