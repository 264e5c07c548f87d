"""A paper as text: which blanks it has, and that they can be written out."""

from himpun.letters.rules.document import (
    DATE,
    NAME,
    NUMBER,
    Blank,
    Document,
    HeadField,
    Paragraph,
    Signature,
    blanks_in,
    filled,
    line,
    plain,
    words,
)

LETTER = Document(
    kind="surat-permintaan-data",
    layout="surat",
    subject="Permintaan Data Kinerja",
    date=line("Painan, ", Blank(DATE)),
    head=(HeadField("Nomor", line(Blank(NUMBER))), HeadField("Sifat", line("Segera"))),
    body=(Paragraph(plain("Bersama ini kami minta data kinerja.")),),
    signatures=(Signature(above=(line("KEPALA DINAS,"),), below=(line(Blank(NAME)),)),),
)


def test_a_paper_names_its_blanks() -> None:
    assert blanks_in(LETTER) == {NUMBER, DATE, NAME}


def test_what_is_known_is_written_out_and_the_rest_stays_blank() -> None:
    known = filled(LETTER, {NUMBER: "000.8.6.3/1/2026", DATE: "5 Oktober 2026"})
    assert known.head[0].value == ("000.8.6.3/1/2026",)
    assert known.date == ("Painan, ", "5 Oktober 2026")
    assert blanks_in(known) == {NAME}
    assert known.body == LETTER.body


def test_a_line_leaves_empty_texts_out() -> None:
    assert line("", Blank(DATE), "") == (Blank(DATE),)


def test_a_text_without_emphasis_keeps_every_character() -> None:
    assert words(plain("#let *bukan markup* {x}")) == "#let *bukan markup* {x}"
    assert plain("") == ()
