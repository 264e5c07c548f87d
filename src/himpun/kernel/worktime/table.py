"""The holiday table, once its file has been read: a dictionary becomes holidays and Ramadan days.

The file's form (TOML) is shown in docs/explanation/working-time.md. Reading the disk is the
caller's part.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import TypeVar, cast, get_args

from himpun.kernel.worktime.calendar import Calendar, Holiday, HolidayKind
from himpun.kernel.worktime.hours import OfficeHours

T = TypeVar("T")


class TableInvalid(ValueError):
    """The table cannot be used; the text says where and why, in Indonesian."""


@dataclass(frozen=True)
class HolidayTable:
    """Holidays by day, Ramadan as inclusive pairs of days, the complete years, the estimates.

    `estimated` holds the days that the government may still move, Ramadan's first and last ones
    among them; they count as set until someone corrects the table.
    """

    holidays: Mapping[date, Holiday]
    ramadan: tuple[tuple[date, date], ...]
    known_years: frozenset[int]
    estimated: frozenset[date]

    def calendar(self, *, zone: tzinfo, hours: OfficeHours, ramadan_hours: OfficeHours) -> Calendar:
        """A unit's calendar on these holidays."""
        return Calendar(zone, hours, ramadan_hours, self.ramadan, self.holidays, self.known_years)


def read_table(document: Mapping[str, object]) -> HolidayTable:
    """Read a parsed table: `[[year]]` with year, decree, and the rows `ramadan` and `holiday`.

    Refuses (TableInvalid) a missing or wrongly typed entry, a year or day given twice, a day that
    lies outside its year, and an unknown kind.
    """
    holidays: dict[date, Holiday] = {}
    ramadan: list[tuple[date, date]] = []
    years: set[int] = set()
    estimated: set[date] = set()
    for entry in _rows(document, "year"):
        year = _typed(entry, "year", int)
        if year in years:
            raise TableInvalid(f"Tahun {year} tertulis dua kali.")
        years.add(year)
        for row in _rows(entry, "ramadan"):
            # A Ramadan may end in the year after the one it began in (2030).
            pair = (_day(row, "first", year), _typed(row, "last", date))
            ramadan.append(pair)
            if row.get("estimated") is True:
                estimated.update(pair)
        for row in _rows(entry, "holiday"):
            holiday = _holiday(row, year, _typed(entry, "decree", str))
            if holiday.on in holidays:
                raise TableInvalid(f"Hari libur {holiday.on} tertulis dua kali.")
            holidays[holiday.on] = holiday
            if row.get("estimated") is True:
                estimated.add(holiday.on)
    return HolidayTable(holidays, tuple(ramadan), frozenset(years), frozenset(estimated))


def _holiday(row: Mapping[str, object], year: int, decree_of_year: str) -> Holiday:
    kind = _typed(row, "kind", str)
    if kind not in get_args(HolidayKind):
        raise TableInvalid(f"Jenis hari libur “{kind}” tidak dikenal.")
    decree = _typed(row, "decree", str) if "decree" in row else decree_of_year
    return Holiday(_day(row, "on", year), _typed(row, "name", str), cast(HolidayKind, kind), decree)


def _day(row: Mapping[str, object], key: str, year: int) -> date:
    on = _typed(row, key, date)
    if isinstance(on, datetime) or on.year != year:
        raise TableInvalid(f"“{key} = {on}” bukan tanggal dalam tahun {year}.")
    return on


def _rows(row: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    found = row.get(key)
    if not isinstance(found, Sequence) or not all(isinstance(entry, Mapping) for entry in found):
        raise TableInvalid(f"Daftar “{key}” tidak ada atau bentuknya salah.")
    return [cast(Mapping[str, object], entry) for entry in found]


def _typed(row: Mapping[str, object], key: str, kind: type[T]) -> T:
    found = row.get(key)
    if not isinstance(found, kind) or isinstance(found, bool):
        raise TableInvalid(f"“{key}” tidak ada atau bentuknya salah: {found!r}.")
    return found
