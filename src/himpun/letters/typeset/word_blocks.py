"""The blocks of a body as paragraphs and tables of a Word file."""

from collections.abc import Mapping, Sequence
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH as TO
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.shared import Mm
from docx.table import Table as WordTable
from docx.table import _Cell

from himpun.letters.rules.document import (
    ABOVE,
    LEFT,
    Block,
    Checks,
    Fields,
    Heading,
    Listing,
    ListStyle,
    Paragraph,
    Ruled,
    Table,
    Text,
    plain,
)
from himpun.letters.typeset.word_styles import (
    BODY,
    BOX,
    CELL,
    FIELD,
    ITEM,
    LEVELS,
    RULED,
    SMALL_CELL,
    TICKED,
    TOTAL,
    UNTICKED,
    borderless,
    new_list,
    room,
    ruled_below,
)

SIDES = {"left": TO.LEFT, "right": TO.RIGHT, "center": TO.CENTER}


class Writer:
    """Writes blocks at the end of a Word file; `lists` are the patterns of its lists."""

    def __init__(self, word: WordDocument, lists: Mapping[ListStyle, int]) -> None:
        self.word = word
        self.lists = lists

    def blocks(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            self.block(block)

    def block(self, block: Block) -> None:
        match block:
            case Paragraph(text, centred):
                paragraph = self._said(self.word, text, BODY)
                if centred:
                    paragraph.alignment = TO.CENTER
            case Heading(text, level):
                self._said(self.word, text, f"Heading {level}")
            case Listing():
                self._list(self.word, block)
            case Fields():
                self._fields(block)
            case Table():
                self._table(block)
            case Checks():
                self._checks(block)
            case _:
                self._empty(block)

    def _empty(self, block: Block) -> None:
        if not isinstance(block, Ruled):
            self.word.add_paragraph(style=BODY).add_run().add_break(WD_BREAK.PAGE)
            return
        for _ in range(block.lines):
            ruled_below(self.word.add_paragraph(style=RULED), size=4)

    def _said(self, place: Any, text: Text, style: str, *, before: str = "") -> Any:
        """A paragraph at the end of a place; in a fresh cell, its first one."""
        paragraph = place.add_paragraph(style=style)
        if before:
            paragraph.add_run(before)
        write_text(paragraph, text)
        return paragraph

    def _list(self, place: Any, block: Listing, level: int = 0) -> None:
        number = new_list(self.word, self.lists[block.style])
        for item in block.items:
            paragraph = self._said(place, item.text, ITEM)
            _numbered(paragraph, number, min(level, LEVELS - 1))
            if item.inner is not None:
                self._list(place, item.inner, level + 1)

    def _fields(self, block: Fields) -> None:
        table: Any = borderless(self.word.add_table(rows=0, cols=3), (45, 5, room(self.word) - 50))
        for row in block.rows:
            label, colon, said = table.add_row().cells
            _first(label, plain(row.label), FIELD)
            _first(colon, plain(":"), FIELD)
            _first(said, row.text, FIELD)
            if row.inner is not None:
                self._list(said, row.inner)
                if not row.text and row.inner.items:
                    # The list begins beside its label, not below an empty line.
                    said._tc.remove(said.paragraphs[0]._p)
        self._gap()

    def _gap(self) -> None:
        """Two tables without a paragraph between them are one table to an office program."""
        self.word.add_paragraph(style=BODY)

    def _checks(self, block: Checks) -> None:
        said = [
            (*plain(f"{TICKED if item.checked else UNTICKED} "), *item.text) for item in block.items
        ]
        if block.columns == 1:
            for text in said:
                self._said(self.word, text, BOX)
            self._gap()
            return
        table: Any = borderless(
            self.word.add_table(rows=0, cols=block.columns),
            (room(self.word) // block.columns,) * block.columns,
        )
        for start in range(0, len(said), block.columns):
            cells = table.add_row().cells
            for n, cell in enumerate(cells):
                _first(cell, said[start + n] if start + n < len(said) else (), BOX)
        self._gap()

    def _table(self, block: Table) -> None:
        table = self.word.add_table(rows=0, cols=len(block.columns), style="Table Grid")
        style = SMALL_CELL if block.small else CELL
        for header in block.header:
            self._row(table, block, [plain(said) for said in header], style, header=True)
        for n, row in enumerate(block.rows):
            total = n >= len(block.rows) - block.totals
            self._row(table, block, row, TOTAL if total else style)
        _join(table, block)
        _widths(table, block, room(self.word))
        self._gap()

    def _row(
        self, table: Any, block: Table, row: Sequence[Text], style: str, *, header: bool = False
    ) -> None:
        made = table.add_row()
        for cell, text, column in zip(made.cells, row, block.columns, strict=True):
            _first(cell, text, style)
            paragraph = cell.paragraphs[0]
            paragraph.alignment = TO.CENTER if header else SIDES[column.align]
            if header:
                for run in paragraph.runs:
                    run.bold = True
        if header:
            mark = OxmlElement("w:tblHeader")
            made._tr.get_or_add_trPr().append(mark)
        elif block.height:
            made.height = Mm(block.height)


def write_text(paragraph: Any, text: Text) -> None:
    """The runs of a text, a new line as a break."""
    for run in text:
        for n, characters in enumerate(run.text.split("\n")):
            made = paragraph.add_run()
            if n:
                made.add_break()
            made.add_text(characters.replace("\t", " "))
            made.bold, made.italic = run.bold or None, run.italic or None


def _first(cell: _Cell, text: Text, style: str) -> None:
    cell.paragraphs[0].style = style
    write_text(cell.paragraphs[0], text)


def _numbered(paragraph: Any, number: int, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = number


def _join(table: WordTable, block: Table) -> None:
    """Joins the header cells that say they belong to a neighbour."""
    for y, row in enumerate(block.header):
        for x, said in enumerate(row):
            if said in (LEFT, ABOVE):
                continue
            across = _reach(row[x + 1 :], LEFT)
            down = _reach([other[x] for other in block.header[y + 1 :]], ABOVE)
            if across or down:
                _joined(table, (y, x), (y + down, x + across))


def _reach(said: Sequence[str], mark: str) -> int:
    return next((n for n, text in enumerate(said) if text != mark), len(said))


def _joined(table: WordTable, first: tuple[int, int], last: tuple[int, int]) -> None:
    for y in range(first[0], last[0] + 1):
        for x in range(first[1], last[1] + 1):
            if (y, x) != first:
                for run in table.cell(y, x).paragraphs[0].runs:
                    run.text = ""
    made = table.cell(*first).merge(table.cell(*last))
    for extra in made.paragraphs[1:]:
        extra._p.getparent().remove(extra._p)


def _widths(table: WordTable, block: Table, width: int) -> None:
    table.autofit = False
    share = width / sum(column.weight for column in block.columns)
    for column, made in zip(block.columns, table.columns, strict=True):
        made.width = Mm(column.weight * share)
