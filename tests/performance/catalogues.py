"""Workbooks of catalogues, edited by code and column."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from tests.performance.keepers import NOW, Keepers
from tests.performance.workbooks import resaved

from himpun.office.models import Person
from himpun.performance.queries.workbooks.catalogue import catalogue_workbook
from himpun.performance.services.catalogue_sheet import CatalogueComparison, compare_catalogue


def edited(content: bytes, cells: Mapping[tuple[str, str], Mapping[str, str]]) -> bytes:
    """The workbook with cells typed anew, by (sheet, code) and column; a new code gets the first
    empty line."""
    book = openpyxl.load_workbook(BytesIO(content))
    for (sheet, code), typed in cells.items():
        page = book[sheet]
        columns = {cell.value: cell.column for cell in page[3] if cell.value}
        codes = {page.cell(row, columns["code"]).value: row for row in range(5, page.max_row + 1)}
        row = codes.get(code) or codes[None]
        for key, text in {"code": code, **typed}.items():
            cell = page.cell(row, columns[key])
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", text) or None
            if text:
                cell.data_type = "s"
    return resaved(book)


def compared(
    keepers: Keepers, cells: Mapping[tuple[str, str], Mapping[str, str]], by: Person | None = None
) -> CatalogueComparison:
    """What the catalogue's workbook would change once these cells were typed."""
    return compared_file(keepers, edited(catalogue_workbook(keepers.office.agency), cells), by)


def compared_file(
    keepers: Keepers, content: bytes, by: Person | None = None
) -> CatalogueComparison:  # fmt: skip
    return compare_catalogue(
        agency=keepers.office.agency, content=content, by=by or keepers.office.kasubag, now=NOW
    )
