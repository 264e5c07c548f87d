"""What a cell says, taken for something typed."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from himpun.archive.rules.cells import (
    Cell,
    NotTyped,
    Sheet,
    address,
    read_day,
    typed,
    typed_day,
)
from himpun.performance.rules.numbers import exact_text, read_number

EXACT = st.decimals(-(10**12), 10**12, places=6, allow_nan=False, allow_infinity=False)


@given(EXACT)
def test_a_number_is_read_back_as_it_stood(number: Decimal) -> None:
    text = exact_text(number)
    assert read_number(typed(Cell("number", text))) == number


@given(EXACT)
def test_a_percentage_means_what_it_shows(number: Decimal) -> None:
    assert read_number(typed(Cell("percent", exact_text(number.scaleb(-2))))) == number


def test_texts_are_taken_as_they_stand() -> None:
    assert typed(Cell("text", "=1+1")) == "=1+1"
    assert typed(Cell("number", "1850.5")) == "1850,5"
    assert typed(Cell("percent", "0.765")) == "76,5 %"
    assert typed(Cell("date", "2026-12-31")) == "2026-12-31"
    assert typed(None) == ""


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (Cell("formula", "10"), "rumus"),
        (Cell("error", "#REF!"), "#REF!"),
        (Cell("boolean", "1"), "benar/salah"),
    ],
)
def test_what_nobody_typed_is_refused(cell: Cell, words: str) -> None:
    for read in (typed, lambda cell: typed_day(cell, from_1904=False)):
        with pytest.raises(NotTyped, match=words):
            read(cell)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (Cell("text", "31/12/2026"), date(2026, 12, 31)),
        (Cell("text", " 1-2-2026 "), date(2026, 2, 1)),
        (Cell("text", "31.12.2026"), date(2026, 12, 31)),
        (Cell("date", "2026-12-31"), date(2026, 12, 31)),
        (Cell("number", "46387"), date(2026, 12, 31)),
        (Cell("number", "46387.99"), date(2026, 12, 31)),
        (Cell("text", "  "), None),
        (None, None),
    ],
)
def test_a_day_is_a_text_or_a_count(cell: Cell | None, day: date | None) -> None:
    assert typed_day(cell, from_1904=False) == day


def test_days_may_be_counted_from_1904() -> None:
    assert typed_day(Cell("number", "44925"), from_1904=True) == date(2026, 12, 31)


@pytest.mark.parametrize(
    "text", ["31/13/2026", "31/12/26", "besok", "2026", "٣١/12/2026", "1/2/3/4", "31/12/20260"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    assert read_day(text) is None
    with pytest.raises(NotTyped, match="bukan tanggal"):
        typed_day(Cell("text", text), from_1904=False)


@pytest.mark.parametrize("count", ["0", "60", "-5", "2958466", "1" + "0" * 300])
def test_a_count_that_is_no_day_is_refused(count: str) -> None:
    for from_1904 in (False, True):
        with pytest.raises(NotTyped, match="bukan tanggal"):
            typed_day(Cell("number", count), from_1904=from_1904)


@pytest.mark.parametrize(("column", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (703, "AAA")])
def test_a_cell_is_named_as_excel_names_it(column: int, letters: str) -> None:
    assert address(12, column) == f"{letters}12"
    assert Sheet("Isian", {}).place(12, column) == f"Lembar Isian, sel {letters}12"
