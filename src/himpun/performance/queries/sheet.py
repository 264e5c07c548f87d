"""A form with all that its values are judged by: definitions, targets, earlier values, evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from himpun.performance.models import (
    Approval,
    Comment,
    Evidence,
    Form,
    IndicatorVersion,
    PerformanceSettings,
    Query,
    Target,
    Value,
)
from himpun.performance.queries.catalogue import settled
from himpun.performance.rules import (
    Absent,
    Achievement,
    Exact,
    Measure,
    achievement,
    from_json,
    kept_value,
)
from himpun.performance.rules.checks import Finding, Past, Seen, warnings
from himpun.performance.rules.entries import Definition, Entry, Item, figure_of
from himpun.performance.rules.expressions import NotAnExpression, parse_expression
from himpun.performance.rules.numbers import exact_number

ORDER = (
    "indicator__objective__position",
    "indicator__objective__code",
    "indicator__position",
    "indicator__code",
)
"""In which values stand in a form."""
YEARS_BACK = 3
"""How far back earlier values are read: twelve quarters."""
ENTRY_FIELDS = tuple(each.name for each in fields(Entry))


@dataclass(frozen=True, slots=True)
class Line:
    """A value of a form with what it is judged by. ``target`` is the quarter's as it is kept, ""
    for none; ``history`` holds earlier values, the oldest first; ``items_before`` the raw data when
    they were last given."""

    value: Value
    definition: Definition
    target: str
    target_year: str
    history: tuple[Past, ...]
    items_before: Mapping[str, str]
    evidence: tuple[Evidence, ...]

    @property
    def entry(self) -> Entry:
        """What is filled in."""
        return entry_of(self.value)

    @property
    def version(self) -> IndicatorVersion:
        """The definition that holds for the form's period."""
        return self.value.version

    @property
    def proofs(self) -> tuple[Evidence, ...]:
        """What proves the value itself, and is not taken back."""
        return tuple(
            each for each in self.evidence if each.proves == "value" and not each.withdrawn_at
        )


@dataclass(frozen=True)
class Sheet:
    """A form and some or all of its lines, in the order of the indicators."""

    form: Form
    lines: Mapping[int, Line]


def entry_of(value: Value) -> Entry:
    """What is kept in a row."""
    return Entry(**{name: getattr(value, name) for name in ENTRY_FIELDS})


def definition_of(version: IndicatorVersion, own: PerformanceSettings | None = None) -> Definition:
    """How an indicator is filled in; the agency's scale and cap hold where it has none."""
    items = tuple(Item(i["key"], i["label"], i.get("unit", "")) for i in version.items)
    return Definition(measure_of(version, own), items, version.expression)


def measure_of(version: IndicatorVersion, own: PerformanceSettings | None = None) -> Measure:
    """The measure of a definition; the agency's scale and cap hold where it has none."""
    measure = from_json(version.measure)
    return measure if own is None else settled(measure, own)


def settings_of(agency_id: int) -> PerformanceSettings | None:
    """An agency's own ways, if it has said any (one query)."""
    return PerformanceSettings.objects.filter(agency=agency_id).first()


def sheet_of(
    form: Form, only: Collection[int] | None = None, *, to_judge: bool = False
) -> Sheet:  # fmt: skip
    """A form with its lines, or with those of ``only`` some values (five queries).

    ``to_judge``: without what only a page shows of each value (``read_again`` adds it).
    """
    own = settings_of(form.agency_id)
    values = list(_bare_values(form, only) if to_judge else values_of(form, only))
    indicators = [value.indicator_id for value in values]
    targets = _targets(form, indicators)
    before = _values_before(form, indicators)
    evidence = _evidence([value.pk for value in values])
    lines = {}
    for value in values:
        definition = definition_of(value.version, own)
        earlier = before.get(value.indicator_id, ())
        target = targets.get(value.indicator_id, ("", ""))
        lines[value.pk] = Line(
            value=value,
            definition=definition,
            target=target[0],
            target_year=target[1],
            history=_history(definition.measure, earlier),
            items_before=next((row[4] for row in reversed(earlier) if row[4]), {}),
            evidence=tuple(evidence[value.pk]),
        )
    return Sheet(form, lines)


def read_again(sheet: Sheet) -> Sheet:
    """The same lines with what the values have become (one query)."""
    fresh = values_of(sheet.form, list(sheet.lines))
    lines = {value.pk: replace(sheet.lines[value.pk], value=value) for value in fresh}
    return replace(sheet, lines=lines)


def values_of(form: Form, only: Collection[int] | None = None) -> QuerySet[Value]:
    """Values of a form with what stands at each: comments, questions, vouchers, evidence."""
    rows = _bare_values(form, only).select_related(
        "indicator__objective", "version__in_charge", "changed_by"
    )
    in_force = Approval.objects.filter(value=OuterRef("pk"), dropped_at=None)
    proofs = Evidence.objects.filter(value=OuterRef("pk"), withdrawn_at=None)
    open_ = ~Q(state="closed")
    return rows.annotate(
        approved=Exists(in_force.filter(level="approved")),
        verified=Exists(in_force.filter(level="verified")),
        evidence_count=_count(proofs),
        comment_count=_count(Comment.objects.filter(value=OuterRef("pk"))),
        query_count=_count(Query.objects.filter(open_, value=OuterRef("pk"))),
    ).order_by(*ORDER)


def _bare_values(form: Form, only: Collection[int] | None) -> QuerySet[Value]:
    rows = Value.objects.filter(form=form).select_related("version")
    return rows if only is None else rows.filter(pk__in=only)


def _count(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.order_by().values("value").annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(counted), 0)


def _targets(form: Form, indicators: Sequence[int]) -> dict[int, tuple[str, str]]:
    if form.agreement_id is None:
        return {}
    rows = Target.objects.filter(agreement=form.agreement_id, indicator__in=indicators)
    columns = ("indicator", f"q{form.quarter}", "year")
    return {indicator: (quarter, year) for indicator, quarter, year in rows.values_list(*columns)}


Before = tuple[int, int, str, str, dict[str, str]]


def _values_before(form: Form, indicators: Sequence[int]) -> dict[int, list[Before]]:
    """Indicator → (year, quarter, figure, reason for none, raw data) of earlier forms, the oldest
    first; of several forms for one quarter, the last."""
    earlier = Q(form__year__lt=form.year, form__year__gte=form.year - YEARS_BACK)
    earlier |= Q(form__year=form.year, form__quarter__lt=form.quarter)
    rows = Value.objects.filter(earlier, indicator__in=indicators, asked=True)
    rows = rows.exclude(form__run__state="cancelled").order_by(
        "form__year", "form__quarter", "form"
    )
    found: dict[int, dict[tuple[int, int], Before]] = defaultdict(dict)
    columns = ("form__year", "form__quarter", "realisation", "no_value", "items")
    for indicator, year, quarter, *rest in rows.values_list("indicator", *columns):
        found[indicator][year, quarter] = (year, quarter, *rest)
    return {indicator: list(rows.values()) for indicator, rows in found.items()}


def _history(measure: Measure, rows: Sequence[Before]) -> tuple[Past, ...]:
    found = []
    for year, quarter, text, reason, _ in rows:
        value = Absent.NOT_AVAILABLE if reason else past_value(measure, text)
        found.append(Past(year, quarter, value))
    return tuple(found)


def past_value(measure: Measure, text: str) -> Exact:
    """An earlier figure; none where the indicator measured something else then."""
    try:
        return kept_value(measure, text)
    except ValueError:
        return None


def _evidence(values: Sequence[int]) -> defaultdict[int, list[Evidence]]:
    found: defaultdict[int, list[Evidence]] = defaultdict(list)
    for row in Evidence.objects.filter(value__in=values).select_related("file", "added_by"):
        found[row.value_id].append(row)
    return found


# ---- judged


def achievement_of(line: Line, entry: Entry) -> Achievement:
    """How far an entry meets the quarter's target."""
    measure = line.definition.measure
    return achievement(measure, past_value(measure, line.target), figure_of(entry, line.definition))


def findings_of(line: Line, entry: Entry, form: Form) -> tuple[Finding, ...]:
    """What is odd about an entry."""
    definition = line.definition
    seen = Seen(
        year=form.year,
        quarter=form.quarter,
        history=line.history,
        expression=_expression(definition),
        items=_numbers(entry.items),
        items_before=_numbers(line.items_before),
        evidence_asked=line.version.evidence_must,
        evidence=sum(1 for each in line.proofs if each.file_id),
        links=[each.link for each in line.proofs if each.link],
    )
    return warnings(definition.measure, figure_of(entry, definition), seen)


def _expression(definition: Definition) -> Any:
    try:
        return parse_expression(definition.expression) if definition.computed else None
    except NotAnExpression:
        return None


def _numbers(items: Mapping[str, str]) -> dict[str, Exact]:
    return {key: exact_number(text) for key, text in items.items()}
