"""Tables on sheets that are found by keys, in a hidden row, and not by place."""

from __future__ import annotations

from dataclasses import dataclass

from himpun.archive.rules.cells import Book, Sheet

KEY_ROWS = 30
"""The row of keys stands among the first."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column. ``key`` is a field if it is to be filled in (``open``), else a name of ours;
    ``width`` in letters; ``note`` stands at its head."""

    key: str
    title: str
    width: int
    note: str = ""
    open: bool = False


class NotAForm(ValueError):
    """A workbook whose sheets are no longer what they were; the text is the sentence."""


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet, its row of keys, the columns by their keys, and the column of the rows' keys."""

    sheet: Sheet
    row: int
    columns: dict[str, int]
    key: int

    def text(self, row: int, column: str) -> str:
        """What a cell of a row shows."""
        return self.sheet.text(row, self.columns[column]).strip()


def find_table(book: Book, name: str, mark: str, columns: tuple[Column, ...]) -> Table | None:
    """The sheet with the row of keys, whatever it is called now; the one of its name goes first."""
    sheets = sorted(book.sheets, key=lambda sheet: sheet.name != name)
    for sheet in sheets:
        places = [place for place, cell in sheet.cells.items() if cell.text == mark]
        places = [place for place in places if place[0] <= KEY_ROWS]
        if places:
            return _with_columns(sheet, min(places), columns)
    return None


def _with_columns(sheet: Sheet, mark: tuple[int, int], columns: tuple[Column, ...]) -> Table:
    row, key = mark
    found: dict[str, int] = {}
    for (at, column), cell in sheet.cells.items():
        if at == row and column != key:
            if cell.text in found:
                raise NotAForm(f"{sheet.place(at, column)}: kolom ini ada dua kali.")
            found[cell.text] = column
    for wanted in columns:
        if (wanted.open or wanted.key == "code") and wanted.key not in found:
            raise NotAForm(
                f"Lembar {sheet.name}: kolom “{wanted.title}” tidak ada lagi. Unduh lembar yang "
                "baru."
            )
    return Table(sheet, row, found, key)
