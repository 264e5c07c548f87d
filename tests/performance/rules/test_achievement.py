"""Every formula, on paper and by law; what cannot be computed says why."""

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.performance.rules.samples import measures, numbers, opinions, positive

from himpun.performance.rules import (
    ORDINALS,
    SCALES,
    Absent,
    Exact,
    Measure,
    Polarity,
    Span,
    achievement,
    compute,
    parse_expression,
    rounded,
)

OPINION = Measure(value_kind="ordinal", ordinal=ORDINALS["opini-bpk"])
TEXT = Measure(value_kind="text", formula="equal")
FACING: dict[str, Polarity] = {"higher": "up", "lower": "down", "range": "range", "keep": "keep"}


def by(formula: str, tolerance: str | None = None) -> Measure:
    """A plain measure of a formula."""
    return Measure(
        formula=formula,
        polarity=FACING[formula.partition("-")[0]],
        tolerance=None if tolerance is None else Decimal(tolerance),
    )


def span(low: str, high: str) -> Span:
    return Span(Decimal(low), Decimal(high))


ROWS: list[tuple[Measure, Exact, str, str, str, bool]] = [
    # measure, target, realisation, percentage, worked, reached
    (by("higher"), Decimal(1850), "1412", "76.32", "1.412 ÷ 1.850 × 100 = 76,32", False),
    (by("higher"), Decimal(80), "0", "0.00", "0 ÷ 80 × 100 = 0,00", False),
    (by("higher"), Decimal(80), "-4", "-5.00", "(-4) ÷ 80 × 100 = -5,00", False),
    (by("lower-a"), Decimal(10), "12", "80.00", "(2 × 10 − 12) ÷ 10 × 100 = 80,00", False),
    (by("lower-a"), Decimal(10), "8", "120.00", "(2 × 10 − 8) ÷ 10 × 100 = 120,00", True),
    (by("lower-a"), Decimal(10), "25", "-50.00", "(2 × 10 − 25) ÷ 10 × 100 = -50,00", False),
    (by("lower-b"), Decimal(10), "12", "83.33", "10 ÷ 12 × 100 = 83,33", False),
    (by("lower-b"), Decimal(10), "8", "125.00", "10 ÷ 8 × 100 = 125,00", True),
    (by("lower-c"), Decimal(10), "8", "20.00", "(10 − 8) ÷ 10 × 100 = 20,00", True),
    (by("lower-c"), Decimal(10), "10", "0.00", "(10 − 10) ÷ 10 × 100 = 0,00", True),
    (by("range-higher"), span("80", "90"), "70", "87.50", "70 ÷ 80 × 100 = 87,50", False),
    (by("range-higher"), span("80", "90"), "92", "102.22", "92 ÷ 90 × 100 = 102,22", True),
    (
        by("range-lower"), span("7", "8"), "6.5", "107.14",
        "(2 × 7 − 6,5) ÷ 7 × 100 = 107,14", True,
    ),
    (by("range-lower"), span("7", "8"), "9", "87.50", "(2 × 8 − 9) ÷ 8 × 100 = 87,50", False),
    (by("range-a"), span("6", "9"), "12", "66.67", "(2 × 9 − 12) ÷ 9 × 100 = 66,67", False),
    (by("range-b"), span("6", "9"), "12", "75.00", "9 ÷ 12 × 100 = 75,00", False),
    (by("range-b"), span("6", "9"), "3", "50.00", "3 ÷ 6 × 100 = 50,00", False),
    (
        by("keep", "0.5"), Decimal(4), "5", "75.00", "(4 − |5 − 4|) ÷ 4 × 100 = 75,00", False,
    ),
    (by("keep", "0.5"), Decimal(4), "3", "75.00", "(4 − |3 − 4|) ÷ 4 × 100 = 75,00", False),
]  # fmt: skip


@pytest.mark.parametrize(("measure", "target", "real", "percent", "worked", "reached"), ROWS)
def test_a_formula_gives_what_it_gives_on_paper(
    measure: Measure, target: Exact, real: str, *, percent: str, worked: str, reached: bool
) -> None:
    result = achievement(measure, target, Decimal(real))
    assert (result.raw, result.worked, result.reached) == (Decimal(percent), worked, reached)
    assert result.percent == result.raw
    assert result.reason is None
    assert result.formula == measure.rule.words
    assert "2 desimal" in result.rounding


@pytest.mark.parametrize(
    ("measure", "target", "real", "note"),
    [
        (by("range-b"), span("6", "9"), "6", "di dalam rentang target: 100"),
        (by("range-higher"), span("6", "9"), "9", "di dalam rentang target: 100"),
        (by("range-a"), span("0", "9"), "0", "di dalam rentang target: 100"),
        (by("keep", "0.5"), Decimal(4), "4.5", "selisih tidak melebihi toleransi 0,5: 100"),
        (by("keep", "1"), Decimal(0), "-1", "selisih tidak melebihi toleransi 1: 100"),
        (by("lower-b"), Decimal(3), "0", "realisasi 0: ditetapkan 100 oleh varian B"),
    ],
)
def test_what_is_100_by_definition_says_so(
    measure: Measure, target: Exact, real: str, note: str
) -> None:
    result = achievement(measure, target, Decimal(real))
    assert (result.raw, result.worked, result.notes) == (Decimal(100), None, (note,))
    assert result.reached


@pytest.mark.parametrize(
    ("measure", "target", "real", "reason", "reached"),
    [
        (by("higher"), Decimal(0), Decimal(5), "tak terhitung (target 0)", True),
        (by("higher"), Decimal(0), Decimal(0), "tak terhitung (target 0)", True),
        (by("lower-a"), Decimal(0), Decimal(5), "tak terhitung (target 0)", False),
        (by("lower-b"), Decimal(0), Decimal(0), "tak terhitung (target 0)", True),
        (by("lower-c"), Decimal(0), Decimal(0), "tak terhitung (target 0)", True),
        (by("keep", "1"), Decimal(0), Decimal(2), "tak terhitung (target 0)", False),
        (by("range-a"), span("0", "9"), Decimal(-1), "tak terhitung (target 0)", False),
        (by("higher"), Decimal(-5), Decimal(-2), "tak terhitung (target negatif)", True),
        (by("lower-b"), Decimal(5), Decimal(-2), "tak terhitung (realisasi negatif)", True),
        (by("higher"), None, Decimal(5), "belum ada target", None),
        (by("higher"), Absent.EMPTY, None, "belum ada target", None),
        (by("higher"), Absent.NOT_AVAILABLE, Decimal(5), "tak terhitung (target n/a)", None),
        (by("higher"), Decimal(5), None, "belum diisi", None),
        (by("higher"), Decimal(5), Absent.EMPTY, "belum diisi", None),
        (by("higher"), Decimal(5), Absent.NOT_AVAILABLE, "tak terhitung (realisasi n/a)", None),
        (by("higher"), span("1", "2"), Decimal(5), "tak terhitung (target berupa rentang)", None),
        (by("range-a"), Decimal(5), Decimal(5), "tak terhitung (target bukan rentang)", None),
        (by("higher"), "WTP", Decimal(5), "tak terhitung (bukan angka)", None),
        (by("higher"), Decimal(5), "WTP", "tak terhitung (bukan angka)", None),
        (OPINION, Decimal(4), "WTP", "tak terhitung (bukan angka)", None),
        (TEXT, "Perda", None, "belum diisi", None),
    ],
)
def test_what_cannot_be_computed_says_why(
    measure: Measure, target: Exact, real: Exact, reason: str, reached: bool | None
) -> None:
    result = achievement(measure, target, real)
    assert (result.reason, result.word, result.reached) == (reason, reason, reached)
    assert (result.raw, result.percent, result.exact, result.rating) == (None,) * 4


@pytest.mark.parametrize(
    ("target", "real", "percent", "worked"),
    [
        ("WTP", "WTP", "100.00", "4 (WTP) ÷ 4 (WTP) × 100 = 100,00"),
        ("WTP", "WDP", "75.00", "3 (WDP) ÷ 4 (WTP) × 100 = 75,00"),
        ("wdp", "WTP", "133.33", "4 (WTP) ÷ 3 (wdp) × 100 = 133,33"),
    ],
)
def test_a_predicate_is_measured_by_its_score(
    target: str, real: str, percent: str, worked: str
) -> None:
    result = achievement(OPINION, target, real)
    assert (result.raw, result.worked) == (Decimal(percent), worked)


def test_a_code_that_the_definition_lost_is_told_not_guessed() -> None:
    result = achievement(OPINION, "WTP", "WTP-DPP")
    assert result.reason is not None
    assert "“WTP-DPP” tidak dikenal" in result.reason


def test_a_predicate_worth_nothing_is_no_target() -> None:
    scored = tuple(
        replace(grade, score=Decimal(0)) if grade.code == "TMP" else grade
        for grade in OPINION.ordinal
    )
    measure = replace(OPINION, ordinal=scored)
    assert achievement(measure, "TMP", "WTP").reason == "tak terhitung (target 0)"


@pytest.mark.parametrize(
    ("real", "word", "worked"),
    [
        ("perda  DITETAPKAN", "Tercapai", "“perda  DITETAPKAN” = “Perda ditetapkan”"),
        ("Rancangan", "Tidak tercapai", "“Rancangan” ≠ “Perda ditetapkan”"),
    ],
)
def test_a_text_is_reached_or_not_without_a_percentage(real: str, word: str, worked: str) -> None:
    result = achievement(TEXT, "Perda ditetapkan", real)
    assert (result.word, result.worked, result.percent, result.reason) == (word, worked, None, None)


def test_without_a_scale_the_word_says_whether_the_target_is_reached() -> None:
    measure = Measure(scale=None)
    assert achievement(measure, Decimal(4), Decimal(4)).word == "Tercapai"
    assert achievement(measure, Decimal(4), Decimal(3)).word == "Tidak tercapai"


def test_the_raw_percentage_stands_beside_the_capped_one() -> None:
    result = achievement(Measure(cap=Decimal(120)), Decimal(10), Decimal(15))
    assert (result.raw, result.percent) == (Decimal(150), Decimal(120))
    assert result.notes == ("150,00 dibatasi 120",)
    assert str(result.percent) == "120.00"


def test_the_floor_lifts_a_negative_percentage_to_zero() -> None:
    measure = replace(by("lower-a"), floor_at_zero=True)
    result = achievement(measure, Decimal(10), Decimal(25))
    assert (result.raw, result.percent) == (Decimal(-50), Decimal(0))
    assert result.notes == ("-50,00 dijadikan 0",)


def test_the_rating_is_that_of_the_printed_percentage() -> None:
    """90,004 is printed as 90,00; a reader finds "Tinggi" for it in the legend."""
    result = achievement(Measure(), Decimal(100000), Decimal(90004))
    assert result.percent == Decimal("90.00")
    assert result.word == "Tinggi"


def test_it_is_rounded_once_at_the_end() -> None:
    """Two thirds of three: rounding the quotient first would give 66,67 × 1,5 = 100,01."""
    result = achievement(Measure(), Decimal(3), Fraction(2, 3) * Fraction(9, 2))
    assert (result.exact, result.raw) == (Fraction(100), Decimal(100))


def test_a_value_that_never_ends_is_marked_as_shortened() -> None:
    result = achievement(Measure(places=2), Decimal(50), Fraction(100, 3))
    assert result.worked == "≈33,33 ÷ 50 × 100 = 66,67"
    kept = achievement(Measure(places=0), Decimal(50), Decimal("33.3333333333"))
    assert kept.worked == "≈33,33 ÷ 50 × 100 = 66,67"
    assert achievement(Measure(), Decimal(50), Fraction(25, 2)).worked == (
        "12,5 ÷ 50 × 100 = 25,00"
    )


def test_half_is_rounded_away_from_zero() -> None:
    assert achievement(Measure(), Decimal(800), Decimal("0.1")).raw == Decimal("0.01")
    assert achievement(Measure(), Decimal(800), Decimal("-0.1")).raw == Decimal("-0.01")
    whole = Measure(percent_places=0)
    assert str(achievement(whole, Decimal(8), Decimal(1)).raw) == "13"


# ---- laws

BETTER_WHEN_HIGHER = st.just("higher")
BETTER_WHEN_LOWER = st.sampled_from(["lower-a", "lower-b", "lower-c"])


@given(positive(), positive(), positive())
def test_where_higher_is_better_more_never_counts_less(
    target: Decimal, real: Decimal, more: Decimal
) -> None:
    measure = by("higher")
    one, other = (achievement(measure, target, r).raw for r in (real, real + more))
    assert one is not None
    assert other is not None
    assert one <= other


@given(BETTER_WHEN_LOWER, positive(), positive(), positive())
def test_where_lower_is_better_more_never_counts_more(
    formula: str, target: Decimal, real: Decimal, more: Decimal
) -> None:
    one, other = (achievement(by(formula), target, r).raw for r in (real, real + more))
    assert one is not None
    assert other is not None
    assert one >= other


@given(st.sampled_from(["higher", "lower-a", "lower-b"]), positive())
def test_exactly_the_target_is_exactly_100(formula: str, target: Decimal) -> None:
    assert achievement(by(formula), target, target).exact == 100


@given(st.sampled_from(["higher", "lower-a", "lower-b"]), positive(), positive())
def test_100_is_reached_exactly_when_the_target_is(
    formula: str, target: Decimal, real: Decimal
) -> None:
    result = achievement(by(formula), target, real)
    assert result.exact is not None
    assert (result.exact >= 100) == result.reached


@given(st.sampled_from(["range-a", "range-b"]), positive(), positive(), numbers())
def test_a_two_sided_range_gives_100_inside_and_less_outside(
    formula: str, low: Decimal, width: Decimal, real: Decimal
) -> None:
    result = achievement(by(formula), Span(low, low + width), real)
    assert result.exact is not None
    inside = low <= real <= low + width
    assert (result.exact == 100) == inside == result.reached
    assert result.exact <= 100


@given(positive(), positive(), positive())
def test_keeping_falls_alike_on_both_sides(
    target: Decimal, tolerance: Decimal, away: Decimal
) -> None:
    measure = replace(by("keep"), tolerance=tolerance)
    up, down = (achievement(measure, target, target + d).exact for d in (away, -away))
    assert up == down
    assert up is not None
    assert up <= 100


@given(measures(), positive(), positive(), numbers())
def test_the_cap_never_raises_and_the_floor_never_lowers(
    measure: Measure, low: Decimal, width: Decimal, real: Decimal
) -> None:
    target: Exact = Span(low, low + width) if measure.polarity == "range" else low
    bare = achievement(replace(measure, cap=None, floor_at_zero=False), target, real)
    capped = achievement(replace(measure, floor_at_zero=False), target, real)
    floored = achievement(replace(measure, cap=None, floor_at_zero=True), target, real)
    assume(bare.percent is not None)
    assert bare.percent is not None
    assert capped.percent is not None
    assert floored.percent is not None
    assert capped.percent <= bare.percent <= floored.percent
    assert bare.raw == capped.raw == floored.raw == bare.percent
    assert floored.percent >= 0


@given(measures(), positive(), positive(), numbers())
def test_there_is_a_percentage_or_a_reason_and_never_both(
    measure: Measure, low: Decimal, width: Decimal, real: Decimal
) -> None:
    target: Exact = Span(low, low + width) if measure.polarity == "range" else low
    result = achievement(measure, target, real)
    assert (result.percent is None) == (result.reason is not None)
    if result.percent is not None:
        assert result.worked or result.notes
        assert result.exact is not None
        assert result.raw == rounded(result.exact, measure.percent_places)
        assert result.percent.as_tuple().exponent == -measure.percent_places


def written(pattern: str) -> str:
    """A printed pattern as an expression: |x| is abs(x)."""
    said = pattern.format(T="target", R="realisasi")
    return re.sub(r"\|([^|]*)\|", r"abs(\1)", said)


@given(st.sampled_from(["higher", "lower-a", "lower-b", "lower-c", "keep"]), positive(), positive())
def test_the_printed_formula_is_the_one_that_was_reckoned_with(
    formula: str, target: Decimal, real: Decimal
) -> None:
    """By another machine: the pattern that people read, evaluated as an expression."""
    measure = by(formula, "0" if formula == "keep" else None)
    printed = compute(
        parse_expression(written(measure.rule.pattern)), {"target": target, "realisasi": real}
    )
    assume(printed.reason is None)
    assert achievement(measure, target, real).exact == printed.value


@given(
    st.sampled_from(["range-higher", "range-lower", "range-a", "range-b"]),
    positive(),
    positive(),
    positive(),
)
def test_outside_a_range_the_nearer_end_stands_in_the_printed_formula(
    formula: str, low: Decimal, width: Decimal, real: Decimal
) -> None:
    rule, high = by(formula).rule, low + width
    assume(not low <= real <= high)
    end, pattern = (low, rule.pattern) if real < low else (high, rule.above or rule.pattern)
    printed = compute(parse_expression(written(pattern)), {"target": end, "realisasi": real})
    assume(printed.reason is None)
    assert achievement(by(formula), Span(low, high), real).exact == printed.value


@given(opinions(), opinions())
def test_a_predicate_reaches_its_target_exactly_when_it_is_worth_as_much(
    target: str, real: str
) -> None:
    scores = {grade.code: grade.score for grade in OPINION.ordinal}
    assert achievement(OPINION, target, real).reached == (scores[real] >= scores[target])


@given(numbers(0, 1000))
def test_the_rating_is_the_level_of_the_percentage(real: Decimal) -> None:
    for scale in SCALES.values():
        result = achievement(Measure(scale=scale), Decimal(100), real)
        assert result.percent is not None
        assert result.rating == scale.level_of(result.percent)
