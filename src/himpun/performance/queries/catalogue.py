"""Which indicators an agency has, and how each is defined in a quarter."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from django.db.models import Q, QuerySet

from himpun.kernel.worktime import Period
from himpun.office.queries import Agency
from himpun.performance.models import (
    CrossRule,
    Indicator,
    IndicatorVersion,
    Objective,
    PerformanceSettings,
)
from himpun.performance.rules import Measure, exact_number, from_json
from himpun.performance.rules.definition import Definition, items_from_json
from himpun.performance.rules.scales import scale_from_json


def settings_of(agency: Agency) -> PerformanceSettings:
    """An agency's ways; as they are for whoever has set none (one query)."""
    found = PerformanceSettings.objects.filter(agency=agency).first()
    return found or PerformanceSettings(agency=agency)


def measure_of(version: IndicatorVersion, settings: PerformanceSettings) -> Measure:
    """How a version is measured, with the agency's scale and cap where it has none of its own."""
    return settled(from_json(version.measure), settings)


def settled(measure: Measure, settings: PerformanceSettings) -> Measure:
    """A measure with the agency's scale and cap where it has none of its own; no cap where it says
    that there is none."""
    if measure.value_kind == "text":
        return measure
    if measure.scale is None and settings.scale is not None:
        measure = replace(measure, scale=scale_from_json(settings.scale))
    if measure.cap is None and not measure.uncapped and settings.cap:
        measure = replace(measure, cap=exact_number(settings.cap))
    return measure


def definition_of(version: IndicatorVersion) -> Definition:
    """What a version says, as it was written."""
    return Definition(
        name=version.name,
        measure=from_json(version.measure),
        definition=version.definition,
        formula_text=version.formula_text,
        quarters=version.quarters,
        items=items_from_json(version.items),
        expression=version.expression,
        source=version.source,
        evidence=version.evidence,
        evidence_must=version.evidence_must,
    )


def quarter_code(year: int, quarter: int) -> str:
    """2026-TW3; such codes sort as the quarters follow each other."""
    return Period("triwulan", year, quarter).code


def in_use(on: date, path: str = "") -> Q:
    """Indicators, objectives and rules that were not closed before a day."""
    return Q(**{f"{path}until_on": None}) | Q(**{f"{path}until_on__gte": on})


def indicators_by_unit(
    agency: Agency, year: int, quarter: int
) -> Mapping[str, list[IndicatorVersion]]:
    """Code of a unit ("" for the agency as a whole) → its indicators in a quarter, each in the
    version then in force, in the catalogue's order (one query). One that is not asked in the
    quarter is there too: ``quarters`` says so. One that closes before its last day is not."""
    period = Period("triwulan", year, quarter)
    rows = IndicatorVersion.objects.filter(
        in_use(period.last_day, "indicator__"),
        indicator__agency=agency, from_period__lte=period.code,
    )  # fmt: skip
    found: dict[str, list[IndicatorVersion]] = defaultdict(list)
    for version in newest_of_each(rows):
        unit = version.indicator.unit
        found[unit.code if unit else ""].append(version)
    return found


ORDER = (
    "indicator__objective__position", "indicator__objective__code", "indicator__position",
    "indicator__code", "-no",
)  # fmt: skip


def newest_of_each(rows: QuerySet[IndicatorVersion]) -> list[IndicatorVersion]:
    """The newest of the versions of each indicator, in the catalogue's order (one query)."""
    related = rows.select_related("indicator__objective", "indicator__unit", "in_charge")
    found: dict[int, IndicatorVersion] = {}
    for version in related.order_by(*ORDER):
        found.setdefault(version.indicator_id, version)
    return list(found.values())


def objectives_of(agency: Agency) -> list[tuple[int, Objective]]:
    """(depth, objective) of an agency as a tree, closed ones too (one query)."""
    children: dict[int | None, list[Objective]] = defaultdict(list)
    for row in Objective.objects.filter(agency=agency):
        children[row.parent_id].append(row)
    return list(_down(children, None, 0))


def _down(
    children: Mapping[int | None, list[Objective]], parent: int | None, depth: int
) -> Iterable[tuple[int, Objective]]:
    for row in children[parent]:
        yield depth, row
        yield from _down(children, row.pk, depth + 1)


def objective_in(agency: Agency, code: str) -> Objective | None:
    """An objective of an agency by its code."""
    return Objective.objects.filter(agency=agency, code=code).select_related("agency").first()


def indicator_in(agency: Agency, code: str) -> Indicator | None:
    """An indicator of an agency by its code."""
    rows = Indicator.objects.select_related("agency", "unit", "objective")
    return rows.filter(agency=agency, code=code).first()


def versions_of(indicator: Indicator) -> list[IndicatorVersion]:
    """All versions of an indicator, the newest first (one query)."""
    rows = IndicatorVersion.objects.filter(indicator=indicator)
    return list(rows.select_related("in_charge", "made_by").order_by("-no"))


def cross_rules_of(agency: Agency, on: date) -> list[CrossRule]:
    """The rules across values that hold on a day, in the agency's order (one query)."""
    return list(CrossRule.objects.filter(in_use(on), agency=agency))


def cross_rule_in(agency: Agency, number: int) -> CrossRule | None:
    """A rule across values of an agency by its number."""
    rows = CrossRule.objects.select_related("agency")
    return rows.filter(agency=agency, pk=number).first()
