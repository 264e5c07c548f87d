"""The facts of an agency's steps, and what they are chosen by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from himpun.monitoring.models import StepTime
from himpun.monitoring.rules.statistics import Taken
from himpun.office.queries import Agency

_FIELDS = (
    "run_id", "period", "step", "unit", "round", "waiting", "working", "allowed", "within", "late",
    "sent_back", "again", "noted",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """Which facts are wanted; an empty text wants all. Periods as their codes, both inclusive."""

    sop: str
    unit: str = ""
    first: str = ""
    last: str = ""


def facts_of(agency: Agency, choice: Choice) -> list[Taken]:
    """The chosen steps of an agency, oldest first (one query)."""
    rows = StepTime.objects.filter(agency=agency, sop_key=choice.sop)
    if choice.unit:
        rows = rows.filter(unit="" if choice.unit == "-" else choice.unit)
    if choice.first:
        rows = rows.filter(period__gte=choice.first)
    if choice.last:
        rows = rows.filter(period__lte=choice.last)
    return [Taken(*row) for row in rows.order_by("finished_at", "pk").values_list(*_FIELDS)]


def facts_between(agency: Agency, first: datetime, last: datetime) -> dict[str, list[Taken]]:
    """SOP → its steps that were handed on from one moment until before another (one query)."""
    rows: QuerySet[StepTime] = StepTime.objects.filter(
        agency=agency, finished_at__gte=first, finished_at__lt=last
    )
    found: dict[str, list[Taken]] = {}
    for sop, *rest in rows.order_by("finished_at", "pk").values_list("sop_key", *_FIELDS):
        found.setdefault(sop, []).append(Taken(*rest))
    return found


def periods_of(agency: Agency, sop: str) -> list[str]:
    """Codes of the periods that have facts, oldest first (one query)."""
    rows = StepTime.objects.filter(agency=agency, sop_key=sop)
    return sorted(set(rows.values_list("period", flat=True).distinct()))
