"""What the forms of a run are made of: the definitions and the agreement in force."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from himpun.kernel.worktime import ZONES, parse_period
from himpun.performance.models import IndicatorVersion

if TYPE_CHECKING:
    from himpun.office.queries import Agency


@dataclass(frozen=True, slots=True)
class Quarter:
    """The quarter that a run's period counts as: its last one. A year is its fourth quarter."""

    year: int
    number: int
    last_day: date

    @property
    def code(self) -> str:
        """2026-TW3, as versions of indicators name the period from which they hold."""
        return f"{self.year}-TW{self.number}"


def quarter_of(period: str) -> Quarter:
    """The quarter of a run's period ("2026-TW3", "2026-S1", "2026-B08", "2026")."""
    last = parse_period(period).last_day
    return Quarter(last.year, (last.month - 1) // 3 + 1, last)


def versions_in_force(
    agency_id: int, units: Iterable[str], quarter: Quarter
) -> dict[str, list[IndicatorVersion]]:
    """Code of a unit ("" for the agency as a whole) → the definitions in force of its indicators,
    in their order; units without indicators are left out (one query)."""
    there = Q(indicator__until_on=None) | Q(indicator__until_on__gte=quarter.last_day)
    asked = Q(indicator__unit=None) | Q(indicator__unit__code__in=list(units))
    rows = IndicatorVersion.objects.filter(there, asked, indicator__agency=agency_id)
    rows = rows.filter(from_period__lte=quarter.code).select_related("indicator__unit")
    newest: dict[int, IndicatorVersion] = {}
    for row in rows.order_by("indicator__position", "indicator__code", "no"):
        newest[row.indicator_id] = row
    found: dict[str, list[IndicatorVersion]] = {}
    for row in newest.values():
        unit = row.indicator.unit
        found.setdefault(unit.code if unit else "", []).append(row)
    return found


def closing_moment(agency: Agency, quarter: Quarter, days: int | None) -> datetime | None:
    """When a form closes for good: at the end of that many days after the period; None: never."""
    if days is None:
        return None
    day = quarter.last_day + timedelta(days=days + 1)
    return datetime.combine(day, time(), tzinfo=ZONES[agency.zone])
