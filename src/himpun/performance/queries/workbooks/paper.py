"""What all workbooks share: how cells look, and pages that are filled in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import xlsxwriter

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_INK, _QUIET, _OPEN, _HEAD, _LINE = "#1A1F1C", "#59625D", "#EAF2FB", "#E9ECE8", "#B9C0BB"
_CELL = {"valign": "top", "text_wrap": True, "border": 1, "border_color": _LINE, "font_size": 10}
FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14, "font_color": _INK},
    "plain": {"font_size": 10, "text_wrap": True, "valign": "top"},
    "quiet": {"font_size": 10, "font_color": _QUIET},
    "head": {**_CELL, "bold": True, "bg_color": _HEAD},
    "head_open": {**_CELL, "bold": True, "bg_color": "#CFE0F3"},
    "shown": {**_CELL, "num_format": "@"},
    "shown_figure": {**_CELL, "num_format": "@", "align": "right"},
    # As text: what is typed stays as it was typed, whatever country Excel thinks it is in.
    "open": {**_CELL, "num_format": "@", "locked": False, "bg_color": _OPEN},
    "open_figure": {
        **_CELL, "num_format": "@", "locked": False, "bg_color": _OPEN, "align": "right",
    },
}  # fmt: skip
PROTECTION = {
    "format_columns": True,
    "format_rows": True,
    "autofilter": True,
    "select_locked_cells": True,
}


class Paper:
    """A workbook being written."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self._formats = {name: book.add_format(look) for name, look in FORMATS.items()}

    def page(self, name: str) -> Any:
        """A new sheet; names are 31 letters at most."""
        page = self.book.add_worksheet(name)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.4, right=0.4)
        return page

    def text(self, page: Any, row: int, column: int, text: str, look: str) -> None:
        """A text, as text; an empty one still has its look. Rows and columns from 0."""
        if text:
            page.write_string(row, column, text, self._formats[look])
        else:
            page.write_blank(row, column, None, self._formats[look])

    def column(self, page: Any, at: int, width: int, *, hidden: bool = False) -> None:
        """How wide a column is, in letters."""
        page.set_column(at, at, width, None, {"hidden": 1} if hidden else None)

    def lines(self, page: Any, lines: Sequence[str], look: str = "plain", start: int = 0) -> None:
        """Texts below one another."""
        for row, text in enumerate(lines, start=start):
            self.text(page, row, 0, text, look)


@contextmanager
def workbook(file: BytesIO) -> Iterator[Paper]:
    """A workbook to be written into a file; whole at the end."""
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        # The file says when it was made on its stamp; the moment of writing would only differ.
        book.set_properties({"title": "Himpun"})
        yield Paper(book)
