"""Roots of Indonesian words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from himpun.archive.rules.searching import found_by, words_of
from himpun.archive.rules.stems import roots_of


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("melaporkan", "laporkan"), ("pelaporan", "laporan"), ("dilaporkan", "laporkan"),
        ("perencanaan", "rencanaan"), ("penyusunan", "susunan"), ("menyusun", "susun"),
        ("pengiriman", "kiriman"), ("mengukur", "ukur"), ("pengukuran", "ukuran"),
        ("memeriksa", "periksa"), ("pemeriksaan", "periksaan"), ("membina", "bina"),
        ("penagihan", "tagihan"), ("menagih", "tagih"), ("mendata", "data"),
        ("terlambat", "lambat"), ("berlaku", "laku"), ("keterlambatan", "terlambatan"),
        ("setahun", "tahun"),
    ],
)  # fmt: skip
def test_a_word_is_found_by_its_root(word: str, root: str) -> None:
    assert root in roots_of(word)


@pytest.mark.parametrize("word", ["jalan", "data", "000", "kota", "desa", "tw3", "penak"])
def test_a_word_without_prefix_or_with_a_short_rest_has_no_other(word: str) -> None:
    assert roots_of(word) == []


@given(st.text(max_size=200))
def test_a_text_is_found_by_all_its_words_and_its_roots_are_words_too(text: str) -> None:
    found = found_by(text)
    assert set(words_of(text)) <= set(found)
    assert all(words_of(form) == [form] for form in found)
