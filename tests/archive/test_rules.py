"""The archive's pure rules."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from himpun.archive.rules.retention import Term, kept_by, stage_at, term_for
from himpun.archive.rules.searching import EXCERPT, asked_words, excerpt, marked, words_of
from himpun.archive.rules.security import Reach, keys_of

TERM = Term(2, 3, "musnah")


@pytest.mark.parametrize(
    ("on", "stage"),
    [
        (date(2026, 12, 31), "aktif"),
        (date(2027, 1, 1), "inaktif"),
        (date(2029, 12, 31), "inaktif"),
        (date(2030, 1, 1), "jatuh-tempo"),
    ],
)
def test_both_last_days_are_included(on: date, stage: str) -> None:
    kept = kept_by(TERM, 2024)
    assert stage_at(on, kept.active_until, kept.inactive_until) == stage


def test_what_no_schedule_speaks_of_has_no_stage() -> None:
    kept = kept_by(None, 2024)
    assert stage_at(date(2099, 1, 1), kept.active_until, kept.inactive_until) == "belum-berjadwal"


def test_a_code_takes_the_term_of_the_nearest_code_above() -> None:
    terms = {"000.8": TERM, "000.8.6.3": Term(1, 1, "permanen")}
    assert term_for("000.8.6.3", terms) == terms["000.8.6.3"]
    assert term_for("000.8.6.4", terms) == TERM
    assert term_for("000.80.1", terms) is None


def test_an_excerpt_shows_the_first_hit_with_its_surroundings() -> None:
    text = "awal " * 100 + "jalan mantap akhirnya " + "akhir " * 100
    pieces = excerpt(text, ["mantap"])
    assert [piece.text for piece in pieces if piece.hit] == ["mantap"]
    assert pieces[0].text == "… "
    assert pieces[-1].text == " …"
    assert sum(len(piece.text) for piece in pieces) <= EXCERPT + 4


def test_words_that_begin_so_are_marked_whole() -> None:
    assert [(p.text, p.hit) for p in marked("Dua laporan, terlapor, alur", ["lapor"])] == [
        ("Dua ", False), ("laporan", True), (", ", False), ("terlapor", True), (", alur", False),
    ]  # fmt: skip


@given(st.text(max_size=400), st.lists(st.text(max_size=5), max_size=3))
def test_marking_never_changes_a_text(text: str, asked: list[str]) -> None:
    words = [word for one in asked for word in words_of(one)]
    assert "".join(piece.text for piece in marked(text, words)) == text


@given(st.text(max_size=2_000))
def test_an_excerpt_is_short_and_of_the_text(text: str) -> None:
    pieces = excerpt(text, asked_words(text[-50:]))
    shown = "".join(piece.text for piece in pieces)
    assert len(shown) <= EXCERPT + 4
    assert shown.removeprefix("… ").removesuffix(" …") in " ".join(text.split())


@given(st.text())
def test_words_are_letters_and_figures_only_and_never_too_long(text: str) -> None:
    for word in words_of(text):
        assert word.isalnum()
        assert len(word) <= 60


def test_a_question_is_twelve_words_at_most_each_once() -> None:
    assert asked_words("a A b " * 100) == ["a", "b"]
    assert len(asked_words(" ".join(str(n) for n in range(100)))) == 12


def test_who_sees_no_agency_holds_only_the_own_key() -> None:
    assert Reach(7, heads=frozenset({1}), inside=frozenset({1})).keys == {"p7"}


def test_a_class_that_is_open_names_nobody() -> None:
    assert keys_of(1, "biasa", [7], [8]) == ["b1"]
    assert keys_of(1, "sangat-rahasia", [7, 7], [8]) == ["p7"]
