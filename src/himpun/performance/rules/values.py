"""What stands in a target or a realisation: a number, a range, a code or text, or nothing."""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from himpun.performance.rules.measure import Grade, Measure
from himpun.performance.rules.numbers import (
    MOST_CHARACTERS,
    MOST_PLACES,
    Absent,
    NotANumber,
    absence,
    exact_number,
    exact_text,
    read_number,
    rounded,
    show_exact,
    show_number,
)

MOST_TEXT = 60
"""Characters of a kept value; a figure's column holds as many."""


class NotAValue(NotANumber):
    """A text that a measure does not know: the sentence names what it knows."""


@dataclass(frozen=True, slots=True)
class Span:
    """A target range, both ends belong to it. ``low`` is below ``high``.

    Fractions stand only in the mean of several ranges.
    """

    low: Decimal | Fraction
    high: Decimal | Fraction

    def __post_init__(self) -> None:
        if not self.low < self.high:
            raise ValueError("a range goes from a lower to a higher number")


Value: TypeAlias = Decimal | Span | str | Absent
"""Decimal for numbers; str is an ordinal's code or a text."""
Exact: TypeAlias = Value | Fraction | None
"""A value, or the unrounded result of an expression; None is empty."""

_TO = re.compile(r"\s*(?:–|—|\bs\.?/?d\.?(?=\s|\d)|\bsampai(?: dengan)?\b|(?<=[\d%])\s*-)\s*", re.I)


def read_value(measure: Measure, text: str) -> Value:
    """A realisation as it was typed. Refuses (NotANumber, a sentence) what the measure cannot be.

    An ordinal is known by its code or its name, in any case, and comes back as its code.
    """
    absent = absence(text)
    if absent is not None:
        return absent
    if measure.value_kind == "number":
        return read_number(text)
    if measure.value_kind == "ordinal":
        return grade_of(measure, text).code
    clean = " ".join(text.split())
    if len(clean) > MOST_TEXT:
        raise NotAValue(f"Isian {len(clean)} huruf terlalu panjang; paling banyak {MOST_TEXT}.")
    return clean


def read_target(measure: Measure, text: str) -> Value:
    """A target as it was typed: for a range "80 - 90", "80 s.d. 90"; else as a realisation."""
    if measure.polarity != "range" or measure.value_kind != "number" or absence(text) is not None:
        return read_value(measure, text)
    shown = text.strip()
    # Cut before it is split: the pattern would take long over a long row of blanks.
    parts = _TO.split(shown[: 2 * MOST_CHARACTERS])
    if len(parts) != 2 or len(shown) > 2 * MOST_CHARACTERS:
        raise NotAValue(f"“{shown[:60]}” bukan rentang. Tulis seperti 80 – 90.")
    low, high = (read_number(part) for part in parts)
    if isinstance(low, Absent) or isinstance(high, Absent):
        raise NotAValue(f"“{shown[:60]}” bukan rentang. Tulis seperti 80 – 90.")
    if not low < high:
        raise NotAValue(
            f"Batas bawah {show_number(low)} harus lebih kecil daripada batas atas "
            f"{show_number(high)}."
        )
    span = Span(low, high)
    if len(keep_value(span)) > MOST_TEXT:
        raise NotAValue("Batas rentang terlalu panjang; pakai angka yang lebih pendek.")
    return span


def grade_of(measure: Measure, text: str) -> Grade:
    """The grade of an ordinal that a code or a name means. Refuses by ``NotAValue``."""
    wanted = " ".join(text.split()).casefold()
    for grade in measure.ordinal:
        if wanted in (grade.code.casefold(), grade.name.casefold()):
            return grade
    known = ", ".join(grade.code for grade in measure.ordinal)
    raise NotAValue(f"“{text.strip()[:60]}” tidak dikenal. Pilih salah satu: {known}.")


def show_value(value: Exact) -> str:
    """As it is printed in a table, without the unit: "1.412", "80 – 90", "WTP", "" when empty."""
    if value is None or value is Absent.EMPTY:
        return ""
    if isinstance(value, Absent):
        return "n/a"
    if isinstance(value, Span):
        return f"{show_exact(value.low)} – {show_exact(value.high)}"
    return value if isinstance(value, str) else show_exact(value)


def keep_value(value: Exact) -> str:
    """A value as it is stored in one text column; ``kept_value`` reads it back.

    Exactly, but for what has no end: the result of a division is kept with ten decimals.
    """
    if value is None or isinstance(value, Absent):
        return "n/a" if value is Absent.NOT_AVAILABLE else ""
    if isinstance(value, Span):
        return f"{keep_value(value.low)}..{keep_value(value.high)}"
    if isinstance(value, str):
        return value
    return exact_text(rounded(value, MOST_PLACES) if isinstance(value, Fraction) else value)


def kept_value(measure: Measure, text: str) -> Value:
    """The value of a stored text. Refuses (ValueError) what ``keep_value`` does not write."""
    if text in ("", "n/a"):
        return Absent.NOT_AVAILABLE if text else Absent.EMPTY
    if measure.value_kind != "number":
        return text
    low, dots, high = text.partition("..")
    return Span(exact_number(low), exact_number(high)) if dots else exact_number(low)
