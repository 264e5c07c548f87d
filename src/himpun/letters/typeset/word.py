"""A document as a Word file, to be edited and to come back (`word_read`).

What belongs to the body is told from what stands around it by the names of styles, which office
programs keep. Blanks are dots: a Word file is never the paper that is signed.
"""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as TO
from docx.shared import Mm, Pt
from docx.table import _Cell

from himpun.letters.rules.document import (
    Attachment,
    Document,
    HeadField,
    Letterhead,
    Line,
    Signature,
)
from himpun.letters.typeset.packed import HALVES, SIZES, listed, logo_png
from himpun.letters.typeset.word_blocks import Writer
from himpun.letters.typeset.word_styles import (
    AROUND,
    DOTS,
    LETTERHEAD,
    PART_HEAD,
    PART_TITLE,
    add_lists,
    add_styles,
    borderless,
    room,
    ruled_below,
)

SIGNED_WIDE, PART_HEAD_WIDE = 76, 90
"""Millimetres of a single signer, and of what an attachment belongs to: at the right as on the
sheet."""
TOGETHER = 4
"""So many lines of a list stay on one page."""
APART = Pt(8)
"""Between the letterhead, the title, and what stands below them."""
MARGINS = {"left_margin": 25, "right_margin": 20, "top_margin": 16, "bottom_margin": 20}


def docx_of(document: Document, *, at: datetime) -> bytes:
    """The document as a Word file (.docx), made `at` a moment. It shows no code and no marks."""
    document = listed(document)
    word = docx.Document()
    add_styles(word)
    writer = Writer(word, add_lists(word))
    _properties(word, document, at)
    _page(word.sections[0], document, landscape=document.landscape)
    _before(word, document)
    writer.blocks(document.body)
    _after(word, document)
    for part in document.attachments:
        _attachment(word, writer, document, part)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def shown(line: Line) -> str:
    """A line with dots where something is still to be filled in."""
    return "".join(part if isinstance(part, str) else DOTS for part in line)


def _properties(word: WordDocument, document: Document, at: datetime) -> None:
    known = word.core_properties
    known.title, known.author, known.language = document.subject[:250], "Himpun", "id-ID"
    known.comments, known.keywords = "", document.kind
    known.created = known.modified = at.replace(tzinfo=None)


def _page(section: Any, document: Document, *, landscape: bool) -> None:
    width, height = (HALVES if document.layout == "disposisi" else SIZES)[document.page]
    if landscape:
        width, height = height, width
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    narrow = document.layout == "disposisi"
    for name, margin in MARGINS.items():
        setattr(section, name, Mm(10 if narrow else margin))


# ---- around the body


def _around(
    place: Any, text: str, *, style: str = AROUND, to: Any = None, bold: bool = False
) -> Any:
    paragraph = place.add_paragraph(style=style)
    paragraph.add_run(text).bold = bold or None
    if to is not None:
        paragraph.alignment = to
    return paragraph


def _first(cell: _Cell, text: str, *, bold: bool = False) -> None:
    """The first paragraph of a cell, which is always there."""
    cell.paragraphs[0].style = AROUND
    cell.paragraphs[0].add_run(text).bold = bold or None


def _before(word: WordDocument, document: Document) -> None:
    if document.letterhead:
        _letterhead(word, document.letterhead)
    titles = [_around(word, said, to=TO.CENTER, bold=True) for said in document.title]
    centred = [shown(document.number)] if document.number else []
    if document.layout == "keputusan":
        centred += ["TENTANG", document.subject.upper(), document.opening]
    titles += [_around(word, said, to=TO.CENTER) for said in centred]
    if titles:
        titles[-1].paragraph_format.space_after = APART
    if document.layout == "surat":
        _around(word, shown(document.date), to=TO.RIGHT)
    _rows(word, document.head)
    if document.layout == "surat":
        _recipients(word, document)


def _letterhead(word: WordDocument, head: Letterhead) -> None:
    if head.logo:
        picture = _around(word, "", style=LETTERHEAD, to=TO.CENTER)
        picture.add_run().add_picture(io.BytesIO(logo_png(head.logo)), height=Mm(20))
    for n, said in enumerate(head.lines):
        agency = n > 0 or len(head.lines) == 1
        run = _around(word, said, style=LETTERHEAD, to=TO.CENTER).runs[0]
        run.bold, run.font.size = agency or None, Pt(16 if agency else 13)
    for said in head.contact:
        _around(word, said, style=LETTERHEAD, to=TO.CENTER).runs[0].font.size = Pt(9)
    rule = _around(word, "", style=LETTERHEAD)
    rule.paragraph_format.space_after = APART
    ruled_below(rule)


def _rows(word: WordDocument, rows: Sequence[HeadField]) -> None:
    if not rows:
        return
    table: Any = borderless(word.add_table(rows=0, cols=3), (32, 5, room(word) - 37))
    for row in rows:
        for cell, said in zip(
            table.add_row().cells, (row.label, ":" if row.label else "", shown(row.value)),
            strict=True,
        ):  # fmt: skip
            _first(cell, said)
    _around(word, "")


def _recipients(word: WordDocument, document: Document) -> None:
    if not document.recipients:
        return
    names = document.recipients
    if any(part.title == "DAFTAR PENERIMA" for part in document.attachments):
        names = ("Daftar penerima terlampir",)
    if len(names) == 1:
        _around(word, f"Yth. {names[0]}")
    else:
        _around(word, "Yth.")
        for number, name in enumerate(names, start=1):
            _around(word, f"{number}. {name}")
    if document.recipients_at:
        _around(word, f"di {document.recipients_at}")
    _around(word, "")


def _after(word: WordDocument, document: Document) -> None:
    if document.signatures:
        _signatures(word, document.signatures)
    if document.initials:
        _listed(word, "Paraf hierarki:", [f"{row.office} {DOTS}" for row in document.initials])
    if document.copies:
        _listed(word, "Tembusan:", document.copies)


def _listed(word: WordDocument, heading: str, lines: Sequence[str]) -> None:
    """A short list below its heading, which never stands alone at the foot of a page."""
    first = _around(word, heading).paragraph_format
    first.space_before, first.keep_with_next = APART, True
    for number, said in enumerate(lines, start=1):
        form = _around(word, f"{number}. {said}").paragraph_format
        form.keep_with_next = number < min(len(lines), TOGETHER)


def _signatures(word: WordDocument, signatures: Sequence[Signature]) -> None:
    """One signer stands at the right, two beside each other."""
    _around(word, "")
    seats = (None, *signatures) if len(signatures) == 1 else tuple(signatures)
    last = SIGNED_WIDE if len(seats) == len(signatures) + 1 else room(word) // len(seats)
    widths = ((room(word) - last) // (len(seats) - 1),) * (len(seats) - 1)
    table = borderless(word.add_table(rows=1, cols=len(seats)), (*widths, last))
    for cell, signed in zip(table.rows[0].cells, seats, strict=True):
        lines = _signed_lines(signed) if signed else [("", False)]
        _first(cell, lines[0][0], bold=lines[0][1])
        for said, bold in lines[1:]:
            _around(cell, said, bold=bold)


def _signed_lines(signed: Signature) -> list[tuple[str, bool]]:
    above = [(shown(line), False) for line in signed.above]
    below = [(shown(line), n == 0) for n, line in enumerate(signed.below)]
    return [*above, *[("", False)] * 3, *below]


def _attachment(word: WordDocument, writer: Writer, document: Document, part: Attachment) -> None:
    section = word.add_section(WD_SECTION.NEW_PAGE)
    _page(section, document, landscape=part.landscape)
    for line in part.heading:
        said = _around(word, shown(line), style=PART_HEAD)
        said.paragraph_format.left_indent = Mm(room(word) - PART_HEAD_WIDE)
    title = _around(word, "", style=PART_TITLE, to=TO.CENTER)
    title.paragraph_format.space_before = APART
    for n, said in enumerate(part.title.split("\n")):
        run = title.add_run(said)
        run.bold = True
        if n < part.title.count("\n"):
            run.add_break()
    writer.blocks(part.body)
    if part.signed and document.signatures:
        _signatures(word, document.signatures[:1])
