"""What a paper leaves open is named as a reader finds it."""

from dataclasses import replace

from himpun.letters.rules.composing import MISSING, Draft, draft_of
from himpun.letters.rules.template import Template, dump
from himpun.letters.rules.unfilled import LONGEST, unfilled

FRAME = Template(body="", subject="Undangan rapat", head=(("Hal", "Undangan rapat"),))


def kept(text: str, frame: Template = FRAME) -> Draft:
    return draft_of(dump(frame), text)


def test_rows_are_named_by_their_labels_and_each_once() -> None:
    rows = f"Hari, tanggal :: {MISSING}\nTempat :: Aula\nWaktu :: {MISSING}\n"
    text = f"Pada:\n\n{rows}\nKedua:\n\n{rows}"
    assert unfilled(kept(text)) == ("Hari, tanggal", "Waktu")


def test_a_sentence_is_named_by_its_words() -> None:
    assert unfilled(kept(f"2. Surat nomor {MISSING} diterima.")) == ("Surat nomor … diterima.",)


def test_dots_alone_are_named_by_the_heading_above_them() -> None:
    assert unfilled(kept(f"# C. Keputusan rapat\n\n1. {MISSING}")) == ("C. Keputusan rapat",)
    assert unfilled(kept(f"| 1 | {MISSING} |")) == ("Isi naskah",)


def test_a_long_sentence_is_cut() -> None:
    (said,) = unfilled(kept("kata " * 40 + MISSING))
    assert len(said) <= LONGEST
    assert said.endswith("kata…")


def test_what_stands_around_the_text_counts_too() -> None:
    frame = replace(
        FRAME, title=f"NOTULA {MISSING}", head=(("Hal", f"Undangan {MISSING}"), ("Sifat", "Biasa")),
        recipients=(MISSING,), copies=(f"Kepala {MISSING}",),
    )  # fmt: skip
    assert unfilled(kept("Isi.", frame)) == ("Judul", "Hal", "Kepada", "Tembusan")


def test_a_paper_that_is_complete_leaves_nothing_open() -> None:
    assert unfilled(kept("Hari, tanggal :: Senin, 5 Oktober 2026\n\n(……)")) == ()
