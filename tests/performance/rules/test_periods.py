"""Quarters put together by each period mode, and held against every target."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.performance.rules.samples import numbers, positive

from himpun.performance.rules import (
    ORDINALS,
    Absent,
    Exact,
    Measure,
    PeriodMode,
    Span,
    change_from,
    odd_targets,
    realised_to_date,
    standing,
    target_to_date,
)

NONE = None
GONE = Absent.NOT_AVAILABLE
MODES: list[PeriodMode] = ["sum", "last", "cumulative", "average"]


def row(*values: str | Absent | None) -> list[Exact]:
    """Four quarters."""
    return [Decimal(value) if isinstance(value, str) else value for value in values]


def mode(name: PeriodMode) -> Measure:
    return Measure(period_mode=name)


@pytest.mark.parametrize(
    ("name", "quarter", "value", "words"),
    [
        ("sum", 1, "10", "jumlah TW I"),
        ("sum", 3, "25", "jumlah TW I, III"),
        ("sum", 4, "25", "jumlah TW I, III"),
        ("last", 2, "10", "nilai TW I"),
        ("last", 4, "15", "nilai TW III"),
        ("cumulative", 3, "15", "kumulatif s.d. TW III"),
        ("average", 4, "12.5", "rata-rata TW I, III"),
    ],
)
def test_each_mode_puts_the_filled_quarters_together(
    name: PeriodMode, quarter: int, value: str, words: str
) -> None:
    found = realised_to_date(mode(name), row("10", NONE, "15", GONE), quarter)
    assert (found.value, found.words) == (Decimal(value), words)


@pytest.mark.parametrize("name", MODES)
def test_an_empty_quarter_is_missing_and_a_zero_is_not(name: PeriodMode) -> None:
    found = realised_to_date(mode(name), row("0", NONE, GONE, "0"), 4)
    assert (found.value, found.missing, found.unavailable) == (Decimal(0), (2,), (3,))
    assert not found.complete


@pytest.mark.parametrize("name", MODES)
def test_without_any_entry_there_is_no_value(name: PeriodMode) -> None:
    found = realised_to_date(mode(name), row(NONE, Absent.EMPTY, GONE, "5"), 3)
    assert (found.value, found.missing, found.words) == (None, (1, 2), "belum ada isian")


def test_a_quarter_that_is_not_asked_is_never_missing() -> None:
    found = realised_to_date(mode("last"), row(NONE, NONE, NONE, "7"), 4, asked=(4,))
    assert (found.value, found.missing, found.complete) == (Decimal(7), (), True)


def test_a_predicate_is_the_last_one_filled() -> None:
    measure = Measure(value_kind="ordinal", ordinal=ORDINALS["predikat-akip"])
    assert realised_to_date(measure, ["B", None, "BB", None], 4).value == "BB"


@pytest.mark.parametrize(
    ("name", "quarters", "target"),
    [
        ("sum", (1, 3), "40"),
        ("last", (3,), "30"),
        ("cumulative", (2,), "20"),
        ("average", (1, 2), "15"),
    ],
)
def test_the_target_is_that_of_the_same_quarters(
    name: PeriodMode, quarters: tuple[int, ...], target: str
) -> None:
    targets = row("10", "20", "30", "40")
    assert target_to_date(mode(name), targets, quarters) == Decimal(target)


@pytest.mark.parametrize("name", ["sum", "average"])
def test_a_quarter_without_a_target_leaves_no_target_to_date(name: PeriodMode) -> None:
    assert target_to_date(mode(name), row("10", NONE, "30", "40"), (1, 2)) is None
    assert target_to_date(mode(name), row("10", NONE, "30", "40"), ()) is None


def test_ranges_are_added_and_averaged_end_by_end() -> None:
    targets: list[Exact] = [Span(Decimal(n), Decimal(n + 2)) for n in (1, 2, 4, 8)]
    total = Measure(polarity="range", formula="range-a", period_mode="sum")
    mean = Measure(polarity="range", formula="range-a", period_mode="average")
    assert target_to_date(total, targets, (1, 2)) == Span(Decimal(3), Decimal(7))
    assert target_to_date(mean, targets, (1, 2, 3)) == Span(Fraction(7, 3), Fraction(13, 3))


def test_a_half_year_stands_against_its_quarter_the_date_the_year_and_the_plan() -> None:
    found = standing(
        mode("sum"),
        targets=row("10", "20", "30", "40"),
        entries=row("8", "24", NONE, NONE),
        quarter=2,
        year_target=Decimal(100),
        medium_target=Decimal(500),
        earlier_years=[Decimal(90), Decimal(78)],
        meaning="total",
    )
    assert found.quarter.worked == "24 ÷ 20 × 100 = 120,00"
    assert found.to_date.worked == "32 ÷ 30 × 100 = 106,67"
    assert found.year.worked == "32 ÷ 100 × 100 = 32,00"
    assert found.medium.worked == "200 ÷ 500 × 100 = 40,00"
    assert found.provisional


def test_a_whole_year_is_final() -> None:
    found = standing(
        mode("last"),
        targets=row("70", "72", "74", "76"),
        entries=row("70", "71", "73", "76"),
        quarter=4,
        year_target=Decimal(76),
        medium_target=Decimal(80),
    )
    assert not found.provisional
    assert found.year.percent == 100
    assert found.medium.percent == Decimal("95.00")


def test_a_year_with_a_gap_stays_provisional() -> None:
    found = standing(
        mode("sum"),
        targets=row("10", "10", "10", "10"),
        entries=row("10", NONE, "10", "10"),
        quarter=4,
        year_target=Decimal(40),
    )
    assert found.provisional
    assert (found.to_date.percent, found.year.percent) == (Decimal(100), Decimal(75))
    assert found.medium.reason == "belum ada target"


def test_an_indicator_asked_only_in_the_fourth_quarter_is_final_there() -> None:
    found = standing(
        mode("last"),
        targets=row(NONE, NONE, NONE, "5"),
        entries=row(NONE, NONE, NONE, "4"),
        quarter=4,
        year_target=Decimal(5),
        asked=(4,),
    )
    assert not found.provisional
    assert found.quarter.percent == found.year.percent == Decimal(80)


def test_an_earlier_year_without_a_value_leaves_the_plan_s_total_open() -> None:
    found = standing(
        mode("sum"),
        targets=row("1", "1", "1", "1"),
        entries=row("1", "1", "1", "1"),
        quarter=4,
        year_target=Decimal(4),
        medium_target=Decimal(20),
        earlier_years=[Decimal(4), None],
        meaning="total",
    )
    assert found.medium.reason == "belum diisi"


# ---- laws


@given(st.lists(st.none() | numbers(), min_size=4, max_size=4), st.integers(1, 4))
def test_a_later_quarter_never_counts_for_an_earlier_one(
    entries: list[Exact], quarter: int
) -> None:
    for name in MODES:
        cut = [*entries[:quarter], *[None] * (4 - quarter)]
        assert realised_to_date(mode(name), entries, quarter).value == (
            realised_to_date(mode(name), cut, 4).value
        )


@given(st.lists(st.none() | numbers(), min_size=4, max_size=4), st.integers(1, 4))
def test_sum_and_average_differ_by_the_number_of_filled_quarters(
    entries: list[Exact], quarter: int
) -> None:
    total = realised_to_date(mode("sum"), entries, quarter)
    mean = realised_to_date(mode("average"), entries, quarter)
    assert total.quarters == mean.quarters
    if total.quarters:
        assert isinstance(total.value, Fraction)
        assert isinstance(mean.value, Fraction)
        assert mean.value * len(mean.quarters) == total.value


@given(st.lists(positive(), min_size=4, max_size=4), st.integers(1, 4))
def test_who_reaches_every_quarter_s_target_exactly_has_100_to_date(
    targets: list[Decimal], quarter: int
) -> None:
    for name in MODES:
        found = standing(
            mode(name),
            targets=targets,
            entries=targets,
            quarter=quarter,
            year_target=targets[3],
        )
        assert found.to_date.exact == found.quarter.exact == 100


# ---- changes between years


@pytest.mark.parametrize(
    ("measure", "before", "after", "difference", "percent", "better"),
    [
        (Measure(), "80", "100", "20", "25", True),
        (Measure(polarity="down", formula="lower-a"), "80", "100", "20", "25", False),
        (Measure(), "-4", "-2", "2", "50", True),
        (Measure(), "0", "5", "5", None, True),
        (Measure(), "5", "5", "0", "0", None),
        (Measure(polarity="range", formula="range-a"), "5", "6", "1", "20", None),
    ],
)
def test_a_change_says_by_how_much_and_whether_for_the_better(
    measure: Measure, before: str, after: str, *, difference: str, percent: str | None, better: bool
) -> None:
    found = change_from(measure, Decimal(before), Decimal(after))
    assert found is not None
    assert (found.difference, found.better) == (Fraction(difference), better)
    assert found.percent == (None if percent is None else Fraction(percent))


@pytest.mark.parametrize(("before", "after"), [(None, Decimal(1)), ("WTP", "WDP"), (GONE, NONE)])
def test_without_two_numbers_there_is_no_change(before: Exact, after: Exact) -> None:
    assert change_from(Measure(), before, after) is None


# ---- do the targets fit each other


@pytest.mark.parametrize(
    ("name", "targets", "year", "said"),
    [
        ("sum", row("1", "2", "3", "4"), "11", "Target tahunan 11 tidak sama dengan jumlah TW I"),
        ("last", row("1", "2", "3", "4"), "5", "nilai TW IV, yaitu 4"),
        ("average", row("1", "2", "3", "4"), "3", "rata-rata TW I, II, III, IV, yaitu 2,5"),
        ("cumulative", row("1", "5", "3", "9"), "9", "turun dari 5 (TW II) menjadi 3 (TW III)"),
        ("cumulative", row("1", "5", "7", "9"), "10", "kumulatif s.d. TW IV, yaitu 9"),
        ("last", row("1", NONE, "3", GONE), "3", "Target TW II, IV masih kosong"),
    ],
)
def test_it_names_targets_that_do_not_fit(
    name: PeriodMode, targets: list[Exact], year: str, said: str
) -> None:
    (found,) = odd_targets(mode(name), targets, Decimal(year))
    assert said in found


def test_a_text_among_numbers_has_no_sum() -> None:
    """A definition may have changed under values that were stored before."""
    assert realised_to_date(mode("sum"), [Decimal(1), "WTP", None, None], 2).value is None
    assert odd_targets(mode("cumulative"), [Decimal(1), "x", "x", "x"], "x") == ()


def test_it_asks_for_the_year_s_target() -> None:
    assert odd_targets(mode("last"), row("1", "2", "3", "4"), None) == (
        "Target tahunan masih kosong.",
    )


@pytest.mark.parametrize(
    ("name", "targets", "year"),
    [
        ("sum", row("1", "2", "3", "4"), "10"),
        ("last", row("4", "3", "2", "1"), "1"),
        ("average", row("1", "2", "3", "4"), "2.5"),
        ("cumulative", row("0", "2", "2", "4"), "4"),
    ],
)
def test_targets_that_fit_are_left_alone(name: PeriodMode, targets: list[Exact], year: str) -> None:
    assert odd_targets(mode(name), targets, Decimal(year)) == ()


def test_only_the_asked_quarters_need_a_target() -> None:
    targets = row(NONE, "5", NONE, "9")
    assert odd_targets(mode("last"), targets, Decimal(9), asked=(2, 4)) == ()
