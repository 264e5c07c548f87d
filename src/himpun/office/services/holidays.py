"""Days off and Ramadan, which the government moves and administrators correct."""

from collections.abc import Mapping
from datetime import date, datetime

from himpun.kernel.worktime import HolidayTable, read_table
from himpun.office.models import (
    Agency,
    Holiday,
    HolidayYear,
    Person,
    RamadanRange,
)
from himpun.office.queries import lock_for_change
from himpun.office.rules import Body, Json, Refused, long_date, why_not_period
from himpun.office.services._stamp import calendar_changed
from himpun.office.services.journal import write
from himpun.office.services.turn import InTurn

in_turn = InTurn(Refused)
LOCAL = "lokal"
NATIONAL = ("nasional", "cuti bersama")


@in_turn
def seed_holidays(
    *, document: Mapping[str, object], by: Person | None, now: datetime
) -> tuple[int, ...]:
    """Enters the years of a parsed holiday table that are not there yet; answers those years.

    A year that is there is left as it is, corrections and all. Refuses who is not system
    administrator; raises kernel.worktime.TableInvalid for a table that cannot be read.
    """
    lock_for_change(by, None, now)
    table = read_table(document)
    new = sorted(table.known_years - set(HolidayYear.objects.values_list("year", flat=True)))
    if not new:
        return ()
    HolidayYear.objects.bulk_create(_years(document, new))
    Holiday.objects.bulk_create(_holidays(table, new))
    RamadanRange.objects.bulk_create(_ramadan(table, new), ignore_conflicts=True)
    body: Body = {"years": new}
    row = write(agency=None, by=by, now=now, action="HolidaysSeeded", subject="", body=body)
    years = ", ".join(map(str, new))
    calendar_changed(
        agency=None, digest=row.hash, why=f"Daftar hari libur {years} diisi", by=by, now=now
    )
    return tuple(new)


def _years(document: Mapping[str, object], years: list[int]) -> list[HolidayYear]:
    rows = document["year"]
    assert isinstance(rows, list)
    return [
        HolidayYear(
            year=row["year"],
            decree=row["decree"],
            decree_confirmed=bool(row.get("decree_confirmed", False)),
        )
        for row in rows
        if row["year"] in years
    ]


def _holidays(table: HolidayTable, years: list[int]) -> list[Holiday]:
    return [
        Holiday(
            on=on,
            name=found.name,
            kind=found.kind,
            decree=found.decree,
            estimated=on in table.estimated,
        )
        for on, found in sorted(table.holidays.items())
        if on.year in years
    ]


def _ramadan(table: HolidayTable, years: list[int]) -> list[RamadanRange]:
    return [
        RamadanRange(first_on=first, last_on=last, estimated=first in table.estimated)
        for first, last in table.ramadan
        if first.year in years
    ]


@in_turn
def add_holiday(
    *,
    agency: Agency | None,
    on: date,
    name: str,
    kind: str,
    decree: str,
    by: Person | None,
    now: datetime,
) -> Holiday:
    """A day off: a local one of an agency ("lokal"), or one everywhere (agency None).

    Refuses who does not administer the agency (everywhere: the system), a kind that does not fit,
    a missing name or decree, and a day that is off already.
    """
    lock_for_change(by, agency, now)
    if kind not in ((LOCAL,) if agency else (*NATIONAL, LOCAL)):
        raise Refused("Instansi hanya menambah libur lokal; libur nasional dicatat untuk semua.")
    if why := _why_not_day(agency, on, name, decree):
        raise Refused(why)
    holiday = Holiday.objects.create(agency=agency, on=on, name=name, kind=kind, decree=decree)
    _note(holiday, "HolidayAdded", None, by, now)
    return holiday


@in_turn
def correct_holiday(
    *,
    holiday: Holiday,
    on: date,
    name: str,
    decree: str,
    withdrawn: bool = False,
    by: Person | None,
    now: datetime,
) -> Holiday:
    """Another day, name or decree, no longer an estimate; or ``withdrawn``: no day off after all.

    What it was stands in the journal. Refuses who does not administer the agency (everywhere: the
    system), a missing name or decree, a day that is off already, and a withdrawn row.
    """
    lock_for_change(by, holiday.agency, now)
    holiday.refresh_from_db()
    if holiday.cancelled_at:
        raise Refused("Hari libur itu sudah dicabut.")
    if why := _why_not_day(holiday.agency, on, name, decree, holiday):
        raise Refused(why)
    before = _words(holiday)
    holiday.on, holiday.name, holiday.decree, holiday.estimated = on, name, decree, False
    holiday.cancelled_at = now if withdrawn else None
    holiday.save()
    _note(holiday, "HolidayWithdrawn" if withdrawn else "HolidayCorrected", before, by, now)
    return holiday


@in_turn
def correct_ramadan(
    *, ramadan: RamadanRange, first_on: date, last_on: date, by: Person | None, now: datetime
) -> RamadanRange:
    """The days on which Ramadan hours hold, both inclusive, as the sidang isbat has set them.

    Refuses who is not system administrator, a last day before the first, and a range of more than
    30 days.
    """
    lock_for_change(by, None, now)
    ramadan.refresh_from_db()
    if why := why_not_period(first_on, last_on):
        raise Refused(why)
    if (last_on - first_on).days >= 30:
        raise Refused("Ramadan berlangsung paling lama 30 hari.")
    if RamadanRange.objects.filter(first_on=first_on).exclude(pk=ramadan.pk).exists():
        raise Refused(f"Ramadan yang mulai {long_date(first_on)} sudah tercatat.")
    body: Body = {
        "before": [ramadan.first_on.isoformat(), ramadan.last_on.isoformat()],
        "after": [first_on.isoformat(), last_on.isoformat()],
    }
    ramadan.first_on, ramadan.last_on, ramadan.estimated = first_on, last_on, False
    ramadan.save()
    row = write(agency=None, by=by, now=now, action="RamadanCorrected", subject="", body=body)
    why = f"Ramadan menjadi {long_date(first_on)} s.d. {long_date(last_on)}"
    calendar_changed(agency=None, digest=row.hash, why=why, by=by, now=now)
    return ramadan


def _why_not_day(
    agency: Agency | None, on: date, name: str, decree: str, itself: Holiday | None = None
) -> str | None:
    if not name.strip() or not decree.strip():
        return "Nama hari libur dan dasar hukumnya harus diisi."
    taken = Holiday.objects.filter(on=on, agency=agency, cancelled_at=None)
    if any(row != itself for row in taken):
        return f"{long_date(on)} sudah tercatat sebagai hari libur."
    return None


def _words(holiday: Holiday) -> dict[str, Json]:
    return {
        "on": holiday.on.isoformat(),
        "name": holiday.name,
        "kind": holiday.kind,
        "decree": holiday.decree,
        "estimated": holiday.estimated,
    }


def _note(holiday: Holiday, action: str, before: Json, by: Person | None, now: datetime) -> None:
    body: Body = {"before": before, "after": _words(holiday)}
    row = write(
        agency=holiday.agency, by=by, now=now, action=action, subject=holiday.name, body=body
    )
    why = _WHY[action].format(holiday.name, long_date(holiday.on))
    calendar_changed(agency=holiday.agency, digest=row.hash, why=why, by=by, now=now)


_WHY = {
    "HolidayAdded": "Hari libur ditambahkan: {}, {}",
    "HolidayCorrected": "Hari libur dibetulkan: {}, {}",
    "HolidayWithdrawn": "Hari libur dicabut: {}, {}",
}
