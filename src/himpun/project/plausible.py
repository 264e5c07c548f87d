"""Figures such as an office might hand in, for samples and rehearsals: near their target, and the
same every time for the same chance."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from random import Random

from himpun.performance.queries.sheet import Line, Sheet
from himpun.performance.rules.entries import ITEM, Definition
from himpun.performance.rules.expressions import Expression, compute, parse_expression
from himpun.performance.rules.measure import Measure
from himpun.performance.rules.numbers import rounded, show_number
from himpun.performance.rules.values import Span, kept_value
from himpun.performance.services import Change

SHARES = [
    Decimal(text) for text in ("0.89", "0.937", "0.961", "0.984", "1", "1.004", "1.017", "1.033")
]
LOW = Decimal("0.95")
WHOLES = [Decimal(10) ** power * 8 for power in (2, 4, 6, 8, 10)]
"""What raw data are counted out of; the least with which the rest are no small numbers."""
ENOUGH = 20
TENTH = Decimal("0.1")
NO_TARGET = Decimal(10)
LATE_BY = {
    "obstacles": "Sebagian pekerjaan baru selesai pada bulan terakhir triwulan.",
    "solutions": "Pelaksanaan dijadwalkan lebih awal pada triwulan berikutnya.",
    "follow_up": "Menyusun jadwal rinci bersama pelaksana.",
    "follow_up_by": "Kepala bidang",
}

AGAIN = "Sudah diperiksa ulang dengan buktinya."


def changes_of(sheet: Sheet, chance: Random) -> list[Change]:
    """What somebody types into every value of a form that is asked; the share of the target that
    each has reached is left to chance."""
    return [
        Change(line.value.pk, line.value.revision, typed_into(line, chance.choice(SHARES)))
        for line in sheet.lines.values()
        if line.value.asked
    ]


def typed_into(line: Line, share: Decimal) -> dict[str, str]:
    """The fields of a value, as typed, with a realisation that is this share of its target."""
    words = LATE_BY if share < LOW else {}
    if line.value.returned:
        words = {**words, "note": AGAIN}
    definition = line.definition
    if definition.computed:
        wanted = _wanted(definition.measure, line.target, share)
        return {f"{ITEM}{key}": text for key, text in _items(definition, wanted).items()} | words
    return {"realisation": _figure(definition.measure, line.target, share), **words}


def _figure(measure: Measure, target: str, share: Decimal) -> str:
    if measure.value_kind == "ordinal":
        return target or measure.ordinal[0].code
    if measure.value_kind == "text":
        return target or "selesai"
    return show_number(rounded(_wanted(measure, target, share), measure.places))


def _wanted(measure: Measure, target: str, share: Decimal) -> Decimal:
    """A share of a target, as far as the measure allows."""
    aim = kept_value(measure, target) if target else NO_TARGET
    if isinstance(aim, Span):
        return rounded((Fraction(aim.low) + Fraction(aim.high)) / 2, measure.places)
    number = aim * share if isinstance(aim, Decimal) else NO_TARGET
    if measure.maximum is not None:
        number = min(number, measure.maximum)
    if measure.minimum is not None:
        number = max(number, measure.minimum)
    return number


def _items(definition: Definition, wanted: Decimal) -> dict[str, str]:
    """Raw data that give a figure, or nearly: all but one are fixed, and the one follows."""
    expression = parse_expression(definition.expression)
    keys = [item.key for item in definition.items]
    for whole in WHOLES:
        given = dict.fromkeys(keys, whole * TENTH) | {keys[-1]: whole}
        for key in keys:
            found = _solved(expression, given, key, wanted)
            if found is not None and (found >= ENOUGH or not wanted):
                given[key] = found
                return {name: show_number(number) for name, number in given.items()}
    raise ValueError(f"no raw data give {wanted} in {definition.expression}")


def _solved(
    expression: Expression, given: Mapping[str, Decimal], key: str, wanted: Decimal
) -> Decimal | None:
    """The whole number for one datum at which the expression gives the figure, or a little less,
    where it grows evenly with it."""
    zero = compute(expression, {**given, key: Decimal(0)}).value
    there = compute(expression, given).value
    if zero is None or there is None or zero == there:
        return None
    found = (Fraction(wanted) - zero) * Fraction(given[key]) / (there - zero)
    return Decimal(int(found)) if found >= 0 else None
