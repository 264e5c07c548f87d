"""The tables of a Word file: rows of labels, boxes in columns, and tables proper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import gcd
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH as TO
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl
from docx.text.paragraph import Paragraph as WordParagraph

from himpun.letters.rules.document import (
    ABOVE,
    LEFT,
    Align,
    Checks,
    Column,
    Fields,
    Listing,
    Row,
    Run,
    Table,
    Text,
    words,
)
from himpun.letters.rules.emphasis import joined, normal_text
from himpun.letters.rules.scripting import HIGHEST, MOST_BOX_COLUMNS, WIDEST, label_of
from himpun.letters.typeset.word_lists import ListMaker, Lists
from himpun.letters.typeset.word_styles import OUTSIDE, SMALL_CELL, TOTAL
from himpun.letters.typeset.word_text import BOXES, style_of, text_of, unboxed
from himpun.office.rules import Refused

NESTED = "Naskah ini memuat tabel di dalam tabel, yang tidak dapat dipertahankan."
TOO_WIDE = "Naskah ini memuat tabel dengan lebih dari {} kolom."
MOST_COLUMNS = 30
MM = 56.6929
"""Twentieths of a point in a millimetre."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of the grid. `joined`: LEFT or ABOVE if it belongs to a neighbour, else ""."""

    element: Any
    joined: str = ""


def is_outside(element: CT_Tbl, word: Any) -> bool:
    """Whether a table stands around the body (head rows, signatures)."""
    return any(style_of(part, word) in OUTSIDE for part in element.iter(qn("w:p")))


def _grid(element: CT_Tbl) -> list[list[_Cell]]:
    rows = [list(_row(row)) for row in element.tr_lst]
    width = max((len(row) for row in rows), default=0)
    if width > MOST_COLUMNS:
        raise Refused(TOO_WIDE.format(MOST_COLUMNS))
    return [row + [_Cell(None)] * (width - len(row)) for row in rows]


def _row(row: Any) -> Iterator[_Cell]:
    for cell in row.iterchildren(qn("w:tc")):
        if next(cell.iterchildren(qn("w:tbl")), None) is not None:
            raise Refused(NESTED)
        properties = cell.tcPr
        merged = None if properties is None else properties.find(qn("w:vMerge"))
        above = merged is not None and merged.get(qn("w:val"), "continue") != "restart"
        yield _Cell(cell, ABOVE if above else "")
        for _ in range(min(cell.grid_span, MOST_COLUMNS + 1) - 1):
            yield _Cell(cell, ABOVE if above else LEFT)


def _paragraphs(cell: _Cell) -> list[Any]:
    return [] if cell.element is None else list(cell.element.iter(qn("w:p")))


def _text(cell: _Cell, word: Any, lists: Lists) -> Text:
    """A cell's paragraphs, a line each; items of a list keep their marks as characters."""
    runs: list[Run] = []
    counted: dict[tuple[int, int], int] = {}
    for part in _paragraphs(cell):
        text, item = text_of(part, word), lists.item(part)
        if not words(text).strip():
            continue
        if runs:
            runs.append(Run("\n"))
        if item:
            key = (item.number, item.level)
            counted[key] = counted.get(key, 0) + 1
            runs.append(Run(f"{label_of(item.style, counted[key])} "))
        runs += text
    return normal_text(joined(runs))


# ---- labels


def fields_of(element: CT_Tbl, word: Any, lists: Lists) -> Fields | None:
    """Rows of a label, a colon and a text; None if the table is something else."""
    grid = _grid(element)
    if not grid or any(len(row) != 3 for row in grid):
        return None
    colons = [words(_text(row[1], word, lists)).strip() for row in grid]
    if set(colons) - {":", ""} or ":" not in colons:
        return None
    rows: list[Row] = []
    for label, _, said in grid:
        name = words(_text(label, word, lists)).replace("\n", " ").strip()
        text, inner = _said(said, word, lists)
        rows.append(Row(name or "–", text, inner))
    return Fields(tuple(rows))


def _said(cell: _Cell, word: Any, lists: Lists) -> tuple[Text, Listing | None]:
    """The text of a cell and the list below it; a second list stays text."""
    maker, runs = ListMaker(), list[Run]()
    for part in _paragraphs(cell):
        item, text = lists.item(part), text_of(part, word)
        if item:
            maker.add(item, text)
        elif words(text).strip():
            runs += [*([Run("\n")] if runs else []), *text]
    made = maker.made()
    if len(made) > 1:
        return _text(cell, word, lists), None
    return joined(runs), made[0] if made else None


def checks_of(element: CT_Tbl, word: Any) -> Checks | None:
    """Boxes in columns; None if the table is something else."""
    grid = _grid(element)
    width = len(grid[0]) if grid else 0
    texts = [text_of(part, word) for row in grid for cell in row for part in _paragraphs(cell)]
    said = [text for text in texts if words(text).strip()]
    if not said or not 1 < width <= MOST_BOX_COLUMNS:
        return None
    if any(words(text).lstrip()[0] not in BOXES for text in said):
        return None
    return Checks(tuple(unboxed(text) for text in said), width)


# ---- tables proper


def table_of(element: CT_Tbl, word: Any, lists: Lists) -> Table:
    """A table with its header, the shares of its columns, and where its figures stand."""
    grid = _grid(element)
    headed = _headed(element, len(grid))
    body = grid[headed:]
    weights = _weights(element, len(grid[0]) if grid else 0)
    styles = [{style_of(part, word) for cell in row for part in _paragraphs(cell)} for row in body]
    totals = 0
    while totals < len(styles) and styles[-1 - totals] == {TOTAL}:
        totals += 1
    return Table(
        columns=tuple(
            Column(weight, _align(body, n, word)) for n, weight in enumerate(weights)
        ),
        header=tuple(
            tuple(cell.joined or _plain(cell, word, lists) for cell in row)
            for row in grid[:headed]
        ),
        rows=tuple(
            tuple(() if cell.joined else _text(cell, word, lists) for cell in row) for row in body
        ),
        totals=totals,
        height=_height(element, headed),
        small=any(SMALL_CELL in said for said in styles),
    )  # fmt: skip


def _plain(cell: _Cell, word: Any, lists: Lists) -> str:
    said = words(_text(cell, word, lists))
    # A header cell that says only this would be joined with its neighbour.
    return f"{said} " if said in (LEFT, ABOVE) else said


def _headed(element: CT_Tbl, rows: int) -> int:
    """How many first rows are repeated on each page; one, if none is and there are several."""
    headed = 0
    for row in element.tr_lst:
        if row.trPr is None or row.trPr.find(qn("w:tblHeader")) is None:
            break
        headed += 1
    return headed or (1 if rows > 1 else 0)


def _weights(element: CT_Tbl, width: int) -> Sequence[int]:
    """The columns' widths as small whole shares."""
    sizes = [int(column.w or 0) for column in element.tblGrid.gridCol_lst][:width]
    if len(sizes) != width or not all(size > 0 for size in sizes):
        return (1,) * width
    shares = next((tried for n in range(1, 9) if _whole(tried := _shares(sizes, n))), None)
    shares = shares or _shares(sizes, 4)
    whole = [max(1, min(WIDEST, round(share))) for share in shares]
    common = gcd(*whole)
    return [share // common for share in whole]


def _shares(sizes: Sequence[int], times: int) -> list[float]:
    return [size / min(sizes) * times for size in sizes]


def _whole(shares: Sequence[float]) -> bool:
    return all(abs(share - round(share)) < 0.06 for share in shares)


def _align(body: Sequence[Sequence[_Cell]], column: int, word: Any) -> Align:
    """Where most cells of a column stand."""
    seen = {"left": 0, "right": 0, "center": 0}
    for row in body:
        for part in _paragraphs(row[column])[:1]:
            to = WordParagraph(part, word._body).alignment
            seen["right" if to == TO.RIGHT else "center" if to == TO.CENTER else "left"] += 1
    best: Align = "left"
    for side in ("right", "center"):
        if seen[side] > seen[best]:
            best = "right" if side == "right" else "center"
    return best


def _height(element: CT_Tbl, headed: int) -> int:
    heights = [row.trHeight_val for row in element.tr_lst[headed:]]
    if not heights or any(height is None for height in heights):
        return 0
    least = min(int(height) for height in heights) / 36000
    return max(0, min(HIGHEST, round(least)))
