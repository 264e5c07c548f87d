"""Calendars that several tests stand on."""

import tomllib
from collections.abc import Iterable
from datetime import date, datetime, tzinfo
from pathlib import Path

from himpun.kernel.worktime import (
    FIVE_DAYS,
    RAMADAN_FIVE_DAYS,
    RAMADAN_SIX_DAYS,
    SIX_DAYS,
    WIB,
    Calendar,
    Holiday,
    HolidayTable,
    OfficeHours,
    read_table,
)

SEED = Path(__file__).parents[3] / "src/himpun/office/seed/holidays-id.toml"


def seed_table() -> HolidayTable:
    """The table that is shipped."""
    return read_table(tomllib.loads(SEED.read_text("utf-8")))


def real_calendar(zone: tzinfo = WIB, *, six_days: bool = False) -> Calendar:
    """Indonesia's real holidays of 2023 to 2027."""
    hours = (SIX_DAYS, RAMADAN_SIX_DAYS) if six_days else (FIVE_DAYS, RAMADAN_FIVE_DAYS)
    return seed_table().calendar(zone=zone, hours=hours[0], ramadan_hours=hours[1])


def plain_calendar(
    *,
    off: Iterable[date] = (),
    hours: OfficeHours = FIVE_DAYS,
    ramadan: tuple[tuple[date, date], ...] = (),
    zone: tzinfo = WIB,
    years: Iterable[int] = (2026, 2027),
) -> Calendar:
    """A calendar with only the days off that a test names."""
    holidays = {on: Holiday(on, "Libur setempat", "lokal", "Keputusan Bupati") for on in off}
    ramadan_hours = RAMADAN_SIX_DAYS if hours == SIX_DAYS else RAMADAN_FIVE_DAYS
    return Calendar(zone, hours, ramadan_hours, ramadan, holidays, frozenset(years))


def wib(text: str) -> datetime:
    """Read 2026-09-15 10:40 as a moment in WIB."""
    return datetime.fromisoformat(text).replace(tzinfo=WIB)
