"""A cell of a sheet as it was read, and what it says when it is taken for something typed.

Spreadsheets change what people type. What is known to mean something else than it shows is either
put right here (a percentage is a fraction underneath, a day a count of days) or told per cell;
nothing is guessed.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

Kind = Literal["text", "number", "percent", "boolean", "error", "formula", "date"]

FORMULA = "berisi rumus; yang dibaca hanya isian. Salin nilainya, lalu tempel sebagai nilai"
BOOLEAN = "berisi nilai benar/salah; tulis sebagai teks atau angka"
NO_DAY = "bukan tanggal. Tulis seperti 31/12/2026"
_EPOCH_1900 = date(1899, 12, 30)
_EPOCH_1904 = date(1904, 1, 1)
_LATEST_SERIAL = 2_958_465
"""31 December 9999 in the calendar of 1900."""


class NotTyped(ValueError):
    """A cell that says nothing that was typed; the text is the end of a sentence about it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. ``text`` is the text, the number in canonical digits, the day as 2026-12-31, the
    error's name; of a formula its last result, which nobody should believe."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a sheet that say something, by (row, column), both from 1."""

    name: str
    cells: dict[tuple[int, int], Cell]

    def text(self, row: int, column: int) -> str:
        """What a cell shows, "" where there is none."""
        cell = self.cells.get((row, column))
        return cell.text if cell else ""

    @property
    def last_row(self) -> int:
        """The last row that says something; 0 of an empty sheet."""
        return max((row for row, _ in self.cells), default=0)

    def place(self, row: int, column: int) -> str:
        """How people find a cell: Lembar Isian, sel F12."""
        return f"Lembar {self.name}, sel {address(row, column)}"


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook: its sheets in their order. ``from_1904``: its days are counted from 1904."""

    sheets: tuple[Sheet, ...]
    from_1904: bool = False

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of a name, capitals and blanks around it aside."""
        wanted = name.strip().casefold()
        return next((s for s in self.sheets if s.name.strip().casefold() == wanted), None)


def address(row: int, column: int) -> str:
    """A cell by its letters and number, from (1, 1): "A1"."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def typed(cell: Cell | None) -> str:
    """What a cell says, as an official would type it: "1234,5", "76,5 %", a text.

    Refuses (NotTyped) formulas, errors and truth values.
    """
    if cell is None:
        return ""
    _refuse_untyped(cell)
    if cell.kind == "number":
        # Without the dots of thousands: in a text, 2026 is a year.
        return cell.text.replace(".", ",")
    if cell.kind == "percent":
        shown = format((Decimal(cell.text) * 100).normalize(), "f")
        return f"{shown.replace('.', ',')} %"
    return cell.text


def typed_day(cell: Cell | None, *, from_1904: bool) -> date | None:
    """The day that a cell says: a day, a count of days, or a text such as 31/12/2026 or
    2026-12-31. None for an empty one. Refuses (NotTyped) all else."""
    if cell is None or not cell.text.strip():
        return None
    _refuse_untyped(cell)
    if cell.kind == "number":
        return _counted(cell.text, _EPOCH_1904 if from_1904 else _EPOCH_1900)
    day = read_day(cell.text)
    if day is None:
        raise NotTyped(f"“{cell.text.strip()[:40]}” {NO_DAY}")
    return day


def read_day(text: str) -> date | None:
    """A day as it is typed: 31/12/2026, 31-12-2026, 31.12.2026 or 2026-12-31; None if it is not."""
    words = text.strip().replace("/", "-").replace(".", "-").split("-")
    if len(words) != 3 or not all(word.isascii() and word.isdigit() for word in words):
        return None
    year, month, day = words if len(words[0]) == 4 else reversed(words)
    if len(year) != 4 or len(month) > 2 or len(day) > 2:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _refuse_untyped(cell: Cell) -> None:
    if cell.kind == "formula":
        raise NotTyped(FORMULA)
    if cell.kind == "error":
        raise NotTyped(f"berisi galat {cell.text}")
    if cell.kind == "boolean":
        raise NotTyped(BOOLEAN)


def _counted(text: str, epoch: date) -> date:
    number = Decimal(text)
    # The calendar of 1900 has a 29 February that never was; before it every count means two days.
    if not 61 <= number <= _LATEST_SERIAL:
        raise NotTyped(f"“{text.replace('.', ',')[:40]}” {NO_DAY}")
    try:
        return epoch + timedelta(days=int(number))
    except OverflowError:
        raise NotTyped(f"“{text.replace('.', ',')[:40]}” {NO_DAY}") from None


def _shown(number: str) -> str:
    return number.replace(".", ",")[:40]
