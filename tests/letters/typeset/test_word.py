"""A paper as a Word file: it can be opened, edited, and comes back as the text it was."""

import io
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml.ns import qn
from tests.letters.facts import USUAL
from tests.letters.papers import AT, HEAD, LETTER
from tests.letters.rules.test_scripting import LETTER as EVERYTHING

from himpun.letters.queries.shipped import shipped_template
from himpun.letters.rules.composing import Setting, document, draft
from himpun.letters.rules.document import Blank, Initial
from himpun.letters.rules.kinds import KINDS, Kind
from himpun.letters.rules.script_reading import read
from himpun.letters.typeset import docx_of, read_docx


def words_of(content: bytes) -> str:
    """All that a Word file says, its tables too."""
    word = docx.Document(io.BytesIO(content))
    return "\n".join(node.text or "" for node in word.element.iter() if node.tag.endswith("}t"))


def edited(change: Callable[[Any], object]) -> str:
    """What comes back after someone changed a new Word file."""
    word = docx.Document()
    change(word)
    out = io.BytesIO()
    word.save(out)
    return read_docx(out.getvalue())


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.key)
def test_it_comes_back_from_word_unchanged(kind: Kind) -> None:
    made = draft(shipped_template(kind), USUAL)
    setting = Setting(letterhead=HEAD, signed=kind.marking != "none", initials=("Sekretaris",))
    assert read_docx(docx_of(document(kind, made, setting), at=AT)) == made.text


def test_everything_that_the_text_form_knows_comes_back() -> None:
    from dataclasses import replace

    script = read(EVERYTHING)
    paper = replace(LETTER, body=script.body, attachments=script.attachments)
    assert read_docx(docx_of(paper, at=AT)) == EVERYTHING


def test_a_list_begins_beside_its_label() -> None:
    made = draft(shipped_template(KINDS["keputusan"]), USUAL)
    word = docx.Document(
        io.BytesIO(docx_of(document(KINDS["keputusan"], made, Setting(letterhead=HEAD)), at=AT))
    )
    rows = [row.cells for table in word.tables for row in table.rows if len(row.cells) == 3]
    said = {label.text: cell for label, _, cell in rows}
    assert said["Menimbang"].paragraphs[0].text.startswith("bahwa")


def test_it_says_what_the_sheet_says_with_dots_for_what_is_not_known() -> None:
    said = words_of(docx_of(LETTER, at=AT))
    for text in ("DINAS PERHUBUNGAN", "Kepala Bidang Angkutan", "Paraf hierarki:", "Tembusan:"):
        assert text in said
    assert "Painan, ……………………" in said
    assert LETTER.initials == (Initial(1, "Kasubag Perencanaan"), Initial(2, "Sekretaris"))
    assert Blank("nomor") in LETTER.head[0].value


def test_all_of_it_is_set_in_one_typeface_and_spelled_as_indonesian() -> None:
    """A theme's typeface would come before ours, and Word would underline every word as English."""
    word = docx.Document(io.BytesIO(docx_of(LETTER, at=AT)))
    for name in ("Normal", "Heading 1", "Heading 2"):
        fonts = word.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:ascii")) == "Arial"
        assert [key for key in fonts.attrib if key.endswith("heme")] == []
    (tongue,) = word.styles.element.iter(qn("w:lang"))
    assert tongue.get(qn("w:val")) == "id-ID"


def test_a_changed_paragraph_is_read_with_its_emphasis() -> None:
    def change(word: Any) -> None:
        word.add_heading("Bab Baru", 1)
        paragraph = word.add_paragraph("Sangat ")
        paragraph.add_run("penting").bold = True
        paragraph.add_run(" dan ")
        paragraph.add_run("mendesak").italic = True
        word.add_paragraph("di tengah").alignment = WD_ALIGN_PARAGRAPH.CENTER
        word.add_paragraph("")
        word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        word.add_paragraph("☐ belum")
        word.add_paragraph("☑ sudah")
        word.add_paragraph("1. diketik dengan tangan")

    assert edited(change) == (
        "# Bab Baru\n\nSangat **penting** dan *mendesak*\n\n> di tengah\n\n---\n\n"
        "[ ] belum\n[x] sudah\n\n\\ 1. diketik dengan tangan\n"
    )


def test_the_lists_and_tables_of_an_office_program_are_read() -> None:
    def change(word: Any) -> None:
        word.add_paragraph("satu", style="List Number")
        word.add_paragraph("dua", style="List Number")
        word.add_paragraph("garis", style="List Bullet")
        table = word.add_table(rows=3, cols=3, style="Table Grid")
        for row, said in zip(
            table.rows, (("No", "Uraian", ""), ("1", "a|b", "x"), "2yz"), strict=True
        ):
            for cell, text in zip(row.cells, said, strict=True):
                cell.text = text
        table.cell(0, 1).merge(table.cell(0, 2))
        table.cell(1, 0).merge(table.cell(2, 0))

    assert edited(change) == (
        "1. satu\n2. dua\n\n- garis\n\n"
        "| No | Uraian | < |\n|-|-|-|\n| 1\\n2 | a\\|b | x |\n|  | y | z |\n"
    )


def test_what_stands_around_the_body_is_passed_over() -> None:
    assert read_docx(docx_of(LETTER, at=AT)).startswith("Kami minta data kinerja bidang Saudara")


@pytest.mark.parametrize(
    ("kind", "wide"), [("rekapitulasi-data-kinerja", 285), ("surat-peringatan", 170)]
)
def test_a_table_is_as_wide_as_the_page_that_it_stands_on(kind: str, wide: int) -> None:
    made = document(
        KINDS[kind], draft(shipped_template(KINDS[kind]), USUAL), Setting(letterhead=HEAD)
    )
    word = docx.Document(io.BytesIO(docx_of(made, at=AT)))
    (table,) = (t for t in word.tables if t.style is not None and t.style.name == "Table Grid")
    widths = [column.width for column in table.columns]
    assert all(widths)
    assert round(sum(width.mm for width in widths if width)) == wide
