"""What somebody typed into the workbook of a form, cell by cell, found by keys and not by place.

Rows that were sorted and columns that were moved are read right; a row whose key no longer belongs
to its code is refused, for there the figures of two indicators may have been exchanged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from himpun.archive.rules.cells import Book, Cell, NotTyped, Sheet, typed, typed_day
from himpun.performance.rules.form_sheet import (
    COLUMNS,
    LINES_MARK,
    RAW_COLUMNS,
    RAW_MARK,
    RAW_SHEET,
    SHEET,
    Stamp,
    field_of,
)
from himpun.performance.rules.keyed_table import NotAForm, Table, find_table


@dataclass(frozen=True, slots=True)
class Found:
    """What stands in a cell to fill in: ``text`` as typed, or ``wrong``, the end of a sentence."""

    place: str
    text: str
    wrong: str = ""


@dataclass
class Typed:
    """All cells to fill in by (value, field), and what else there is to say about the workbook."""

    cells: dict[tuple[int, str], Found] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def read_typed(book: Book, stamp: Stamp) -> Typed:
    """Every cell to fill in of the values that the stamp names. Refuses (NotAForm, a sentence with
    the cell) sheets without their keys, keys that stand twice or beside another's code."""
    found = Typed()
    _read_lines(book, stamp, found)
    if any(name.startswith("items.") for line in stamp.lines.values() for name in line.fields):
        _read_raw(book, stamp, found, must=True)
    else:
        _read_raw(book, stamp, found, must=False)
    rows = {value for value, _ in found.cells}
    missing = [line.code for value, line in stamp.lines.items() if value not in rows]
    if missing:
        found.notes.append(
            f"{len(missing)} indikator tidak ada lagi pada lembar ini dan tidak diubah: "
            f"{', '.join(missing[:8])}{' …' if len(missing) > 8 else ''}."
        )
    return found


def _read_lines(book: Book, stamp: Stamp, found: Typed) -> None:
    table = find_table(book, SHEET, LINES_MARK, COLUMNS)
    if table is None:
        raise NotAForm(f"Lembar {SHEET} tidak ada lagi. Unduh lembar yang baru.")
    for row, (value, item) in _rows(table, stamp, found):
        if item:
            raise NotAForm(f"{table.sheet.place(row, table.key)}: kunci barisnya telah diubah.")
        for column in COLUMNS:
            if column.open:
                at = table.columns[column.key]
                found.cells[value, column.key] = _found(book, table.sheet, row, at, column.key)


def _read_raw(book: Book, stamp: Stamp, found: Typed, *, must: bool) -> None:
    table = find_table(book, RAW_SHEET, RAW_MARK, RAW_COLUMNS)
    if table is None:
        if must:
            found.notes.append(f"Lembar {RAW_SHEET} tidak ada lagi; data mentah tidak diubah.")
        return
    for row, (value, item) in _rows(table, stamp, found):
        if not item:
            raise NotAForm(f"{table.sheet.place(row, table.key)}: kunci barisnya telah diubah.")
        at = table.columns["figure"]
        found.cells[value, item] = _found(book, table.sheet, row, at, item)


def _found(book: Book, sheet: Sheet, row: int, column: int, name: str) -> Found:
    place, cell = sheet.place(row, column), sheet.cells.get((row, column))
    try:
        return Found(place, _text(book, cell, name))
    except NotTyped as no:
        return Found(place, cell.text if cell else "", str(no))


def _text(book: Book, cell: Cell | None, name: str) -> str:
    if name == "follow_up_on" and cell is not None and cell.kind != "text":
        day = typed_day(cell, from_1904=book.from_1904)
        return f"{day:%d/%m/%Y}" if day else ""
    return typed(cell).strip()


# ---- finding one's way by keys


def _rows(
    table: Table, stamp: Stamp, found: Typed
) -> Iterator[tuple[int, tuple[int, str]]]:  # fmt: skip
    """(row, (value, raw datum or "")) below the keys; each once, each beside its own code."""
    sheet, seen = table.sheet, set()
    for row in sorted({row for row, _ in sheet.cells if row > table.row + 1}):
        text = sheet.text(row, table.key).strip()
        if not text:
            _note_stray(table, row, found)
            continue
        key, place = field_of(text), sheet.place(row, table.key)
        line = stamp.lines.get(key[0]) if key else None
        if key is None or line is None:
            raise NotAForm(f"{place}: kunci baris ini bukan dari lembar yang diunduh.")
        if key in seen:
            raise NotAForm(f"{place}: baris indikator {line.code} ada dua kali.")
        if table.text(row, "code") != line.code:
            raise NotAForm(
                f"{sheet.place(row, table.columns['code'])}: kode {table.text(row, 'code')[:40]} "
                f"berada pada baris indikator {line.code}; baris telah tertukar."
            )
        seen.add(key)
        yield row, key


def _note_stray(table: Table, row: int, found: Typed) -> None:
    known = sorted(table.columns.values())
    filled = [column for column in known if table.sheet.text(row, column).strip()]
    if filled:
        place = table.sheet.place(row, filled[0])
        found.notes.append(f"{place}: baris ini bukan baris indikator; isinya tidak dibaca.")
