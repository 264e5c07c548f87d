"""The rows of a catalogue's workbook: what is typed, by code and column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from himpun.archive.rules.cells import Book, NotTyped, Sheet, typed, typed_day
from himpun.performance.rules.catalogue_sheet import COLUMNS, IDENTITY, MARKS, SEAL
from himpun.performance.rules.keyed_table import Table, find_table


@dataclass(frozen=True, slots=True)
class Wrong:
    """A cell that cannot be kept: where, which code and column, what it says, why not."""

    place: str
    code: str
    label: str
    text: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a sheet: its texts and places by the keys of its columns."""

    sheet: str
    code: str
    texts: dict[str, str]
    places: dict[str, str]

    def wrong(self, key: str, sentence: str) -> Wrong:
        """A cell of it that cannot be kept."""
        label = next(column.title for column in COLUMNS[self.sheet] if column.key == key)
        return Wrong(self.places[key], self.code, label, self.texts[key][:200], sentence)


@dataclass
class Rows:
    """All rows of all sheets, in their order; ``missing`` are sheets that are not there;
    ``agency`` and ``agreement`` whose they were when they were written, "" where nobody says;
    ``seen`` where each code of a sheet stands."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    wrong: list[Wrong] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    agency: str = ""
    agreement: str = ""
    seen: dict[tuple[str, str], str] = field(default_factory=dict)


def rows_in(book: Book) -> Rows:
    """The rows of a workbook. Refuses (NotAForm) a sheet that lacks one of its columns."""
    found = Rows()
    seal = book.sheet(SEAL)
    if seal is not None:
        found.agency, found.agreement = seal.text(1, 1), seal.text(1, 3)
    for name, mark in MARKS.items():
        table = find_table(book, name, mark, COLUMNS[name])
        if table is None:
            found.missing.append(name)
            continue
        lines = sorted({row for row, _ in table.sheet.cells if row > table.row + 1})
        found.rows[name] = [row for at in lines for row in _row(book, name, table, at, found)]
    return found


def _row(book: Book, name: str, table: Table, at: int, found: Rows) -> Iterator[Row]:
    """The row, if it says something and can be told from the others."""
    texts, places, bad = {}, {}, []
    for column in COLUMNS[name]:
        if not column.open:
            continue
        key, place = column.key, table.columns[column.key]
        places[key] = table.sheet.place(at, place)
        try:
            texts[key] = _text(book, table.sheet, at, place, key)
        except NotTyped as no:
            texts[key] = table.sheet.text(at, place)
            bad.append((key, f"{no}."))
    if not any(texts.values()):
        return
    row = Row(name, texts["code"], texts, places)
    identity = " ".join(texts[key] for key in IDENTITY.get(name, ("code",)))
    before = found.seen.setdefault((name, identity), places["code"])
    if not row.code:
        bad.append(("code", "Kode harus diisi."))
    elif before != places["code"]:
        bad.append(("code", f"Kode ini sudah ada pada {before}."))
    found.wrong.extend(row.wrong(key, sentence) for key, sentence in bad)
    if not bad:
        yield row


def _text(book: Book, sheet: Sheet, row: int, column: int, key: str) -> str:
    cell = sheet.cells.get((row, column))
    if key == "until_on" and cell is not None:
        day = typed_day(cell, from_1904=book.from_1904)
        return f"{day:%d/%m/%Y}" if day else ""
    return typed(cell).strip()


def is_empty(rows: Rows) -> bool:
    """Whether none of the sheets of a catalogue is there."""
    return len(rows.missing) == len(MARKS)
