"""The performance agreements of an agency, and which of them holds in a quarter."""

from collections.abc import Mapping, Sequence

from himpun.office.queries import Agency
from himpun.performance.models import Agreement, Budget, Indicator, MediumTarget, Target


def agreement_for(agency: Agency, year: int, quarter: int) -> Agreement | None:
    """The agreement in force in a quarter: the newest approved one that holds from it or from an
    earlier quarter (one query)."""
    rows = Agreement.objects.filter(
        agency=agency, year=year, state="approved", from_quarter__lte=quarter
    )
    return rows.order_by("-no").first()


def agreements_of(agency: Agency, year: int) -> list[Agreement]:
    """All versions of a year, the newest first, cancelled ones too (one query)."""
    rows = Agreement.objects.filter(agency=agency, year=year)
    related = rows.select_related("agency", "made_by", "decided_by")
    return list(related.order_by("-no", "-pk"))


def agreement_years(agency: Agency) -> list[int]:
    """The years that have an agreement, the newest first (one query)."""
    rows = Agreement.objects.filter(agency=agency).order_by("-year")
    return list(rows.values_list("year", flat=True).distinct())


def targets_of(agreement: Agreement | None) -> Mapping[int, Target]:
    """Key of an indicator → its targets in an agreement; empty without one (one query)."""
    if agreement is None:
        return {}
    return {row.indicator_id: row for row in Target.objects.filter(agreement=agreement)}


def target_text(target: Target | None, quarter: int) -> str:
    """The kept target of a quarter (1 to 4), "" for none."""
    return str(getattr(target, f"q{quarter}")) if target else ""


def budgets_of(agreement: Agreement | None) -> Mapping[int, int]:
    """Key of a programme → its budget in whole rupiah; empty without agreement (one query)."""
    if agreement is None:
        return {}
    rows = Budget.objects.filter(agreement=agreement)
    return dict(rows.values_list("objective_id", "amount"))


def medium_targets_of(indicator: Indicator) -> Sequence[MediumTarget]:
    """The medium-term targets of an indicator, by year (one query)."""
    return list(MediumTarget.objects.filter(indicator=indicator))


def targets_of_indicator(indicator: Indicator) -> Sequence[Target]:
    """The targets of an indicator in every agreement, the newest first (one query)."""
    rows = Target.objects.filter(indicator=indicator).exclude(agreement__state="cancelled")
    related = rows.select_related("agreement")
    return list(related.order_by("-agreement__year", "-agreement__no"))
