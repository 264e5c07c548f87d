"""A whole workbook."""

from __future__ import annotations

from himpun.archive.queries.xlsx import tables
from himpun.archive.queries.xlsx.cells import Cells
from himpun.archive.queries.xlsx.markup import walk
from himpun.archive.queries.xlsx.package import Package, opened
from himpun.archive.rules import DAMAGED
from himpun.archive.rules.cells import Book, Sheet
from himpun.office.rules import Refused


def read_book(content: bytes) -> Book:
    """The cells of an Excel file (.xlsx). Formulas are marked and never believed; macros, links to
    other files, pictures and all else are not opened. Time and memory are bounded by the file's
    size and by what a package, a part and a sheet may hold.

    Refuses (Refused, a sentence) what is no such file, is broken, has macros or a password, or
    holds more than a sheet of an office.
    """
    with opened(content) as package:
        main, names, from_1904 = tables.workbook(package)
        related = tables.relations(package, main)
        texts = tables.shared_texts(package, _part(related, "sharedStrings"))
        percent = tables.percent_formats(package, _part(related, "styles"))
        read = [_sheet(package, n, related.get(r), texts, percent) for n, r in names]
    sheets = tuple(sheet for sheet in read if sheet is not None)
    if not sheets or len({sheet.name.casefold() for sheet in sheets}) != len(sheets):
        raise Refused(DAMAGED)
    return Book(sheets, from_1904)


def _part(related: dict[str, tuple[str, str]], kind: str) -> str | None:
    return next((part for known, part in related.values() if known == kind), None)


def _sheet(
    package: Package,
    name: str,
    related: tuple[str, str] | None,
    texts: list[str],
    percent: set[int],
) -> Sheet | None:
    """None for a sheet without cells: a chart on a page of its own."""
    if related is None:
        raise Refused(DAMAGED)
    kind, part = related
    if kind != "worksheet":
        return None
    cells = Cells(name, texts, percent)
    walk(package.part(part), cells)
    return Sheet(name, cells.found)
