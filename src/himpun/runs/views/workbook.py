"""A list as an Excel file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.http import HttpResponse

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 20_000
"""Of one list; more than this is asked for by its filters."""
Cell = str | int | date | datetime | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. ``columns``: (head, width in letters); moments are in the zone that they carry."""

    name: str
    columns: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[Cell]]


def workbook(filename: str, *sheets: Sheet) -> HttpResponse:
    """Sheets as an answer to be saved. Texts stay texts: nothing becomes a formula or a link."""
    import xlsxwriter

    file = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "remove_timezone": True,
    }
    with xlsxwriter.Workbook(file, options) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        text = book.add_format({"text_wrap": True, "valign": "top"})
        moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm", "valign": "top"})
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name[:31]), sheet, (head, text, moment))
    answer = HttpResponse(file.getvalue(), content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{_safe(filename)}.xlsx"'
    return answer


def _write(page: Any, sheet: Sheet, formats: tuple[Any, Any, Any]) -> None:
    head, text, moment = formats
    for at, (name, width) in enumerate(sheet.columns):
        page.set_column(at, at, width)
        page.write_string(0, at, name, head)
    for at, row in enumerate(sheet.rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, datetime | date):
                page.write_datetime(at, column, value, moment)
            elif isinstance(value, int):
                page.write_number(at, column, value, text)
            else:
                page.write_string(at, column, value or "", text)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _safe(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
