"""Small tables typed as lines."""

from decimal import Decimal

import pytest

from himpun.performance.rules import ORDINALS, SCALES
from himpun.performance.rules.definition import Item
from himpun.performance.rules.lines import (
    NotALine,
    read_grades,
    read_items,
    read_levels,
    show_grades,
    show_items,
    show_levels,
)


@pytest.mark.parametrize("key", SCALES)
def test_every_scale_is_read_as_it_is_shown(key: str) -> None:
    levels = SCALES[key].levels
    assert read_levels(show_levels(levels)) == levels


@pytest.mark.parametrize("key", ORDINALS)
def test_every_ordinal_is_read_as_it_is_shown(key: str) -> None:
    assert read_grades(show_grades(ORDINALS[key])) == ORDINALS[key]


def test_items_are_read_as_they_are_shown_with_or_without_unit() -> None:
    items = (Item("mantap", "Jalan mantap", "km"), Item("ruas", "Jumlah ruas"))
    assert read_items(show_items(items)) == items
    assert read_items("  \n") == ()


def test_levels_may_stand_in_any_order() -> None:
    found = read_levels("Rendah; ; kurang\nTinggi; >= 7,5; baik")
    assert [(level.word, level.lower, level.included) for level in found] == [
        ("Rendah", None, False),
        ("Tinggi", Decimal("7.5"), True),
    ]


@pytest.mark.parametrize(
    ("read", "text", "sentence"),
    [
        (read_items, "mantap", "memerlukan kode dan nama"),
        (read_items, "a; b; c; d", "paling banyak 3 bagian"),
        (read_items, "a; b\n" * 41, "Paling banyak 40 baris"),
        (read_grades, "WTP", "memerlukan kode dan nilai"),
        (read_grades, "WTP; empat", "bukan angka"),
        (read_grades, "WTP;", "memerlukan angka"),
        (read_levels, "Tinggi; 75; baik", "harus diawali"),
        (read_levels, "Tinggi; > 75; hebat", "Bagian ketiga"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(read: object, text: str, sentence: str) -> None:
    assert callable(read)
    with pytest.raises(NotALine, match=sentence):
        read(text)
