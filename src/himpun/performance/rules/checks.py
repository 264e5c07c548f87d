"""Checks of one value: what is invalid is never stored; what is odd is stored and asks for a note.

Every sentence holds the actual numbers, so that it can be answered without looking anything up.
The marks of a value typed in error come from practice: last year's data handed in unchanged, a
comma slipped by one place, a cumulative entry that shrinks, a denominator that quietly changed
(sakip-notes §7).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from himpun.performance.rules.denominators import denominators_of
from himpun.performance.rules.expressions import Expression
from himpun.performance.rules.links import why_not_public
from himpun.performance.rules.measure import Measure
from himpun.performance.rules.numbers import Absent, NotANumber, rounded, show_exact, show_number
from himpun.performance.rules.periods import ROMAN
from himpun.performance.rules.values import Exact, Value, read_value, show_value

Severity = Literal["invalid", "warning"]

CHECKS: dict[str, tuple[Severity, str]] = {
    "not-a-number": ("invalid", "isian bukan angka, atau dapat dibaca dengan dua cara"),
    "not-a-value": ("invalid", "kode atau teks yang tidak dikenal indikator itu"),
    "outside-range": ("invalid", "di luar nilai terendah atau tertinggi indikator"),
    "cumulative-falls": ("warning", "isian kumulatif lebih kecil daripada triwulan sebelumnya"),
    "same-as-last-quarter": ("warning", "sama persis dengan triwulan sebelumnya"),
    "same-as-last-year": ("warning", "sama persis dengan triwulan yang sama tahun lalu"),
    "ten-times": ("warning", "delapan kali atau lebih, atau seperdelapan: mungkin koma bergeser"),
    "outlier": ("warning", "jauh dari kebiasaan enam nilai atau lebih sebelumnya"),
    "denominator-changed": ("warning", "penyebut berubah sejak terakhir diisi"),
    "evidence-missing": ("warning", "bukti dukung diminta tetapi belum ada"),
    "link-not-public": ("warning", "tautan bukti tampaknya tidak dapat dibuka orang lain"),
}
"""Every check of one value: its code → how severe it is, and what hits it."""

TEN_TIMES = 8
"""From this many times on (or this part), a value is told as possibly a slipped comma."""
FEWEST_FOR_OUTLIER = 6
OUTLIER_SPREADS = 6
"""How many times the usual distance from the middle a value may lie away."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found. ``code`` is stable; ``sentence`` has the numbers in it."""

    severity: Severity
    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier value of the same indicator, as it was stored."""

    year: int
    quarter: int
    value: Exact


@dataclass(frozen=True, slots=True)
class Seen:
    """What a value is looked at beside. ``history``: earlier values, oldest first.

    ``items`` and ``items_before`` are the raw data now and when they were last given;
    ``expression`` computes the value from them. ``evidence`` counts files, ``links`` are addresses.
    """

    year: int
    quarter: int
    history: Sequence[Past] = ()
    expression: Expression | None = None
    items: Mapping[str, Exact] | None = None
    items_before: Mapping[str, Exact] | None = None
    evidence_asked: bool = False
    evidence: int = 0
    links: Sequence[str] = ()

    def at(self, year: int, quarter: int) -> Exact:
        """The value of a quarter, if there was one."""
        for past in self.history:
            if (past.year, past.quarter) == (year, quarter):
                return past.value
        return None

    @property
    def quarter_before(self) -> tuple[int, int]:
        """Year and number of the quarter before."""
        return (self.year, self.quarter - 1) if self.quarter > 1 else (self.year - 1, 4)


def read_checked(measure: Measure, typed: str) -> tuple[Value | None, tuple[Finding, ...]]:
    """A typed realisation, read and held against the measure's bounds.

    The value and nothing, or None and what makes it invalid.
    """
    try:
        value = read_value(measure, typed)
    except NotANumber as error:
        code = "not-a-number" if measure.value_kind == "number" else "not-a-value"
        return None, (Finding("invalid", code, str(error)),)
    found = invalid(measure, value)
    return (None, found) if found else (value, ())


def invalid(measure: Measure, value: Exact) -> tuple[Finding, ...]:
    """Why a value, also a computed one, cannot be stored; empty when it can."""
    return tuple(_invalid(measure, value))


def _invalid(measure: Measure, value: Exact) -> Iterator[Finding]:
    number = _number(value)
    if measure.value_kind == "number":
        if isinstance(value, str):
            yield Finding("invalid", "not-a-number", f"“{value}” bukan angka.")
        if number is not None:
            yield from _outside(measure, number)
    elif number is not None:
        yield Finding("invalid", "not-a-value", "Isian harus berupa teks, bukan angka.")


def _outside(measure: Measure, number: Fraction) -> Iterator[Finding]:
    unit, low, high = _unit(measure), measure.minimum, measure.maximum
    if low is not None and number < low:
        said = f"{_said(number)}{unit} di bawah nilai terendah, {show_number(low)}{unit}."
        yield Finding("invalid", "outside-range", said)
    if high is not None and number > high:
        said = f"{_said(number)}{unit} di atas nilai tertinggi, {show_number(high)}{unit}."
        yield Finding("invalid", "outside-range", said)


def warnings(measure: Measure, value: Exact, seen: Seen) -> tuple[Finding, ...]:
    """All that is odd about a value that can be stored. An empty cell is not odd, it is owed."""
    if value is None or value is Absent.EMPTY:
        return ()
    return (
        *_falling(measure, value, seen),
        *_copied(measure, value, seen),
        *_far_off(measure, value, seen),
        *_denominators(seen),
        *_evidence(value, seen),
    )


def _number(value: Exact) -> Fraction | None:
    return Fraction(value) if isinstance(value, Decimal | Fraction) else None


def _said(number: Fraction) -> str:
    return show_exact(number)


def _unit(measure: Measure) -> str:
    return f" {measure.unit_of_measure}" if measure.unit_of_measure else ""


def _odd(code: str, sentence: str) -> Finding:
    return Finding("warning", code, sentence)


def _falling(measure: Measure, value: Exact, seen: Seen) -> Iterator[Finding]:
    """A cumulative entry holds all that came before it in its year, so it cannot shrink."""
    number = _number(value)
    if measure.period_mode != "cumulative" or number is None:
        return
    for quarter in range(seen.quarter - 1, 0, -1):
        before = _number(seen.at(seen.year, quarter))
        if before is None:
            continue
        if number < before:
            yield _odd(
                "cumulative-falls",
                f"Isian kumulatif turun dari {_said(before)} (TW {ROMAN[quarter]}) menjadi "
                f"{_said(number)} (TW {ROMAN[seen.quarter]}).",
            )
        return


def _copied(measure: Measure, value: Exact, seen: Seen) -> Iterator[Finding]:
    """Zero may well repeat itself, and so may a predicate or a text; other numbers seldom do."""
    number = _number(value)
    if not number:
        return
    year, quarter = seen.quarter_before
    if number == _number(seen.at(year, quarter)):
        yield _odd(
            "same-as-last-quarter",
            f"{_said(number)}{_unit(measure)} sama persis dengan TW {ROMAN[quarter]} {year}.",
        )
    if number == _number(seen.at(seen.year - 1, seen.quarter)):
        yield _odd(
            "same-as-last-year",
            f"{_said(number)}{_unit(measure)} sama persis dengan TW {ROMAN[seen.quarter]} "
            f"{seen.year - 1}.",
        )


def _far_off(measure: Measure, value: Exact, seen: Seen) -> Iterator[Finding]:
    """A slipped comma, or a value far from the indicator's own; the first says more."""
    number = _number(value)
    if number is None:
        return
    found = _ten_times(measure, number, seen) or _outlier(number, _comparable(measure, seen))
    if found:
        yield found


def _ten_times(measure: Measure, number: Fraction, seen: Seen) -> Finding | None:
    for year, quarter in _neighbours(measure, seen):
        before = _number(seen.at(year, quarter))
        if not before or not number or (before > 0) != (number > 0):
            continue
        times = number / before
        when = f"TW {ROMAN[quarter]} {year}, {_said(before)}"
        if times >= TEN_TIMES:
            how = f"adalah {_times(times)} kali"
        elif times <= Fraction(1, TEN_TIMES):
            how = f"hanya 1/{_times(1 / times)} dari"
        else:
            continue
        return _odd("ten-times", f"{_said(number)} {how} nilai {when}. Periksa letak koma.")
    return None


def _times(ratio: Fraction) -> str:
    return show_number(rounded(ratio, 0))


def _neighbours(measure: Measure, seen: Seen) -> Iterator[tuple[int, int]]:
    """The quarters a value should resemble. A cumulative entry starts anew each year."""
    yield seen.year - 1, seen.quarter
    if measure.period_mode != "cumulative":
        yield seen.quarter_before


def _comparable(measure: Measure, seen: Seen) -> list[Fraction]:
    """Earlier values that can be laid beside this one; cumulative: of the same quarter."""
    same = [
        past.value
        for past in seen.history
        if measure.period_mode != "cumulative" or past.quarter == seen.quarter
    ]
    return [number for value in same if (number := _number(value)) is not None]


def _outlier(number: Fraction, past: Sequence[Fraction]) -> Finding | None:
    """Further from the middle than six times the usual distance (median absolute deviation)."""
    if len(past) < FEWEST_FOR_OUTLIER:
        return None
    middle = _median(past)
    usual = _median([abs(one - middle) for one in past])
    if usual == 0 or abs(number - middle) <= OUTLIER_SPREADS * usual:
        return None
    return _odd(
        "outlier",
        f"{_said(number)} jauh dari kebiasaan: {len(past)} nilai sebelumnya berkisar "
        f"{_said(min(past))} sampai {_said(max(past))}.",
    )


def _median(numbers: Sequence[Fraction]) -> Fraction:
    ordered = sorted(numbers)
    half = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[half]
    return (ordered[half - 1] + ordered[half]) / 2


def _denominators(seen: Seen) -> Iterator[Finding]:
    """What the value is divided by, where it is not what it was the last time."""
    if not seen.expression or not seen.items or not seen.items_before:
        return
    for name in denominators_of(seen.expression):
        now, before = _number(seen.items.get(name)), _number(seen.items_before.get(name))
        if now is not None and before is not None and now != before:
            yield _odd(
                "denominator-changed",
                f"Penyebut “{name}” berubah dari {_said(before)} menjadi {_said(now)}.",
            )


def _evidence(value: Exact, seen: Seen) -> Iterator[Finding]:
    given = seen.evidence or seen.links
    if seen.evidence_asked and not given and not isinstance(value, Absent):
        yield _odd("evidence-missing", f"Nilai {show_value(value)} belum disertai bukti dukung.")
    for link in seen.links:
        why = why_not_public(link)
        if why:
            yield _odd("link-not-public", why)
