"""What changes of the calendar moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse

from himpun.kernel.worktime import ZONES, parse_period
from himpun.office import queries as office
from himpun.office.queries.ticks import Waiting
from himpun.runs.queries.seen import sop_of
from himpun.schedule.models import CalendarChange, Recount

WHAT = {"tenggat": "Tenggat", "jendela": "Jadwal", "batas unit": "Batas unit"}
SHOWN = 300
"""So many recounted runs stand on a page."""


@dataclass(frozen=True, slots=True)
class MovedRow:
    """A time that moved: of a step (``visit``, 0 for a unit's limit) of a run, old and new in the
    clock of its agency."""

    run_id: int
    title: str
    agency: str
    visit: int
    key: str
    unit: str
    what: str
    old: datetime | None
    new: datetime | None


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change as its page shows it; ``waiting``: how many runs are still to be counted."""

    change: CalendarChange
    rows: tuple[MovedRow, ...]
    runs: int
    waiting: int


def moved_rows(recount: Recount) -> Iterator[MovedRow]:
    """The times of a run that moved (no query once its SOP was read)."""
    sop, zone = sop_of(recount.run), ZONES[recount.run.agency.zone]
    title = f"{sop.name}, {parse_period(recount.run.period).label}"
    for visit, node, unit, what, old, new in recount.moved:
        key = sop.step_at(node).key if node in sop.places else str(node)
        yield MovedRow(
            recount.run_id, title, recount.run.agency.name, visit, key, unit, WHAT[what],
            _moment(old, zone), _moment(new, zone),
        )  # fmt: skip


def _moment(text: str | None, zone: tzinfo) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(zone) if text else None


def change_view(number: int, agency: office.Agency | None) -> ChangeView | None:
    """A change with what it moved in an agency (None: everywhere); None for one that does not
    concern it (three queries)."""
    rows = CalendarChange.objects.select_related("by", "agency")
    if agency is not None:
        rows = rows.filter(Q(agency=agency) | Q(agency=None))
    change = rows.filter(pk=number).first()
    if change is None:
        return None
    recounts = change.recounts.all()
    if agency is not None:
        recounts = recounts.filter(run__agency=agency)
    many = recounts.aggregate(all=Count("pk"), waiting=Count("pk", filter=Q(done_at=None)))
    if agency is not None and not many["all"]:
        return None
    shown = recounts.exclude(done_at=None).exclude(moved=[]).select_related("run__agency")[:SHOWN]
    found = tuple(row for recount in shown for row in moved_rows(recount))
    return ChangeView(change, found, many["all"], many["waiting"])


def changes_of(agency: office.Agency) -> QuerySet[CalendarChange, Any]:
    """The changes that reached runs of an agency, newest first (one query)."""
    reached = Recount.objects.filter(run__agency=agency).values("change")
    return CalendarChange.objects.filter(pk__in=reached).select_related("by")


def page_of_change(*, by: office.Person | None, now: datetime) -> str:
    """The address of what a person has changed at a moment; "" where no run was under way."""
    change = CalendarChange.objects.filter(by=by, at=now).select_related("agency").first()
    if change is None:
        return ""
    if change.agency is None:
        return reverse("schedule:change_everywhere", args=[change.pk])
    return reverse("schedule:change", args=[change.agency.code, change.pk])


def recounts_waiting(most: int) -> list[int]:
    """Numbers of the runs that wait to be counted anew, the oldest first (one query)."""
    rows = Recount.objects.filter(done_at=None).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:most])


def recounts_left(now: datetime) -> Waiting:
    """How many runs wait to be counted anew, and since when the oldest (one query)."""
    rows = Recount.objects.filter(done_at=None, change__at__lte=now)
    found = rows.aggregate(many=Count("pk"), since=Min("change__at"))
    return Waiting(found["many"], found["since"])
