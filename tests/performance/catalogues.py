"""Workbooks of catalogues, edited by code and column."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from tests.performance.keepers import NOW, Keepers
from tests.performance.workbooks import resaved

from himpun.office.models import Person
from himpun.performance.queries.workbooks.catalogue import catalogue_workbook
from himpun.performance.rules.catalogue_sheet import IDENTITY
from himpun.performance.services.catalogue_sheet import CatalogueComparison, compare_catalogue


def edited(content: bytes, cells: Mapping[tuple[str, str], Mapping[str, str]]) -> bytes:
    """The workbook with cells typed anew, by (sheet, code) and column; a new code gets the first
    empty line. Where a line is of a code and a year, it goes by both ("IKU-1 2029")."""
    book = openpyxl.load_workbook(BytesIO(content))
    for (sheet, code), typed in cells.items():
        page = book[sheet]
        columns = {cell.value: cell.column for cell in page[3] if cell.value}
        codes = {_name(page, columns, row): row for row in range(5, page.max_row + 1)}
        row = codes.get(code) or min(row for name, row in codes.items() if not name)
        for key, text in {"code": code.partition(" ")[0], **typed}.items():
            cell = page.cell(row, columns[key])
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", text) or None
            if text:
                cell.data_type = "s"
    return resaved(book)


def _name(page: Any, columns: Mapping[Any, int], row: int) -> str:
    keys = IDENTITY.get(page.title, ("code",))
    parts = [page.cell(row, columns[key]).value for key in keys]
    return " ".join(str(part) for part in parts if part)


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
