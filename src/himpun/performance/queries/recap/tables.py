"""The rows that a recap of a run is made from: a fixed number of queries, however many units,
indicators and finished runs there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, F, Max, Q

from himpun.performance.models import (
    Agreement,
    Analysis,
    Approval,
    Budget,
    Correction,
    Evidence,
    Form,
    IndicatorVersion,
    MediumTarget,
    Objective,
    Query,
    Target,
    Value,
)

EARLIER_YEARS = 4
"""Years that are shown beside this one, as a medium-term plan has five."""


class ValueRow(NamedTuple):
    """A value of the run, with its indicator."""

    id: int
    form_id: int
    indicator_id: int
    version_id: int
    code: str
    kind: str
    objective_id: int
    asked: bool
    realisation: str
    items: Mapping[str, str]
    no_value: str
    obstacles: str
    solutions: str
    follow_up: str
    follow_up_by: str
    follow_up_on: date | None
    budget: int | None
    note: str
    warnings: Sequence[Mapping[str, str]]
    revision: int
    returned: str


class PastRow(NamedTuple):
    """A value of another quarter, this year or an earlier one."""

    indicator_id: int
    version_id: int
    year: int
    quarter: int
    agreement_id: int | None
    realisation: str
    no_value: str
    budget: int | None


class TargetRow(NamedTuple):
    """Targets of an indicator in one version of an agreement."""

    agreement_id: int
    indicator_id: int
    year: str
    q1: str
    q2: str
    q3: str
    q4: str
    medium: str

    def of_quarter(self, quarter: int) -> str:
        """The target of a quarter, from 1 to 4."""
        return (self.q1, self.q2, self.q3, self.q4)[quarter - 1]


class VersionRow(NamedTuple):
    """A definition of an indicator."""

    id: int
    no: int
    name: str
    formula_text: str
    measure: Mapping[str, Any]
    quarters: str
    items: Sequence[Mapping[str, str]]
    expression: str


class Vouched(NamedTuple):
    """How a value stands with those who vouch: the levels in force, and the revision that was last
    vouched for."""

    levels: frozenset[str]
    revision: int


@dataclass(frozen=True)
class Tables:
    """Everything, by the keys under which it is looked for."""

    forms: Sequence[Form]
    values: Sequence[ValueRow]
    versions: Mapping[int, VersionRow]
    past: Sequence[PastRow]
    agreements: Sequence[Agreement]
    targets: Mapping[tuple[int, int], TargetRow]
    mediums: Mapping[int, Sequence[tuple[int, str]]]
    budgets: Sequence[tuple[int, int, int]]
    objectives: Sequence[Objective]
    analyses: Mapping[tuple[int | None, int | None], str]
    proofs: Mapping[int, Sequence[tuple[str, str, str]]]
    vouched: Mapping[int, Vouched]
    questions: Mapping[int, int]
    corrections: int


def read_tables(run_id: int, agency_id: int) -> Tables | None:
    """All rows of a run's recap; None where no form has been opened (one query then, else
    thirteen)."""
    rows = Form.objects.filter(run=run_id).select_related("unit", "agreement")
    first = F("unit__position").asc(nulls_first=True)
    forms = list(rows.order_by(first, "unit__code"))
    if not forms:
        return None
    year, quarter = forms[0].year, forms[0].quarter
    agreements = _agreements(agency_id, year)
    return Tables(
        forms=forms,
        values=_values(run_id),
        versions=_versions(agency_id),
        past=_past(run_id, agency_id, year, quarter),
        agreements=agreements,
        targets=_targets(agreements),
        mediums=_mediums(agency_id),
        budgets=_budgets(forms),
        objectives=list(Objective.objects.filter(agency=agency_id)),
        analyses=_analyses(run_id),
        proofs=_proofs(run_id),
        vouched=_vouched(run_id),
        questions=_questions(run_id),
        corrections=Correction.objects.filter(value__form__run=run_id, state="approved").count(),
    )


def _values(run_id: int) -> list[ValueRow]:
    columns = (
        "id", "form_id", "indicator_id", "version_id", "indicator__code", "indicator__kind",
        "indicator__objective_id", *ValueRow._fields[7:],
    )  # fmt: skip
    rows = Value.objects.filter(form__run=run_id).order_by(
        F("form__unit__position").asc(nulls_first=True), "form__unit__code",
        "indicator__position", "indicator__code",
    )  # fmt: skip
    return [ValueRow(*row) for row in rows.values_list(*columns)]


def _versions(agency_id: int) -> Mapping[int, VersionRow]:
    rows = IndicatorVersion.objects.filter(indicator__agency=agency_id).order_by()
    return {row[0]: VersionRow(*row) for row in rows.values_list(*VersionRow._fields)}


def _past(run_id: int, agency_id: int, year: int, quarter: int) -> list[PastRow]:
    """Oldest run first: where a quarter was run twice, the later one is read over the earlier."""
    before = Q(form__year__gte=year - EARLIER_YEARS, form__year__lt=year)
    before |= Q(form__year=year, form__quarter__lt=quarter)
    rows = Value.objects.filter(before, form__agency=agency_id, asked=True)
    rows = rows.exclude(form__run__state="cancelled").exclude(form__run=run_id)
    columns = (
        "indicator_id", "version_id", "form__year", "form__quarter", "form__agreement_id",
        "realisation", "no_value", "budget",
    )  # fmt: skip
    return [PastRow(*row) for row in rows.order_by("form__run_id").values_list(*columns)]


def _agreements(agency_id: int, year: int) -> list[Agreement]:
    years = (year - EARLIER_YEARS, year)
    rows = Agreement.objects.filter(agency=agency_id, year__range=years, state="approved")
    return list(rows.order_by("year", "no"))


def _targets(agreements: Iterable[Agreement]) -> Mapping[tuple[int, int], TargetRow]:
    ids = [agreement.pk for agreement in agreements]
    rows = Target.objects.filter(agreement__in=ids).values_list(*TargetRow._fields)
    return {(row[0], row[1]): TargetRow(*row) for row in rows}


def _mediums(agency_id: int) -> Mapping[int, Sequence[tuple[int, str]]]:
    found: Mapping[int, list[tuple[int, str]]] = defaultdict(list)
    rows = MediumTarget.objects.filter(indicator__agency=agency_id).order_by("year")
    for indicator_id, year, figure in rows.values_list("indicator_id", "year", "figure"):
        found[indicator_id].append((year, figure))
    return found


def _budgets(forms: Iterable[Form]) -> list[tuple[int, int, int]]:
    ids = {form.agreement_id for form in forms if form.agreement_id}
    rows = Budget.objects.filter(agreement__in=ids)
    rows = rows.order_by("objective__position", "objective__code")
    return list(rows.values_list("agreement_id", "objective_id", "amount"))


def _analyses(run_id: int) -> Mapping[tuple[int | None, int | None], str]:
    rows = Analysis.objects.filter(run=run_id).order_by("pk")
    return {
        (objective, indicator): text
        for objective, indicator, text in rows.values_list("objective_id", "indicator_id", "text")
    }


def _proofs(run_id: int) -> Mapping[int, Sequence[tuple[str, str, str]]]:
    found: Mapping[int, list[tuple[str, str, str]]] = defaultdict(list)
    rows = Evidence.objects.filter(value__form__run=run_id, withdrawn_at=None).order_by("pk")
    for value, name, sha256, link in rows.values_list("value_id", "name", "file__sha256", "link"):
        found[value].append((name, sha256 or "", link))
    return found


def _vouched(run_id: int) -> Mapping[int, Vouched]:
    grouped = (
        Approval.objects.filter(value__form__run=run_id)
        .order_by()
        .values_list("value_id", "level")
        .annotate(in_force=Count("pk", filter=Q(dropped_at=None)), last=Max("revision"))
    )
    levels: dict[int, set[str]] = defaultdict(set)
    last: dict[int, int] = defaultdict(int)
    for value, level, in_force, revision in grouped:
        if in_force:
            levels[value].add(level)
        last[value] = max(last[value], revision)
    return {value: Vouched(frozenset(levels[value]), revision) for value, revision in last.items()}


def _questions(run_id: int) -> Mapping[int, int]:
    rows = Query.objects.filter(value__form__run=run_id).exclude(state="closed").order_by()
    return dict(rows.values_list("value_id").annotate(Count("pk")))
