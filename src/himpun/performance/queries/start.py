"""What the page at which performance data begin shows."""

from datetime import date
from typing import NamedTuple

from django.db.models import Count, Q

from himpun.office.queries import Agency, Person, agencies_seen_by
from himpun.performance.models import Indicator


class AgencyLine(NamedTuple):
    """An agency with the number of its indicators that are in use."""

    agency: Agency
    indicators: int


def agencies_with_indicators(person: Person, on: date) -> list[AgencyLine]:
    """The agencies that a person sees, by region and name (two queries)."""
    agencies = list(agencies_seen_by(person, on).order_by("region", "name"))
    in_use = Indicator.objects.filter(Q(until_on=None) | Q(until_on__gte=on))
    counted = in_use.filter(agency__in=agencies).order_by().values_list("agency")
    counts = dict(counted.annotate(Count("pk")))
    return [AgencyLine(agency, counts.get(agency.pk, 0)) for agency in agencies]
