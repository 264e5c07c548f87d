"""The people who stand for a post or a unit on a day."""

from datetime import date

from django.db.models import Q

from himpun.office.models import Holding, Person, Post, StandIn, Unit
from himpun.office.queries.force import in_force


def people_standing_for(place: Unit | Post, on: date) -> list[Person]:
    """Whoever holds a post, or any post of a unit, on a day, or stands in for its holder (one
    query)."""
    path = "post__unit" if isinstance(place, Unit) else "post"
    held = Holding.objects.filter(in_force(on), Q((path, place)))
    stood = StandIn.objects.filter(in_force(on), in_force(on, "holding__"))
    stood = stood.filter(Q((f"holding__{path}", place)))
    there = Q(pk__in=held.order_by().values("person")) | Q(pk__in=stood.order_by().values("person"))
    return list(Person.objects.filter(there))
