"""Targets of a year and its quarters: how they are read, and where they contradict each other.

Quarters are as the period mode counts them: for "sum" each quarter's own part, for "cumulative"
what is reached by its end, for "last" and "average" the value of the quarter.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from himpun.performance.rules.definition import ROMAN
from himpun.performance.rules.measure import Measure
from himpun.performance.rules.numbers import Absent, NotANumber, show_number
from himpun.performance.rules.values import Span, Value, keep_value, kept_value, read_target

Field = Literal["year", "q1", "q2", "q3", "q4", "medium"]
QUARTER_FIELDS: tuple[Field, ...] = ("q1", "q2", "q3", "q4")
FIELDS: tuple[Field, ...] = (*QUARTER_FIELDS, "year", "medium")
FIELD_WORDS: dict[Field, str] = {
    **{field: f"Triwulan {ROMAN[place]}" for place, field in enumerate(QUARTER_FIELDS)},
    "year": "Tahun",
    "medium": "Jangka menengah",
}


class Doubt(NamedTuple):
    """Something odd about an indicator's targets. ``blocks``: it cannot be approved like this."""

    blocks: bool
    sentence: str


def read_target_text(measure: Measure, text: str) -> str:
    """A target as typed ("1.234,5", "80 – 90", "WTP"), in the form in which it is kept; "" for
    none. Refuses (NotANumber, a sentence) what the measure cannot be, and "n/a"."""
    value = read_target(measure, text)
    if value is Absent.NOT_AVAILABLE:
        raise NotANumber("Target berupa angka atau predikat; kosongkan bila memang belum ada.")
    return keep_value(value)


def doubts_about(measure: Measure, quarters: str, kept: Mapping[Field, str]) -> tuple[Doubt, ...]:
    """What is odd about targets as they are kept; ``quarters`` are the digits of those asked."""
    if not any(kept.values()):
        return (Doubt(True, "Target belum diisi."),)
    if strange := [FIELD_WORDS[field] for field, text in kept.items() if not fits(measure, text)]:
        where = ", ".join(strange)
        return (Doubt(True, f"Target {where} tidak cocok lagi dengan definisi indikatornya."),)
    values = {field: kept_value(measure, text) for field, text in kept.items() if text}
    asked = [field for field in QUARTER_FIELDS if field[1] in quarters]
    return (*_missing(values, asked), *_not_asked(values, asked), *_odd(measure, values, asked))


def fits(measure: Measure, text: str) -> bool:
    """Whether a kept target is one of this measure; a definition may have changed under it."""
    try:
        value = kept_value(measure, text)
    except ValueError:
        return False
    if not text:
        return True
    if measure.value_kind == "ordinal":
        return any(grade.code == value for grade in measure.ordinal)
    if measure.value_kind == "text":
        return True
    return isinstance(value, Span) == (measure.polarity == "range")


def _missing(values: Mapping[Field, Value], asked: list[Field]) -> Iterator[Doubt]:
    if "year" not in values:
        yield Doubt(True, "Target tahun belum diisi.")
    if empty := [FIELD_WORDS[field] for field in asked if field not in values]:
        yield Doubt(False, f"Belum ada target untuk {', '.join(empty)}.")


def _not_asked(values: Mapping[Field, Value], asked: list[Field]) -> Iterator[Doubt]:
    if extra := [
        FIELD_WORDS[field] for field in QUARTER_FIELDS if field in values and field not in asked
    ]:
        yield Doubt(True, f"Indikator ini tidak diisi pada {', '.join(extra)}.")


def _odd(measure: Measure, values: Mapping[Field, Value], asked: list[Field]) -> Iterator[Doubt]:
    year = values.get("year")
    if year is None or any(field not in values for field in asked):
        return
    if measure.period_mode in ("last", "cumulative"):
        yield from _last_is_the_year_s(values[asked[-1]], year, asked[-1])
    numbers = [value for field in asked if isinstance(value := values[field], Decimal)]
    if len(numbers) < len(asked) or not isinstance(year, Decimal):
        return
    if measure.period_mode == "sum" and sum(numbers) != year:
        yield Doubt(
            True,
            f"Jumlah target triwulan {show_number(Decimal(sum(numbers)))} tidak sama dengan "
            f"target tahun {show_number(year)}.",
        )
    if measure.period_mode == "cumulative" and numbers != sorted(numbers):
        yield Doubt(True, "Target kumulatif tidak boleh turun dari triwulan ke triwulan.")
    if measure.period_mode == "average" and Fraction(sum(numbers)) / len(numbers) != year:
        yield Doubt(False, "Rata-rata target triwulan tidak sama dengan target tahun.")


def _last_is_the_year_s(last: Value, year: Value, field: Field) -> Iterator[Doubt]:
    if last != year:
        yield Doubt(
            True, f"Target {FIELD_WORDS[field]} harus sama dengan target tahun untuk cara ini."
        )
