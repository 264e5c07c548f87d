"""What is typed into a form, as it is kept and shown again."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from himpun.performance.rules import Measure, show_number
from himpun.performance.rules.entries import (
    FIELDS,
    Definition,
    Entry,
    Item,
    NotAnEntry,
    difference,
    shown,
    shown_items,
    typed,
)

PLAIN = Definition(Measure(unit_of_measure="persen"))
RATIO = Definition(
    Measure(unit_of_measure="persen"),
    (Item("baik", "Jalan baik", "km"), Item("semua", "Semua jalan", "km")),
    "baik / semua * 100",
)
NUMBERS = st.decimals(-(10**12), 10**12, places=4, allow_nan=False)
WORDS = st.text(max_size=200)


@given(NUMBERS, st.integers(0, 10**15), st.dates(date(2000, 1, 1), date(2199, 12, 31)), WORDS)
def test_what_is_shown_may_be_typed_again_and_changes_nothing(
    figure: Decimal, budget: int, day: date, words: str
) -> None:
    sent = {
        "realisation": show_number(figure), "budget": show_number(Decimal(budget)),
        "follow_up_on": str(day), "obstacles": words, "note": words,
    }  # fmt: skip
    kept = typed(Entry(), PLAIN, sent)
    assert difference(kept, typed(kept, PLAIN, shown(kept, PLAIN))) == {}


@given(NUMBERS, st.decimals("0.001", 10**9, places=3))
def test_raw_data_are_shown_as_they_may_be_typed_again(one: Decimal, other: Decimal) -> None:
    sent = {"items.baik": show_number(one), "items.semua": show_number(other)}
    kept = typed(Entry(), RATIO, sent)
    again = {f"items.{key}": text for key, text in shown_items(kept, RATIO).items()}
    assert difference(kept, typed(kept, RATIO, again)) == {}
    assert kept.realisation


@given(st.sampled_from(FIELDS), st.text(max_size=5_000))
def test_whatever_is_typed_is_kept_or_refused_in_a_sentence(name: str, text: str) -> None:
    try:
        kept = typed(Entry(), PLAIN, {name: text})
    except NotAnEntry as no:
        place, sentence = no.field, str(no)
    else:
        place, sentence = name, "Disimpan."
        assert "\0" not in "".join(shown(kept, PLAIN).values())
    assert place in FIELDS
    assert sentence.endswith((".", "?", ")"))


def test_an_entry_is_answered_by_a_figure_or_by_a_reason() -> None:
    assert not Entry(note="Menyusul.").answered
    assert Entry(realisation="0").answered
    assert Entry(no_value="Survei ditunda.").answered


def test_a_reason_leaves_when_raw_data_come() -> None:
    before = Entry(no_value="Alat rusak.")
    after = typed(before, RATIO, {"items.baik": "5", "items.semua": "10"})
    assert (after.no_value, after.realisation) == ("", "50")


@pytest.mark.parametrize("text", ["01/01/999", "31/02/2026", "2026-13-01", "besok", "9999-12-31"])
def test_a_day_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(NotAnEntry, match=r"bukan tanggal|tidak mungkin"):
        typed(Entry(), PLAIN, {"follow_up_on": text})


def test_a_division_by_zero_leaves_no_figure() -> None:
    after = typed(Entry(), RATIO, {"items.baik": "5", "items.semua": "0"})
    assert (after.realisation, after.items) == ("", {"baik": "5", "semua": "0"})


def test_a_computed_figure_out_of_its_range_is_refused() -> None:
    bound = replace(RATIO, measure=replace(RATIO.measure, maximum=Decimal(100)))
    with pytest.raises(NotAnEntry, match="nilai tertinggi"):
        typed(Entry(), bound, {"items.baik": "11", "items.semua": "10"})
