"""Where a long Indonesian word may break in a narrow head."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from himpun.sops.rules.syllables import MAY_BREAK, SOFT_HYPHEN, breakable, syllables


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("perencanaan", "pe-ren-ca-na-an"),
        ("sekretariat", "sek-re-ta-ri-at"),
        ("keuangan", "ke-u-a-ngan"),
        ("pelayanan", "pe-la-ya-nan"),
        ("penyusunan", "pe-nyu-su-nan"),
        ("struktur", "struk-tur"),
        ("instruksi", "in-struk-si"),
        ("an", "an"),
    ],
)
def test_a_word_is_parted_as_it_is_spoken(word: str, parts: str) -> None:
    assert "-".join(syllables(word)) == parts


def test_only_long_words_are_parted_and_no_part_is_a_stump() -> None:
    shown = breakable("Kasubag Perencanaan dan Pelaporan").replace(SOFT_HYPHEN, "-")
    assert shown == "Kasubag Peren-canaan dan Pela-poran"


def test_words_of_eight_letters_fit_a_head_of_seven() -> None:
    shown = breakable("Keuangan, Kasubbag").replace(SOFT_HYPHEN, "-")
    assert shown == "Keu-angan, Kasub-bag"


def test_a_slash_is_a_place_to_break() -> None:
    assert breakable("Kabid/KPA") == f"Kabid/{MAY_BREAK}KPA"


def test_a_name_in_capitals_is_left_whole() -> None:
    assert breakable("PUPRPERKIMDPMPTSP") == "PUPRPERKIMDPMPTSP"


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzABC /-", max_size=40))
def test_nothing_is_added_but_places_to_break(text: str) -> None:
    assert breakable(text).replace(SOFT_HYPHEN, "").replace(MAY_BREAK, "") == text
