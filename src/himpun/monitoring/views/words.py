"""Figures of boards in words: quarters, shares, means."""

from __future__ import annotations

from decimal import Decimal

from himpun.kernel.worktime.words import ROMAN
from himpun.monitoring.rules.boards import Quarter
from himpun.performance.rules.numbers import show_number

DASH = "–"


def quarter_text(at: Quarter) -> str:
    """Triwulan III 2026."""
    return f"Triwulan {ROMAN[at[1] - 1]} {at[0]}"


def short_quarter(at: Quarter) -> str:
    """2026 TW III, as charts name it."""
    return f"{at[0]} TW {ROMAN[at[1] - 1]}"


def figure(value: Decimal | int | None, places: int = 0) -> str:
    """As numbers are written here, a dash for what is not known."""
    return DASH if value is None else show_number(Decimal(value), places)
