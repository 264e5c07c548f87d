"""What the page at which performance data begin shows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from himpun.office.queries import Agency, Held, Person, agencies_seen_by, day_at, mandates_of
from himpun.performance.models import Form, Indicator
from himpun.performance.queries.completeness import Course, FormLine, lines_of
from himpun.performance.rules.filling import collects, has_collecting
from himpun.runs.queries.seen import sop_of
from himpun.runs.queries.tasks import held_by

MOST_RUNS = 8
"""Running SOPs whose forms are named; the others are found by the list of running SOPs."""


class AgencyLine(NamedTuple):
    """An agency with the number of its indicators that are in use."""

    agency: Agency
    indicators: int


class RunLine(NamedTuple):
    """The forms of one run of an agency, put together."""

    run_id: int
    agency: Agency
    period: str
    course: Course


def agencies_with_indicators(person: Person, on: date) -> list[AgencyLine]:
    """The agencies that a person sees, by region and name (two queries)."""
    agencies = list(agencies_seen_by(person, on).order_by("region", "name"))
    in_use = Indicator.objects.filter(Q(until_on=None) | Q(until_on__gte=on))
    counted = in_use.filter(agency__in=agencies).order_by().values_list("agency")
    counts = dict(counted.annotate(Count("pk")))
    return [AgencyLine(agency, counts.get(agency.pk, 0)) for agency in agencies]


def forms_to_fill(person: Person, now: datetime) -> list[FormLine]:
    """The forms that a person may fill in now by a post, as a stand-in or in a team, the soonest to
    close first (eight queries, however many runs there are)."""
    held = mandates_of(person, day_at(person.home, now))
    wanted = Q()
    for visit, _, _ in held_by(person, held):
        if collects(sop_of(visit.run), visit.node):
            here = Q(run=visit.run_id)
            wanted |= here & Q(unit__code=visit.unit) if visit.unit else here
    forms = _open_forms().filter(wanted) if wanted else Form.objects.none()
    found = {form.pk: form for form in forms}
    found |= {form.pk: form for form in _without_step(held)}
    rows = sorted(found.values(), key=lambda form: (form.closes_at or _never(form), form.pk))
    return list(lines_of(rows, now)) if rows else []


def _without_step(held: Iterable[Held]) -> list[Form]:
    """Forms of SOPs that never say when they are filled in, of the units that somebody holds."""
    wanted = Q()
    for each in held:
        if each.unit_code:
            there = Q(agency=each.agency_id, run__sop_key=each.sop_id)
            wanted |= there & Q(unit__code=each.unit_code)
    if not wanted:
        return []
    return [form for form in _open_forms().filter(wanted) if not has_collecting(sop_of(form.run))]


def _open_forms() -> QuerySet[Form]:
    rows = Form.objects.filter(complete_at=None).exclude(run__state="cancelled")
    return rows.select_related("agency", "run", "unit")


def _never(form: Form) -> datetime:
    return datetime.max.replace(tzinfo=form.opened_at.tzinfo)


def runs_with_forms(person: Person, now: datetime) -> list[RunLine]:
    """The newest runs with forms of the agencies that a person sees (four queries)."""
    seen = agencies_seen_by(person, day_at(person.home, now))
    rows = Form.objects.filter(agency__in=seen).exclude(run__state="cancelled").order_by()
    newest = rows.values_list("run", flat=True).distinct().order_by("-run")[:MOST_RUNS]
    runs = list(newest)
    forms = Form.objects.filter(run__in=runs).select_related("agency", "unit", "complete_by")
    by_run: dict[int, list[FormLine]] = {run: [] for run in runs}
    for line in lines_of(list(forms), now):
        by_run[line.form.run_id].append(line)
    return [
        RunLine(run, lines[0].form.agency, lines[0].form.period, Course(tuple(lines)))
        for run, lines in by_run.items()
        if lines
    ]
