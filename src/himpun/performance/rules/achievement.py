"""Achievement: the one place where target and realisation become a percentage.

Inside, everything is an exact fraction; it is rounded once, half up, at the very end. What cannot
be computed says why, and is never shown as 0 or as infinity. The cap and the floor apply to the
rounded percentage (they are whole numbers of it), the rating to what is printed, so that a reader
who looks the printed number up in the legend finds the same word.

======================================  ======================================================
case                                    result
======================================  ======================================================
target or realisation empty             no percentage: "belum ada target", "belum diisi"
"n/a" on either side                    no percentage: "tak terhitung (… n/a)"
target 0                                no percentage: "tak terhitung (target 0)"; reached or not
target below 0                          no percentage: a ratio to it has no direction
lower-b, realisation 0                  100, fixed by the variant
lower-b, realisation below 0            no percentage
range, inside (ends belong to it)       100, also where an end is 0
keep, within the tolerance              100, also where the target is 0
text                                    reached or not, no percentage
======================================  ======================================================
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from himpun.performance.rules.measure import Measure
from himpun.performance.rules.numbers import Absent, rounded, show_exact, show_number
from himpun.performance.rules.scales import Level
from himpun.performance.rules.values import Exact, NotAValue, Span, grade_of

HUNDRED = Fraction(100)
REACHED, NOT_REACHED = "Tercapai", "Tidak tercapai"


@dataclass(frozen=True, slots=True)
class _Outcome:
    """An exact percentage, what it was made of, and the pattern that made it."""

    percent: Fraction
    aim: Fraction
    real: Fraction
    pattern: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Working:
    """What a printed formula is made of; it is written out only when somebody reads it."""

    measure: Measure
    target: Exact
    realisation: Exact
    outcome: _Outcome
    raw: Decimal

    def __str__(self) -> str:
        """1.412 ÷ 1.850 × 100 = 76,32"""
        left = self.outcome.pattern.format(
            T=self._graded(self.target, self.outcome.aim),
            R=self._graded(self.realisation, self.outcome.real),
        )
        return f"{left} = {show_number(self.raw, self.measure.percent_places)}"

    def _graded(self, value: Exact, number: Fraction) -> str:
        shown = _in_brackets(show_exact(number, max(self.measure.places, 2), within=6))
        return f"{shown} ({value})" if isinstance(value, str) else shown


@dataclass(frozen=True, slots=True)
class Achievement:
    """What is printed beside a target and a realisation, and how it came about.

    ``raw`` and ``percent`` (after floor and cap) are rounded; ``exact`` is not, for averages.
    All three are None when there is no percentage; ``reason`` then says why, unless the indicator
    is a text. ``reached``: whether the target is met, also where no percentage exists; None when
    not known. ``notes`` say what was fixed, floored or capped.
    """

    formula: str
    raw: Decimal | None = None
    percent: Decimal | None = None
    exact: Fraction | None = None
    rating: Level | None = None
    reached: bool | None = None
    reason: str | None = None
    rounding: str = ""
    notes: tuple[str, ...] = ()
    working: _Working | str | None = field(default=None, repr=False, compare=False)

    @property
    def worked(self) -> str | None:
        """The formula with the numbers put in; None where nothing was reckoned."""
        return str(self.working) if self.working else None

    @property
    def word(self) -> str:
        """One word for the table: the rating, reached or not, or why there is none."""
        if self.reason:
            return self.reason
        if self.rating:
            return self.rating.word
        return REACHED if self.reached else NOT_REACHED


def achievement(measure: Measure, target: Exact, realisation: Exact) -> Achievement:
    """How far a realisation meets its target, by the measure's own formula.

    ``target`` is a Span for a range, a code for an ordinal. A measure that ``why_not_measure``
    refuses raises KeyError or gives a reason; it never gives a wrong number.
    """
    words = measure.rule.words
    reason = _why_no_value(target, realisation)
    if reason:
        return Achievement(words, reason=reason)
    if measure.value_kind == "text":
        same = _folded(target) == _folded(realisation)
        return Achievement(words, reached=same, working=_compared(target, realisation, same=same))
    try:
        aim, real = _number(measure, target), _number(measure, realisation)
    except NotAValue as error:
        return Achievement(words, reason=f"tak terhitung ({error})")
    if aim is None or not isinstance(real, Fraction):
        return Achievement(words, reason="tak terhitung (bukan angka)")
    return _computed(measure, aim, real, (target, realisation))


def _why_no_value(target: Exact, realisation: Exact) -> str | None:
    if target is None or target is Absent.EMPTY:
        return "belum ada target"
    if target is Absent.NOT_AVAILABLE:
        return "tak terhitung (target n/a)"
    if realisation is None or realisation is Absent.EMPTY:
        return "belum diisi"
    if realisation is Absent.NOT_AVAILABLE:
        return "tak terhitung (realisasi n/a)"
    return None


def _folded(value: Exact) -> str:
    return " ".join(str(value).split()).casefold()


def _compared(target: Exact, realisation: Exact, *, same: bool) -> str:
    return f"“{realisation}” {'=' if same else '≠'} “{target}”"


Bounds: TypeAlias = tuple[Fraction, Fraction]


def _number(measure: Measure, value: Exact) -> Fraction | Bounds | None:
    """A number, an ordinal's score, or a range's two ends."""
    if isinstance(value, Span):
        return Fraction(value.low), Fraction(value.high)
    if isinstance(value, str):
        return Fraction(grade_of(measure, value).score) if measure.ordinal else None
    if isinstance(value, Decimal | Fraction) and not measure.ordinal:
        return Fraction(value)
    return None


def _in_brackets(number: str) -> str:
    return f"({number})" if number.startswith("-") else number


def _computed(
    measure: Measure, aim: Fraction | Bounds, real: Fraction, typed: tuple[Exact, Exact]
) -> Achievement:
    words = measure.rule.words
    if isinstance(aim, tuple) != (measure.polarity == "range"):
        wrong = "berupa rentang" if isinstance(aim, tuple) else "bukan rentang"
        return Achievement(words, reason=f"tak terhitung (target {wrong})")
    reached = _reached(measure, aim, real)
    outcome = _outcome(measure, aim, real)
    if isinstance(outcome, str):
        return Achievement(words, reason=f"tak terhitung ({outcome})", reached=reached)
    return _rated(measure, outcome, typed, reached=reached)


def _reached(measure: Measure, aim: Fraction | Bounds, real: Fraction) -> bool:
    if isinstance(aim, tuple):
        low, high = aim
        above_is_fine = measure.formula == "range-higher"
        below_is_fine = measure.formula == "range-lower"
        return (real >= low or below_is_fine) and (real <= high or above_is_fine)
    if measure.polarity == "keep":
        return abs(real - aim) <= Fraction(measure.tolerance or 0)
    return real >= aim if measure.polarity == "up" else real <= aim


def _higher(aim: Fraction, real: Fraction) -> Fraction:
    return real / aim * HUNDRED


def _lower_a(aim: Fraction, real: Fraction) -> Fraction:
    return (2 * aim - real) / aim * HUNDRED


def _lower_b(aim: Fraction, real: Fraction) -> Fraction:
    return aim / real * HUNDRED


def _lower_c(aim: Fraction, real: Fraction) -> Fraction:
    return (aim - real) / aim * HUNDRED


def _keep(aim: Fraction, real: Fraction) -> Fraction:
    return (aim - abs(real - aim)) / aim * HUNDRED


Arithmetic: TypeAlias = Callable[[Fraction, Fraction], Fraction]
PLAIN: dict[str, Arithmetic] = {
    "higher": _higher,
    "lower-a": _lower_a,
    "lower-b": _lower_b,
    "lower-c": _lower_c,
    "keep": _keep,
}
BELOW_AND_ABOVE: dict[str, tuple[Arithmetic, Arithmetic]] = {
    "range-higher": (_higher, _higher),
    "range-lower": (_lower_a, _lower_a),
    "range-a": (_higher, _lower_a),
    "range-b": (_higher, _lower_b),
}


def _outcome(measure: Measure, aim: Fraction | Bounds, real: Fraction) -> _Outcome | str:
    """The exact percentage, or why there is none."""
    if isinstance(aim, tuple):
        return _in_or_out(measure, aim, real)
    formula = measure.rule
    if formula.key == "keep" and abs(real - aim) <= Fraction(measure.tolerance or 0):
        kept = show_number(measure.tolerance or Decimal(0))
        return _Outcome(HUNDRED, aim, real, "", f"selisih tidak melebihi toleransi {kept}: 100")
    return _ratio(PLAIN[formula.key], aim, real, formula.pattern)


def _in_or_out(measure: Measure, aim: Bounds, real: Fraction) -> _Outcome | str:
    low, high = aim
    below, above = BELOW_AND_ABOVE[measure.formula]
    if real < low:
        return _ratio(below, low, real, measure.rule.pattern)
    if real > high:
        return _ratio(above, high, real, measure.rule.above or measure.rule.pattern)
    return _Outcome(HUNDRED, low, real, "", "di dalam rentang target: 100")


def _ratio(formula: Arithmetic, aim: Fraction, real: Fraction, pattern: str) -> _Outcome | str:
    if aim == 0:
        return "target 0"
    if aim < 0:
        return "target negatif"
    if formula is _lower_b and real == 0:
        return _Outcome(HUNDRED, aim, real, "", "realisasi 0: ditetapkan 100 oleh varian B")
    if formula is _lower_b and real < 0:
        return "realisasi negatif"
    return _Outcome(formula(aim, real), aim, real, pattern)


def _rated(
    measure: Measure, outcome: _Outcome, typed: tuple[Exact, Exact], *, reached: bool
) -> Achievement:
    places = measure.percent_places
    raw = rounded(outcome.percent, places)
    percent, notes = _bounded(measure, raw)
    return Achievement(
        formula=measure.rule.words,
        raw=raw,
        percent=percent,
        exact=outcome.percent,
        rating=measure.scale.level_of(percent) if measure.scale else None,
        reached=reached,
        working=_Working(measure, *typed, outcome, raw) if outcome.pattern else None,
        rounding=f"dibulatkan sekali di akhir, {places} desimal, setengah ke atas",
        notes=(*((outcome.note,) if outcome.note else ()), *notes),
    )


def _bounded(measure: Measure, raw: Decimal) -> tuple[Decimal, tuple[str, ...]]:
    """The percentage after floor and cap, and what was done to it."""
    places, cap = measure.percent_places, measure.cap
    if measure.floor_at_zero and raw < 0:
        return rounded(Decimal(0), places), (f"{show_number(raw, places)} dijadikan 0",)
    if cap is not None and raw > cap:
        note = f"{show_number(raw, places)} dibatasi {show_number(cap)}"
        return rounded(cap, places), (note,)
    return raw, ()
