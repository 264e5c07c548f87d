"""For which quarter the forms of a run are opened, and when they close."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from himpun.kernel.worktime import ZONES, parse_period

if TYPE_CHECKING:
    from himpun.office.queries import Agency


@dataclass(frozen=True, slots=True)
class Quarter:
    """The quarter that a run's period counts as: its last one. A year is its fourth quarter."""

    year: int
    number: int
    last_day: date


def quarter_of(period: str) -> Quarter:
    """The quarter of a run's period ("2026-TW3", "2026-S1", "2026-B08", "2026")."""
    last = parse_period(period).last_day
    return Quarter(last.year, (last.month - 1) // 3 + 1, last)


def closing_moment(agency: Agency, quarter: Quarter, days: int | None) -> datetime | None:
    """When a form closes for good: at the end of that many days after the period; None: never."""
    if days is None:
        return None
    day = quarter.last_day + timedelta(days=days + 1)
    return datetime.combine(day, time(), tzinfo=ZONES[agency.zone])
