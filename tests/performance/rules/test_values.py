"""What stands in a cell: read as the measure knows it, kept and read back without loss."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.performance.rules.samples import numbers

from himpun.performance.rules import (
    ORDINALS,
    Absent,
    Measure,
    NotANumber,
    NotAValue,
    Span,
    Value,
    keep_value,
    kept_value,
    read_target,
    read_value,
    show_value,
)

NUMBER = Measure()
RANGE = Measure(polarity="range", formula="range-b")
OPINION = Measure(value_kind="ordinal", ordinal=ORDINALS["opini-bpk"])
TEXT = Measure(value_kind="text", formula="equal")


@pytest.mark.parametrize(
    ("measure", "typed", "value"),
    [
        (NUMBER, "1.412", Decimal(1412)),
        (NUMBER, "", Absent.EMPTY),
        (OPINION, "wtp", "WTP"),
        (OPINION, "Wajar  Tanpa Pengecualian", "WTP"),
        (OPINION, "n/a", Absent.NOT_AVAILABLE),
        (TEXT, "  Perda   ditetapkan ", "Perda ditetapkan"),
        (TEXT, "", Absent.EMPTY),
        (TEXT, "tidak ada", Absent.NOT_AVAILABLE),
    ],
)
def test_it_reads_a_realisation(measure: Measure, typed: str, value: Value) -> None:
    assert read_value(measure, typed) == value


@pytest.mark.parametrize(
    ("measure", "typed", "said"),
    [
        (NUMBER, "WTP", "bukan angka"),
        (OPINION, "4", "Pilih salah satu: WTP, WDP, TW, TMP"),
        (TEXT, "x" * 61, "paling banyak 60"),
    ],
)
def test_it_refuses_what_the_measure_does_not_know(measure: Measure, typed: str, said: str) -> None:
    with pytest.raises(NotANumber, match=said):
        read_value(measure, typed)


@pytest.mark.parametrize(
    "typed",
    ["80 - 90", "80-90", "80–90", "80 % – 90 %", "80%-90%", "80 s.d. 90", "80 s/d 90", "80 sd 90",
     "80 sampai 90", "80 sampai dengan 90", " 80,0 — 90,0 "],
)  # fmt: skip
def test_it_reads_a_range(typed: str) -> None:
    assert read_target(RANGE, typed) == Span(Decimal(80), Decimal(90))


def test_a_range_may_begin_below_zero() -> None:
    assert read_target(RANGE, "-5 - -2,5") == Span(Decimal(-5), Decimal("-2.5"))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("80", "bukan rentang"),
        ("90 - 80", "Batas bawah 90 harus lebih kecil daripada batas atas 80"),
        ("80 - 80", "lebih kecil"),
        ("1 - 2 - 3", "bukan rentang"),
        ("80 - ", "bukan rentang"),
        ("a - b", "bukan rentang"),
        ("80 - b", "bukan angka"),
    ],
)
def test_it_refuses_what_is_no_range(typed: str, said: str) -> None:
    with pytest.raises(NotANumber, match=said):
        read_target(RANGE, typed)


@pytest.mark.parametrize("measure", [NUMBER, RANGE, OPINION])
@pytest.mark.parametrize("typed", ["80" + " " * 1_000_000 + "x", "9" * 1_000_000, "- " * 500_000])
def test_a_text_without_end_is_refused_at_once(measure: Measure, typed: str) -> None:
    """A pattern that walked over each blank again would take minutes here."""
    with pytest.raises(NotANumber) as refused:
        read_target(measure, typed)
    assert len(str(refused.value)) < 300


@given(st.sampled_from([NUMBER, RANGE, OPINION, TEXT]), st.text(max_size=150))
def test_any_text_is_a_target_or_a_sentence(measure: Measure, typed: str) -> None:
    assert said_of(measure, typed).endswith(".")


def said_of(measure: Measure, typed: str) -> str:
    """What comes of a typed target: kept as it would be stored, or the sentence of a refusal."""
    try:
        target = read_target(measure, typed)
    except NotANumber as refused:
        return str(refused)
    assert kept_value(measure, keep_value(target)) == target
    return f"{keep_value(target)}."


@pytest.mark.parametrize("typed", ["", "n/a"])
def test_a_range_target_may_be_absent(typed: str) -> None:
    assert isinstance(read_target(RANGE, typed), Absent)


def test_a_target_that_is_no_range_is_read_as_a_realisation() -> None:
    assert read_target(NUMBER, "1.850") == Decimal(1850)
    assert read_target(OPINION, "wdp") == "WDP"


def spans() -> st.SearchStrategy[Span]:
    return st.tuples(numbers(), numbers()).filter(lambda p: p[0] < p[1]).map(lambda p: Span(*p))


@given(numbers() | spans() | st.sampled_from(list(Absent)))
def test_a_number_a_range_or_an_absence_is_kept_without_loss(value: Value) -> None:
    assert kept_value(RANGE, keep_value(value)) == value


@given(spans())
def test_a_shown_range_is_read_back(span: Span) -> None:
    assert read_target(RANGE, show_value(span)) == span


@given(st.text(min_size=1, max_size=60))
def test_a_text_is_kept_without_loss(typed: str) -> None:
    value = read_value(TEXT, typed)
    assert kept_value(TEXT, keep_value(value)) == value


@pytest.mark.parametrize("kept", ["1,5", "a", "1..", "..1", "2..1", "1..2..3"])
def test_a_kept_value_of_another_form_is_refused(kept: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        kept_value(NUMBER, kept)


def test_a_value_is_shown_as_it_is_printed() -> None:
    assert show_value(None) == show_value(Absent.EMPTY) == ""
    assert show_value(Absent.NOT_AVAILABLE) == "n/a"
    assert show_value(Decimal("1412.50")) == "1.412,5"
    assert show_value(Decimal(0)) == "0"
    assert show_value("WTP") == "WTP"
    assert show_value(Span(Decimal(80), Decimal("90.5"))) == "80 – 90,5"


def test_a_value_of_a_text_measure_is_refused_when_it_is_no_value_of_it() -> None:
    with pytest.raises(NotAValue):
        read_value(OPINION, "XYZ")
