"""Quarters: what is realised to date, and against which target.

Entries and targets are four values, TW I first; None or EMPTY is empty, and empty is not 0. What
"to date" means is decided by the measure's period mode:

===========  ==========================================  ===========================================
mode         realised to date (quarter n)                its target to date
===========  ==========================================  ===========================================
sum          sum of the filled quarters up to n          sum of the targets of the same quarters
last         last filled quarter up to n                 target of that quarter
cumulative   last filled quarter up to n; each entry     target of that quarter, itself cumulative
             holds what came before it
average      mean of the filled quarters up to n         mean of the targets of the same quarters
===========  ==========================================  ===========================================

Sources: sum and last as in the e-SAKIP application of Kabupaten Pringsewu (capaian_helper) and the
Ministry of Finance's "sum / take last known"; cumulative entry as in the BPS Kabupaten Tapin
workbook. A quarter that nobody filled is named in ``missing``; it lowers neither side, and the
comparison with the year's target shows the gap.

Comparisons: *quarter* – that quarter's entry with its own target; *to date* – the table above;
*year* – realised to date with the year's target, provisional until every asked quarter is in;
*medium term* – with the plan's target for its last year ("end"), or for all its years ("total").
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from himpun.performance.rules.achievement import Achievement, achievement
from himpun.performance.rules.measure import Measure
from himpun.performance.rules.numbers import Absent, show_exact
from himpun.performance.rules.values import Exact, Span, show_value

QUARTERS = (1, 2, 3, 4)
ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}
MediumTerm = Literal["end", "total"]


@dataclass(frozen=True, slots=True)
class ToDate:
    """What is realised up to a quarter. ``quarters`` are those it is made of.

    ``missing``: asked, but empty; ``unavailable``: said to have no value. ``words`` say how it
    was put together.
    """

    value: Exact
    quarters: tuple[int, ...]
    missing: tuple[int, ...]
    unavailable: tuple[int, ...]
    words: str

    @property
    def complete(self) -> bool:
        """Whether every asked quarter up to here has a value."""
        return not self.missing and not self.unavailable


@dataclass(frozen=True, slots=True)
class Standing:
    """One indicator at a quarter, against everything it is compared with.

    ``provisional``: the year is not over, or a quarter is missing, so that ``year`` and
    ``medium`` will still move.
    """

    realised: ToDate
    quarter: Achievement
    to_date: Achievement
    year: Achievement
    medium: Achievement
    provisional: bool


def realised_to_date(
    measure: Measure,
    entries: Sequence[Exact],
    quarter: int,
    *,
    asked: Collection[int] = QUARTERS,
) -> ToDate:
    """What the entries come to up to a quarter (1 to 4); no value at all gives None.

    ``asked``: the quarters in which the indicator is asked; others are never missing.
    """
    upto = [q for q in QUARTERS if q <= quarter]
    filled = tuple(q for q in upto if _says_something(entries[q - 1]))
    unavailable = tuple(q for q in upto if entries[q - 1] is Absent.NOT_AVAILABLE)
    missing = tuple(q for q in upto if q in asked and q not in (*filled, *unavailable))
    used = filled if measure.period_mode in ("sum", "average") else filled[-1:]
    value = _put_together(measure, [entries[q - 1] for q in used])
    return ToDate(value, used, missing, unavailable, _words(measure, used))


def target_to_date(measure: Measure, targets: Sequence[Exact], quarters: Collection[int]) -> Exact:
    """The target of the same quarters that a realisation is made of; None if one has none."""
    wanted = [targets[q - 1] for q in QUARTERS if q in quarters]
    if not wanted or not all(_says_something(target) for target in wanted):
        return None
    return _put_together(measure, wanted)


def _says_something(value: Exact) -> bool:
    return value is not None and not isinstance(value, Absent)


def _put_together(measure: Measure, values: Sequence[Exact]) -> Exact:
    if not values:
        return None
    if measure.period_mode in ("last", "cumulative"):
        return values[-1]
    whole = _sum(values)
    return whole if measure.period_mode == "sum" else _divided(whole, len(values))


def _sum(values: Sequence[Exact]) -> Exact:
    """Of numbers or of ranges; None where something else stands among them."""
    spans = [value for value in values if isinstance(value, Span)]
    plain = [Fraction(value) for value in values if isinstance(value, Decimal | Fraction)]
    if len(plain) == len(values):
        return sum(plain, Fraction(0))
    if len(spans) == len(values):
        low = sum((Fraction(span.low) for span in spans), Fraction(0))
        return Span(low, sum((Fraction(span.high) for span in spans), Fraction(0)))
    return None


def _divided(value: Exact, by: int) -> Exact:
    if isinstance(value, Span):
        return Span(Fraction(value.low) / by, Fraction(value.high) / by)
    return value / by if isinstance(value, Fraction) else None


def _words(measure: Measure, used: tuple[int, ...]) -> str:
    if not used:
        return "belum ada isian"
    named = ", ".join(ROMAN[q] for q in used)
    said = {
        "sum": "jumlah TW",
        "average": "rata-rata TW",
        "last": "nilai TW",
        "cumulative": "kumulatif s.d. TW",
    }
    return f"{said[measure.period_mode]} {named}"


# ---- comparisons


def against_quarter(
    measure: Measure, targets: Sequence[Exact], entries: Sequence[Exact], quarter: int
) -> Achievement:
    """A quarter's own entry with its own target."""
    return achievement(measure, targets[quarter - 1], entries[quarter - 1])


def against_to_date(measure: Measure, targets: Sequence[Exact], realised: ToDate) -> Achievement:
    """What is realised to date with the target of the same quarters."""
    return achievement(measure, target_to_date(measure, targets, realised.quarters), realised.value)


def against_year(measure: Measure, year_target: Exact, realised: ToDate) -> Achievement:
    """What is realised to date with the whole year's target."""
    return achievement(measure, year_target, realised.value)


def against_medium_term(
    measure: Measure,
    medium_target: Exact,
    realised: ToDate,
    *,
    earlier_years: Sequence[Exact] = (),
    meaning: MediumTerm = "end",
) -> Achievement:
    """Realised to date with the plan's target (Renstra, RPJMD).

    "end": the target is the state in the plan's last year; this year's value stands against it.
    "total": the target is a total over all years; the ``earlier_years`` of the plan, each as it
    ended, are added to this year's. An earlier year without a value makes it not computable.
    """
    if meaning == "end":
        return achievement(measure, medium_target, realised.value)
    parts = [*earlier_years, realised.value]
    if not all(_says_something(part) for part in parts):
        return achievement(measure, medium_target, None)
    return achievement(measure, medium_target, _sum(parts))


def standing(
    measure: Measure,
    *,
    targets: Sequence[Exact],
    entries: Sequence[Exact],
    quarter: int,
    year_target: Exact,
    medium_target: Exact = None,
    earlier_years: Sequence[Exact] = (),
    meaning: MediumTerm = "end",
    asked: Collection[int] = QUARTERS,
) -> Standing:
    """All comparisons of one indicator at a quarter."""
    realised = realised_to_date(measure, entries, quarter, asked=asked)
    last = max(asked, default=4)
    return Standing(
        realised=realised,
        quarter=against_quarter(measure, targets, entries, quarter),
        to_date=against_to_date(measure, targets, realised),
        year=against_year(measure, year_target, realised),
        medium=against_medium_term(
            measure, medium_target, realised, earlier_years=earlier_years, meaning=meaning
        ),
        provisional=quarter < last or not realised.complete,
    )


@dataclass(frozen=True, slots=True)
class Change:
    """From an earlier value to a later one. ``percent`` None: the earlier one is 0.

    ``better``: whether it moved the good way; None when it did not move, or has no good way.
    """

    difference: Fraction
    percent: Fraction | None
    better: bool | None


def change_from(measure: Measure, before: Exact, after: Exact) -> Change | None:
    """How a number changed between years; None unless both are numbers."""
    if not isinstance(before, Decimal | Fraction) or not isinstance(after, Decimal | Fraction):
        return None
    difference = Fraction(after) - Fraction(before)
    percent = difference / abs(Fraction(before)) * 100 if before else None
    moved = difference != 0 and measure.polarity in ("up", "down")
    better = (difference > 0) == (measure.polarity == "up") if moved else None
    return Change(difference, percent, better)


# ---- do the quarters' targets fit the year's


def odd_targets(
    measure: Measure,
    targets: Sequence[Exact],
    year_target: Exact,
    *,
    asked: Collection[int] = QUARTERS,
) -> tuple[str, ...]:
    """What does not fit between a year's target and its quarters'; each a sentence, a warning."""
    return tuple(_odd_targets(measure, targets, year_target, asked))


def _odd_targets(
    measure: Measure, targets: Sequence[Exact], year_target: Exact, asked: Collection[int]
) -> Iterator[str]:
    empty = [q for q in QUARTERS if q in asked and not _says_something(targets[q - 1])]
    if empty:
        yield f"Target TW {', '.join(ROMAN[q] for q in empty)} masih kosong."
    if not _says_something(year_target):
        yield "Target tahunan masih kosong."
        return
    filled = [q for q in QUARTERS if _says_something(targets[q - 1])]
    if measure.period_mode == "cumulative":
        yield from _falling(targets, filled)
    used = filled if measure.period_mode in ("sum", "average") else filled[-1:]
    whole = target_to_date(measure, targets, used)
    if whole is not None and not empty and whole != year_target:
        yield (
            f"Target tahunan {show_value(year_target)} tidak sama dengan "
            f"{_words(measure, tuple(used))}, yaitu {show_value(whole)}."
        )


def _falling(targets: Sequence[Exact], filled: Sequence[int]) -> Iterator[str]:
    for one, other in pairwise(filled):
        before, after = targets[one - 1], targets[other - 1]
        if not isinstance(before, Decimal | Fraction) or not isinstance(after, Decimal | Fraction):
            continue
        if after < before:
            yield (
                f"Target kumulatif turun dari {show_exact(before)} (TW {ROMAN[one]}) menjadi "
                f"{show_exact(after)} (TW {ROMAN[other]})."
            )
