"""What an evidence pack asks of a year's performance data: who answers for what, when it came in,
what was corrected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from himpun.office.queries import Agency
from himpun.performance.models import Form
from himpun.performance.queries.agreement import agreements_of
from himpun.performance.queries.catalogue import indicators_by_unit
from himpun.performance.queries.correcting import corrections_of
from himpun.performance.queries.forms import unit_name_of


@dataclass(frozen=True, slots=True)
class IndicatorFact:
    """An indicator as it was defined in a year's last quarter."""

    code: str
    name: str
    unit: str
    definition: str
    formula: str
    source: str
    evidence: str
    in_charge: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """A unit's form: when it was opened, should come in, came in; None for what was not."""

    period: str
    unit: str
    opened_at: datetime
    closes_at: datetime | None
    complete_at: datetime | None
    late: bool


@dataclass(frozen=True, slots=True)
class CorrectionFact:
    """A correction of an approved value, from asking to decision."""

    period: str
    unit: str
    indicator: str
    reason: str
    asked_at: datetime
    asked_by: str
    state: str
    decided_at: datetime | None
    decided_by: str
    decision: str


@dataclass(frozen=True, slots=True)
class AgreementFact:
    """A version of the performance agreement of a year."""

    no: int
    state: str
    from_quarter: int


def indicator_facts(agency: Agency, year: int) -> list[IndicatorFact]:
    """The indicators of a year, by unit and in the catalogue's order (one query)."""
    return [
        IndicatorFact(
            code=version.indicator.code,
            name=version.name,
            unit=version.indicator.unit.name if version.indicator.unit else agency.name,
            definition=version.definition,
            formula=version.formula_text or version.expression,
            source=version.source,
            evidence=version.evidence,
            in_charge=version.in_charge.title if version.in_charge else "",
        )
        for versions in indicators_by_unit(agency, year, 4).values()
        for version in versions
    ]


def deliveries(agency: Agency, year: int) -> list[Delivery]:
    """The forms of a year, oldest period first (one query)."""
    rows = Form.objects.filter(agency=agency, year=year).select_related("unit", "agency")
    return [
        Delivery(
            row.period, unit_name_of(row), row.opened_at, row.closes_at, row.complete_at, row.late
        )
        for row in rows.order_by("period", "run", "unit__position", "unit__code")
    ]


def correction_facts(agency: Agency, year: int) -> list[CorrectionFact]:
    """The corrections of a year's values, oldest first (one query)."""
    rows = corrections_of(agency).filter(value__form__year=year).order_by("pk")
    return [
        CorrectionFact(
            row.value.form.period, unit_name_of(row.value.form), row.value.indicator.code,
            row.reason, row.asked_at, row.asked_text, row.state, row.decided_at,
            row.decided_text, row.decision,
        )
        for row in rows
    ]  # fmt: skip


def agreement_facts(agency: Agency, year: int) -> list[AgreementFact]:
    """The versions of a year's performance agreement, newest first (one query)."""
    return [
        AgreementFact(row.no, row.state, row.from_quarter) for row in agreements_of(agency, year)
    ]
