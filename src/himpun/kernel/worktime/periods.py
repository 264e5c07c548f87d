"""Reporting periods: month, quarter, half-year, year."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from himpun.kernel.worktime.words import MONTHS, ROMAN

PeriodKind = Literal["triwulan", "tahun", "bulan", "semester"]

MONTHS_IN: dict[PeriodKind, int] = {"bulan": 1, "triwulan": 3, "semester": 6, "tahun": 12}
FIRST_YEAR, LAST_YEAR = 1945, 9998

_WRITTEN = re.compile(r"(\d{4})(?:-(TW|S|B)(\d{1,2}))?", re.IGNORECASE)
_KIND_OF: dict[str, PeriodKind] = {"TW": "triwulan", "S": "semester", "B": "bulan"}


@dataclass(frozen=True)
class Period:
    """A period of a year; `number` counts from 1 and is 1 for "tahun".

    Refuses (ValueError) a number that the kind has not, and a year outside 1945 to 9998.
    """

    kind: PeriodKind
    year: int
    number: int

    def __post_init__(self) -> None:
        """A fifth quarter is a typing error, not a period."""
        if not 1 <= self.number <= self._last_number:
            raise ValueError(f"Tidak ada {self.kind} ke-{self.number} dalam satu tahun.")
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError(f"Tahun {self.year} di luar jangkauan.")

    @property
    def label(self) -> str:
        """Triwulan III 2026, Semester I 2026, Bulan Maret 2026, Tahun 2026."""
        if self.kind == "tahun":
            return f"Tahun {self.year}"
        name = MONTHS[self.number - 1] if self.kind == "bulan" else ROMAN[self.number - 1]
        return f"{self.kind.capitalize()} {name} {self.year}"

    @property
    def code(self) -> str:
        """2026-TW3, 2026-S1, 2026-B03, 2026; parse_period reads it back."""
        codes: dict[PeriodKind, str] = {
            "tahun": "",
            "triwulan": f"-TW{self.number}",
            "semester": f"-S{self.number}",
            "bulan": f"-B{self.number:02d}",
        }
        return f"{self.year}{codes[self.kind]}"

    @property
    def first_day(self) -> date:
        """The first calendar day."""
        return self.month(1)

    @property
    def last_day(self) -> date:
        """The last calendar day, which belongs to the period."""
        return self.next().first_day - timedelta(days=1)

    def month(self, number: int) -> date:
        """First day of a month of this period, counted from 1."""
        return date(self.year, (self.number - 1) * MONTHS_IN[self.kind] + number, 1)

    def next(self) -> "Period":
        """The period of the same kind that follows."""
        if self.number < self._last_number:
            return Period(self.kind, self.year, self.number + 1)
        return Period(self.kind, self.year + 1, 1)

    @property
    def _last_number(self) -> int:
        return 12 // MONTHS_IN[self.kind]


def parse_period(text: str) -> Period:
    """Read "2026-TW3", "2026-S1", "2026-B03" or "2026".

    Refuses (ValueError, an Indonesian sentence) anything else.
    """
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        raise ValueError(
            f"Periode “{text}” tidak dapat dibaca. Contoh: 2026-TW3; 2026-S1; 2026-B03; 2026."
        )
    year, kind, number = found.groups()
    if kind is None:
        return Period("tahun", int(year), 1)
    return Period(_KIND_OF[kind.upper()], int(year), int(number))
