"""Workbooks of forms as people get them, edit them in an office program and hand them back."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.worksheet.worksheet import Worksheet
from tests.performance.scene import OWN, Scene

from himpun.office.models import Person
from himpun.performance.queries.duty import hands_of
from himpun.performance.queries.forms import form_by_key
from himpun.performance.queries.workbooks.form import form_workbook
from himpun.performance.rules.form_sheet import RAW_SHEET, SHEET
from himpun.performance.services.workbook import Comparison, compare_workbook


def downloaded(scene: Scene, unit: str = OWN, by: Person | None = None) -> bytes:
    form = form_by_key(scene.form(unit).pk)
    assert form is not None
    return form_workbook(form, hands_of(by or scene.filler, form, scene.now), scene.now)


def compared(
    scene: Scene, content: bytes, unit: str = OWN, by: Person | None = None
) -> Comparison:  # fmt: skip
    form = form_by_key(scene.form(unit).pk)
    assert form is not None
    return compare_workbook(form=form, content=content, by=by or scene.filler, now=scene.now)


def place(page: Worksheet, row_key: str, column_key: str) -> tuple[int, int]:
    """Where a field of a row stands, by the hidden keys."""
    keys = next(row for row in page.iter_rows(max_row=10) if str(row[0].value).startswith("#"))
    column = next(cell.column for cell in keys if cell.value == column_key)
    row = next(row[0].row for row in page.iter_rows() if row[0].value == row_key)
    assert column is not None
    assert row is not None
    return row, column


def edited(content: bytes, cells: Mapping[tuple[str, str], Any]) -> bytes:
    """The workbook with cells typed anew, by (key of the row, key of the column); texts as texts.

    openpyxl stands for the office program: it reads everything and writes everything anew.
    """
    book = openpyxl.load_workbook(BytesIO(content))
    for (row_key, column_key), value in cells.items():
        page = book[RAW_SHEET if "/" in row_key else SHEET]
        cell = page.cell(*place(page, row_key, column_key))
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
        if isinstance(value, str) and not value.startswith("=FORMULA"):
            cell.data_type = "s"
        elif isinstance(value, str):
            cell.value = value.replace("=FORMULA", "=")
    return resaved(book)


def resaved(book: openpyxl.Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()
