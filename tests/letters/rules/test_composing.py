"""From a template and facts to a draft, and to the document that is printed."""

from dataclasses import replace

from tests.letters.facts import EMPTY, USUAL
from tests.letters.papers import HEAD

from himpun.letters.queries.shipped import shipped_template
from himpun.letters.rules.composing import Facts, Setting, document, draft, draft_of
from himpun.letters.rules.document import (
    Blank,
    Fields,
    Listing,
    Paragraph,
    Table,
    blanks_in,
    line,
    words,
)
from himpun.letters.rules.kinds import KINDS
from himpun.letters.rules.template import Template

LETTER = KINDS["surat-permintaan-data"]
SETTING = Setting(letterhead=HEAD, initials=("Sekretaris",), qr="https://contoh.go.id/x")


def with_texts(facts: Facts, **texts: str) -> Facts:
    return replace(facts, texts={**facts.texts, **texts})


def test_a_letter_is_drafted_from_the_facts_of_a_run() -> None:
    made = draft(shipped_template(LETTER), USUAL)
    assert made.frame.subject == "Permintaan Data Kinerja Triwulan III Tahun 2026"
    assert made.frame.recipients == USUAL.lists["penerima"]
    assert "3. Data kinerja disampaikan paling lambat tanggal 9 Oktober 2026." in made.text
    paper = document(LETTER, made, SETTING)
    assert paper.date == ("Painan, ", Blank("tanggal"))
    assert paper.head[0].value == (Blank("nomor"),)
    assert blanks_in(paper) == {
        "nomor", "tanggal", "jabatan", "nama", "pangkat", "nip", "keterangan",
    }  # fmt: skip
    assert paper.initials[0].office == "Sekretaris"


def test_a_draft_is_kept_as_text_and_json() -> None:
    for kind in KINDS.values():
        made = draft(shipped_template(kind), USUAL)
        kept = draft_of(made.as_json(), made.text)
        assert document(kind, kept, SETTING) == document(kind, made, SETTING)


def test_a_fact_that_is_missing_leaves_dots_and_an_optional_one_no_line() -> None:
    template = Template(
        subject="x", body="Batas {batas_waktu}\n\nLihat {surat_nomor?}\n\n{catatan}"
    )
    assert draft(template, EMPTY).text == "Batas ……………\n\n……………\n"
    known = with_texts(EMPTY, batas_waktu="9 Oktober", surat_nomor="12", catatan="Baik")
    assert draft(template, known).text == "Batas 9 Oktober\n\nLihat 12\n\nBaik\n"


def test_a_list_is_repeated_and_falls_away_when_it_is_empty() -> None:
    template = Template(
        subject="x", body="Dasar ::\n  1. {dasar}\n\nSelesai", copies=("{tembusan}",)
    )
    facts = replace(EMPTY, lists={"dasar": ("Satu", "Dua"), "tembusan": ("Bupati",)})
    made = draft(template, facts)
    assert made.text == "Dasar ::\n  1. Satu\n  2. Dua\n\nSelesai\n"
    assert made.frame.copies == ("Bupati",)
    assert draft(template, EMPTY).text == "Dasar ::\n\nSelesai\n"


def test_a_table_stands_where_its_name_stood() -> None:
    made = draft(shipped_template(KINDS["rekapitulasi-data-kinerja"]), USUAL)
    paper = document(KINDS["rekapitulasi-data-kinerja"], made, SETTING)
    assert paper.landscape
    assert isinstance(paper.body[0], Table)
    nothing = draft(shipped_template(KINDS["rekapitulasi-data-kinerja"]), EMPTY)
    assert nothing.text.startswith("Belum ada data.")
    report = draft(shipped_template(KINDS["laporan-rekapitulasi"]), EMPTY)
    assert "# C. Data yang belum disampaikan\n\nTidak ada.\n" in report.text


def test_marks_in_facts_stay_characters() -> None:
    nasty = "{nomor} *a* | b \\n {{x}} [x] :: 1. # >"
    template = Template(
        subject="{hal}", title="{hal}", date="{kota}, {tanggal}", recipients=("{penerima}",),
        body="{hal}\n\nHal :: {hal}\n\n1. {hal}",
    )  # fmt: skip
    facts = Facts(texts={"hal": nasty, "kota": "{tanggal}"}, lists={"penerima": (nasty,)})
    paper = document(KINDS["nota-dinas"], draft(template, facts), SETTING)
    assert paper.subject == nasty
    assert paper.recipients == (nasty,)
    assert paper.date == ("{tanggal}, ", Blank("tanggal"))
    paragraph, fields, listing = paper.body
    assert isinstance(paragraph, Paragraph)
    assert isinstance(fields, Fields)
    assert isinstance(listing, Listing)
    assert words(paragraph.text) == words(fields.rows[0].text) == nasty
    assert words(listing.items[0].text) == nasty


def test_where_nobody_signs_only_places_for_the_hand_remain() -> None:
    kind = KINDS["tanda-terima"]
    made = draft(shipped_template(kind), USUAL)
    paper = document(kind, made, replace(SETTING, signed=False))
    assert [signed.mark for signed in paper.signatures] == ["", ""]
    letter = draft(shipped_template(LETTER), USUAL)
    assert document(LETTER, letter, replace(SETTING, signed=False)).signatures == ()


def test_an_attachment_says_what_it_belongs_to() -> None:
    kind = KINDS["keputusan"]
    paper = document(kind, draft(shipped_template(kind), USUAL), SETTING)
    head = paper.attachments[0].heading
    assert head[0] == line("LAMPIRAN")
    assert head[2] == line("NOMOR ", Blank("nomor"))
    assert paper.opening == "KEPALA DINAS PERHUBUNGAN KABUPATEN PESISIR SELATAN,"
    assert paper.attachments[0].signed


def test_a_memo_to_many_names_them_in_a_list() -> None:
    kind = KINDS["nota-dinas"]
    many = replace(USUAL, lists={**USUAL.lists, "penerima": [f"Unit {n}" for n in range(9)]})
    paper = document(kind, draft(shipped_template(kind), many), SETTING)
    assert paper.head[0].value == ("Daftar terlampir",)
    assert len(paper.recipients) == 9


def test_a_heading_below_which_nothing_is_known_says_so() -> None:
    body = "# A. Satu\n\nCapaian :: {capaian?}\n\n# B. Dua\n\n## b\n\nAda."
    text = draft(Template(body=body), Facts()).text
    assert text.split("\n\n")[:2] == ["# A. Satu", "Belum ada data."]
    assert text.count("Belum ada data.") == 1
