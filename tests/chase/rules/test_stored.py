"""Ladders as they are kept, the shipped ones, and what is refused."""

from dataclasses import replace

import pytest

from himpun.chase.rules.ladder import Ladder, Rung
from himpun.chase.rules.shipped import shipped_ladder
from himpun.chase.rules.stored import dump, load, what_is_wrong
from himpun.chase.rules.words import filled, when_text


@pytest.mark.parametrize("by_sop", [True, False])
def test_the_shipped_ladder_is_sound_and_comes_back_as_it_was_kept(by_sop: bool) -> None:
    ladder = shipped_ladder(by_sop=by_sop)
    assert what_is_wrong(ladder, by_sop=by_sop) == []
    assert load(dump(ladder)) == ladder
    assert {rung.kind for rung in ladder.rungs} == {"reminder", "letter", "contact"}


def test_the_shipped_ladder_says_its_days_in_words() -> None:
    assert [when_text(rung) for rung in shipped_ladder(by_sop=True).rungs[3:]] == [
        "1 hari kerja sebelum batas waktu",
        "pada hari batas waktu",
        "1 hari kerja sesudah batas waktu",
        "3 hari kerja sesudah batas waktu",
        "5 hari kerja sesudah batas waktu",
        "tepat pada batas akhir menurut SOP",
        "2 hari kerja sesudah batas akhir menurut SOP",
    ]


SOUND = shipped_ladder(by_sop=False)
ONE = SOUND.rungs[0]


def one(**change: object) -> Ladder:
    return Ladder((replace(ONE, **change),), 3)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("ladder", "word"),
    [
        (Ladder((), 3), "paling sedikit satu"),
        (Ladder((ONE,), 0), "paling sedikit 1"),
        (Ladder((ONE, ONE), 3), "tanda yang sama"),
        (Ladder((*SOUND.rungs, Rung("s2", "letter", "Lagi", "a", 6)), 3), "hanya boleh satu"),
        (one(kind="fax"), "tidak dikenal"),
        (one(to=()), "penerima"),
        (one(to=("wali",)), "penerimanya tidak dikenal"),
        (one(title=" "), "judul"),
        (one(text=""), "isi pesan"),
        (one(text="Halo {nama}"), "{nama} tidak dikenal"),
        (one(text="Halo {unit, sampai {batas}"), "kurawal"),
        (one(text="Halo {unit}}"), "kurawal"),
        (one(amount=61), "paling jauh"),
        (one(anchor="limit"), "tidak mempunyai batas akhir"),
    ],
)
def test_a_ladder_that_is_wrong_says_where(ladder: Ladder, word: str) -> None:
    assert any(word in said for said in what_is_wrong(ladder, by_sop=False))


def test_an_sop_with_its_own_letter_keeps_its_own_moment() -> None:
    assert any("sendiri" in said for said in what_is_wrong(SOUND, by_sop=True))


def test_a_fact_with_braces_stays_as_it_is() -> None:
    assert filled("{unit} {batas} {lain}", {"unit": "{sop}", "batas": "x"}) == "{sop} x {lain}"
