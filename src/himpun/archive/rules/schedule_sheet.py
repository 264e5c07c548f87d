"""A retention schedule as a table: six columns, a row for each code; read with an error a cell."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from himpun.archive.rules.cells import NotTyped, Sheet, address, typed
from himpun.archive.rules.classification import LONGEST_TITLE, why_not_classification
from himpun.archive.rules.retention import FATES, MOST_YEARS

COLUMNS = (
    "Kode klasifikasi", "Uraian", "Aktif (tahun)", "Inaktif (tahun)", "Nasib akhir", "Dasar",
)  # fmt: skip
_SHORT = ("kode", "uraian", "aktif", "inaktif", "nasib", "dasar")
"""How a head of each column begins, capitals aside."""
MUST = 5
MOST_ROWS = 5_000
LONGEST_BASIS = 300
NO_HEAD = (
    "Baris judul tidak ditemukan. Baris pertama harus berisi: " + ", ".join(COLUMNS) + " "
    "(Dasar boleh tidak ada)."
)
EMPTY = "Tabel ini tidak memuat satu pun baris."
TOO_LONG = f"Tabel ini memuat lebih dari {MOST_ROWS} baris."
_FATES = {
    **{key: key for key in FATES},
    **{word.lower(): key for key, word in FATES.items()},
    "dimusnahkan": "musnah",
    "simpan permanen": "permanen",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a schedule: years are whole numbers, ``fate`` a key of rules.retention.FATES."""

    code: str
    title: str
    active: int
    inactive: int
    fate: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A cell that cannot be read: where it is, and why."""

    place: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Change:
    """What loading a schedule would change of a code, in words; "" where it was not, or will not
    be."""

    code: str
    title: str
    before: str
    after: str


class Unreadable(ValueError):
    """A table that cannot be told to be a schedule; the text is a sentence."""


Grid = Mapping[tuple[int, int], str]


def grid_of_sheet(sheet: Sheet) -> tuple[Grid, list[Wrong]]:
    """The texts of a sheet, and the cells that say nothing that was typed."""
    grid, wrong = {}, []
    for (row, column), cell in sheet.cells.items():
        try:
            grid[row, column] = typed(cell).strip()
        except NotTyped as no:
            grid[row, column] = "?"
            wrong.append(Wrong(address(row, column), f"Sel ini {no}."))
    return grid, wrong


def grid_of_csv(text: str) -> Grid:
    """The texts of a CSV file, parted by semicolons, commas or tabs, as its first line has them.
    Raises Unreadable for quotation marks that never end."""
    head = text.partition("\n")[0]
    delimiter = max(";,\t", key=head.count)
    try:
        rows = list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True))
    except csv.Error as no:
        raise Unreadable(f"CSV ini tidak dapat dibaca: {no}.") from None
    return {
        (y, x): cell.strip()
        for y, row in enumerate(rows, start=1)
        for x, cell in enumerate(row, start=1)
        if cell.strip()
    }


def lines_of(grid: Grid, wrong: Sequence[Wrong] = ()) -> tuple[list[Line], list[Wrong]]:
    """The rows of a schedule, and every cell that is wrong (those that were told before are told
    once). Raises Unreadable where the head is not there, or there are no or too many rows."""
    head, places = _head(grid)
    rows = sorted({row for row, _ in grid if row > head})
    if not rows:
        raise Unreadable(EMPTY)
    if len(rows) > MOST_ROWS:
        raise Unreadable(TOO_LONG)
    found: list[Line] = []
    mistakes, seen = {one.place: one for one in reversed(wrong)}, dict[str, int]()
    for row in rows:
        texts = [grid.get((row, places[at]), "") if at in places else "" for at in range(6)]
        for at, why in _mistakes(texts, seen):
            place = address(row, places[at])
            mistakes.setdefault(place, Wrong(place, why))
        if not any(address(row, places[at]) in mistakes for at in places):
            found.append(_line(texts))
        seen.setdefault(texts[0], row)
    return found, sorted(mistakes.values(), key=lambda one: _by_place(one.place))


def _head(grid: Grid) -> tuple[int, dict[int, int]]:
    """The row of the heads, and the column of each."""
    for row in sorted({row for row, _ in grid})[:20]:
        places = {
            at: column
            for at, begin in enumerate(_SHORT)
            for column in sorted(column for y, column in grid if y == row)
            if grid[row, column].lower().startswith(begin)
        }
        if set(range(MUST)) <= places.keys():
            return row, places
    raise Unreadable(NO_HEAD)


def _mistakes(texts: Sequence[str], seen: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    code, title, active, inactive, fate, basis = texts
    if why := why_not_classification(code):
        yield 0, why if code else "Kode klasifikasi harus diisi."
    elif code in seen:
        yield 0, f"Kode {code} sudah ada pada baris {seen[code]}."
    if not title or len(title) > LONGEST_TITLE:
        yield 1, f"Uraian harus diisi, paling panjang {LONGEST_TITLE} huruf."
    for at, years in ((2, active), (3, inactive)):
        if not (years.isascii() and years.isdigit() and int(years) <= MOST_YEARS):
            yield (
                at,
                f"“{years[:20]}” bukan jumlah tahun; tulis bilangan 0 s.d. {MOST_YEARS}.",
            )
    if fate.lower() not in _FATES:
        yield 4, f"“{fate[:40]}” bukan nasib akhir; pilih {', '.join(FATES.values())}."
    if len(basis) > LONGEST_BASIS:
        yield 5, f"Dasar paling panjang {LONGEST_BASIS} huruf."


def _line(texts: Sequence[str]) -> Line:
    code, title, active, inactive, fate, basis = texts
    return Line(code, title, int(active), int(inactive), _FATES[fate.lower()], basis)


def _by_place(place: str) -> tuple[int, str]:
    letters = place.rstrip("0123456789")
    return int(place[len(letters) :] or 0), letters


def in_words(line: Line) -> str:
    """A line as people read it."""
    return f"{line.active} + {line.inactive} tahun, {FATES[line.fate].lower()}"


def changes(before: Iterable[Line], after: Iterable[Line]) -> list[Change]:
    """What changes of each code from one schedule to another, by code."""
    old, new = ({line.code: line for line in lines} for lines in (before, after))
    found = []
    for code in sorted(old.keys() | new.keys()):
        was, will = old.get(code), new.get(code)
        if was == will:
            continue
        title = (will or was).title  # type: ignore[union-attr]
        found.append(
            Change(code, title, in_words(was) if was else "", in_words(will) if will else "")
        )
    return found
