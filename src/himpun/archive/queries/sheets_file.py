"""Sheets of an Excel workbook: texts stay texts, numbers are exact, the same bytes every time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

Value = str | int | Decimal | None
MOST_LETTERS = 32_767
"""Of a cell; the program lets nobody write so much."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. ``columns``: (head, width in letters)."""

    name: str
    columns: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[Value]]


def sheets_file(sheets: Sequence[Sheet], title: str, made_at: datetime) -> bytes:
    """A workbook of plain sheets. ``made_at``, without a zone, is what the file says of itself."""
    file = BytesIO()
    with opened(file, title, made_at) as book:
        writer = Writer(book)
        for sheet in sheets:
            writer.sheet(sheet)
    return file.getvalue()


def opened(file: BytesIO, title: str, made_at: datetime) -> Any:
    """A workbook to be written into; nothing in it becomes a formula or a link."""
    import xlsxwriter

    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, options)
    # Excel's file says when it was made; so it is said what never changes.
    book.set_properties({"title": title, "created": made_at})
    return book


class Writer:
    """Writes sheets alike: heads that stay, texts that stay texts."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.head = book.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#F2F2F2"}
        )
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.number = book.add_format({"num_format": "#,##0.##########", "valign": "top"})
        self.whole = book.add_format({"num_format": "#,##0", "valign": "top"})

    def sheet(self, sheet: Sheet) -> None:
        """One sheet, ready to be printed."""
        page = self.book.add_worksheet(sheet.name)
        for at, (title, width) in enumerate(sheet.columns):
            page.set_column(at, at, width)
            page.write_string(0, at, title, self.head)
        for at, row in enumerate(sheet.rows, start=1):
            for column, value in enumerate(row):
                self.cell(page, at, column, value)
        page.freeze_panes(1, 0)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)

    def cell(self, page: Any, row: int, column: int, value: Value) -> None:
        """One value as what it is."""
        if isinstance(value, int):
            page.write_number(row, column, value, self.whole)
        elif isinstance(value, Decimal):
            whole = value == value.to_integral_value()
            page.write_number(row, column, value, self.whole if whole else self.number)
        else:
            page.write_string(row, column, (value or "")[:MOST_LETTERS], self.text)
