"""Forms and achievement of many agencies, from what each form keeps of its values: no value is read
however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet, Sum

from himpun.office.queries.among import Among
from himpun.performance.models import Form
from himpun.performance.queries.region import Achieved
from himpun.runs.queries.standings import cancelled_runs


class FormSums(NamedTuple):
    """Of some forms: how many there are, are complete, were late when they were; and what their
    values reach."""

    forms: int
    complete: int
    late: int
    achieved: Achieved


_SUMS = {
    "forms": Count("pk"),
    "complete": Count("pk", filter=Q(complete_at__isnull=False)),
    "late_ones": Count("pk", filter=Q(complete_at__isnull=False, late=True)),
    "reached": Sum("achieved"),
    "many": Sum("counted"),
}


def sums_by_agency(agencies: Iterable[int], year: int, quarter: int) -> Mapping[int, FormSums]:
    """Agency → its forms of a quarter; agencies without any are left out (two queries)."""
    rows = _forms_of(agencies).filter(year=year, quarter=quarter)
    return {
        agency: _sums(found) for agency, *found in rows.values_list("agency_id").annotate(**_SUMS)
    }


def sums_by_run(runs: Iterable[int]) -> Mapping[int, FormSums]:
    """Run → its forms; runs without any are left out (one query)."""
    rows = Form.objects.filter(Among("run", runs)).order_by().values_list("run_id")
    return {run: _sums(found) for run, *found in rows.annotate(**_SUMS)}


def sums_by_quarter(
    agencies: Iterable[int], first: tuple[int, int], last: tuple[int, int]
) -> Mapping[tuple[int, int], FormSums]:
    """(year, quarter) → the forms of some agencies, from one quarter to another (two
    queries)."""
    rows = _forms_of(agencies).filter(year__range=(first[0], last[0]))
    rows_of_quarters = rows.values_list("year", "quarter").annotate(**_SUMS)
    found = {(year, quarter): _sums(sums) for year, quarter, *sums in rows_of_quarters}
    return {at: sums for at, sums in found.items() if first <= at <= last}


def _forms_of(agencies: Iterable[int]) -> QuerySet[Form]:
    """Without those of cancelled runs, which are few: asking each form for its run takes longer."""
    seen = list(agencies)
    rows = Form.objects.filter(Among("agency", seen)).order_by()
    cancelled = cancelled_runs(seen)
    return rows.exclude(run__in=cancelled) if cancelled else rows


def _sums(found: Sequence[int | None]) -> FormSums:
    forms, complete, late, achieved, counted = (part or 0 for part in found)
    return FormSums(forms, complete, late, Achieved(achieved, counted))
