"""The catalogue of an agency as a workbook: objectives, indicators, targets, budgets, medium-term
targets and rules across values."""

from __future__ import annotations

from decimal import Decimal

from himpun.office.queries import Agency
from himpun.performance.models import Agreement, CrossRule, IndicatorVersion, MediumTarget
from himpun.performance.queries.agreement import budgets_of, targets_of
from himpun.performance.queries.catalogue import definition_of, newest_of_each, objectives_of
from himpun.performance.queries.pledge import versions_in
from himpun.performance.queries.workbooks.catalogue_paper import CatalogueBook, Cells, written
from himpun.performance.rules.catalogue import BUDGETED, INDICATOR_KINDS, OBJECTIVE_KINDS
from himpun.performance.rules.catalogue_sheet import (
    BUDGETS,
    CHOICES,
    INDICATORS,
    MEDIUM,
    OBJECTIVES,
    RULES,
    TARGETS,
    definition_cells,
)
from himpun.performance.rules.measure import Measure
from himpun.performance.rules.numbers import show_number
from himpun.performance.rules.targets import FIELDS
from himpun.performance.rules.values import kept_value, show_value


def draft_of(agency: Agency) -> Agreement | None:
    """The draft of an agency's agreement that an import may fill: of several years, the newest
    (one query)."""
    rows = Agreement.objects.filter(agency=agency, state="draft").select_related("agency")
    return rows.order_by("-year").first()


def catalogue_book(agency: Agency) -> CatalogueBook:
    """The catalogue as it stands; targets and budgets of the draft agreement, or of the newest one
    in force where there is none (ten queries)."""
    agreement = draft_of(agency) or _in_force(agency)
    sheets = {
        OBJECTIVES: objective_lines(agency),
        INDICATORS: list(indicator_lines(agency).values()),
    }
    if agreement is not None:
        sheets[TARGETS] = target_lines(agreement)
        sheets[BUDGETS] = budget_lines(agreement)
    sheets[MEDIUM] = medium_lines(agency)
    sheets[RULES] = rule_lines(agency)
    return CatalogueBook(agency, agreement, sheets)


def _in_force(agency: Agency) -> Agreement | None:
    rows = Agreement.objects.filter(agency=agency, state="approved").select_related("agency")
    return rows.order_by("-year", "-no").first()


def objective_lines(agency: Agency) -> list[Cells]:
    """Every objective and programme, as its cells (one query)."""
    rows = objectives_of(agency)
    codes = {row.pk: row.code for _, row in rows}
    return [
        {
            "code": row.code,
            "name": row.name,
            "objective_kind": OBJECTIVE_KINDS[row.kind],
            "parent": codes[row.parent_id] if row.parent_id else "",
            "position": str(row.position),
            "until_on": f"{row.until_on:%d/%m/%Y}" if row.until_on else "",
        }
        for _, row in rows
    ]


def newest_versions(agency: Agency) -> dict[str, IndicatorVersion]:
    """Code → the newest version of each indicator, closed ones too (one query)."""
    rows = IndicatorVersion.objects.filter(indicator__agency=agency)
    return {row.indicator.code: row for row in newest_of_each(rows)}


def indicator_lines(agency: Agency) -> dict[str, Cells]:
    """Code → the cells of every indicator (one query)."""
    return {code: indicator_cells(row) for code, row in newest_versions(agency).items()}


def indicator_cells(version: IndicatorVersion) -> Cells:
    """The newest version of an indicator, as the cells of its line."""
    row = version.indicator
    return {
        "code": row.code,
        "indicator_kind": INDICATOR_KINDS[row.kind],
        "objective": row.objective.code,
        "unit": row.unit.code if row.unit else "",
        "position": str(row.position),
        **definition_cells(definition_of(version)),
        "in_charge": version.in_charge.code if version.in_charge else "",
        "from_period": version.from_period,
        "reason": "",
        "until_on": f"{row.until_on:%d/%m/%Y}" if row.until_on else "",
    }


def target_lines(agreement: Agreement) -> list[Cells]:
    """The targets of every indicator that the agreement speaks of (two queries)."""
    targets = targets_of(agreement)
    found = []
    for version in versions_in(agreement):
        measure, target = definition_of(version).measure, targets.get(version.indicator_id)
        kept: Cells = {
            str(field): str(getattr(target, field)) if target else "" for field in FIELDS
        }
        found.append(
            {
                "code": version.indicator.code,
                "name": version.name,
                "unit_of_measure": measure.unit_of_measure,
            }
            | {field: _shown(measure, text) for field, text in kept.items()}
        )
    return found


def _shown(measure: Measure, text: str) -> str:
    return show_value(kept_value(measure, text)) if text else ""


def medium_lines(agency: Agency) -> list[Cells]:
    """The medium-term target of every indicator and year (two queries)."""
    versions = {row.indicator_id: row for row in newest_versions(agency).values()}
    rows = MediumTarget.objects.filter(indicator__agency=agency).select_related("indicator")
    found = []
    for row in rows.order_by("indicator__position", "indicator__code", "year"):
        version = versions[row.indicator_id]
        measure = definition_of(version).measure
        found.append(
            {
                "code": row.indicator.code,
                "name": version.name,
                "unit_of_measure": measure.unit_of_measure,
                "year": str(row.year),
                "figure": _shown(measure, row.figure),
            }
        )
    return found


def rule_lines(agency: Agency) -> list[Cells]:
    """Every rule across values, closed ones too (one query)."""
    return [
        {
            "code": str(row.pk),
            "left": row.left,
            "comparison": row.comparison,
            "right": row.right,
            "severity": CHOICES["severity"][row.severity],
            "sentence": row.sentence,
            "until_on": f"{row.until_on:%d/%m/%Y}" if row.until_on else "",
        }
        for row in CrossRule.objects.filter(agency=agency)
    ]


def budget_lines(agreement: Agreement) -> list[Cells]:
    """The budgets of every programme and activity (two queries)."""
    amounts = budgets_of(agreement)
    return [
        {
            "code": row.code,
            "name": row.name,
            "amount": show_number(Decimal(amounts[row.pk])) if row.pk in amounts else "",
        }
        for _, row in objectives_of(agreement.agency)
        if row.kind in BUDGETED
    ]


def catalogue_workbook(agency: Agency) -> bytes:
    """The catalogue of an agency as a file (ten queries)."""
    return written(catalogue_book(agency))
