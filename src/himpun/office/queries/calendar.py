"""The working calendar of an agency."""

from functools import lru_cache
from typing import cast

from django.db.models import Q, QuerySet

from himpun.kernel.worktime import (
    FIVE_DAYS,
    RAMADAN_FIVE_DAYS,
    RAMADAN_SIX_DAYS,
    SIX_DAYS,
    ZONES,
    Calendar,
    Holiday,
    HolidayKind,
)
from himpun.office.models import Agency, CalendarStamp, HolidayYear, RamadanRange
from himpun.office.models import Holiday as HolidayRow
from himpun.office.queries.prepared import Prepared


def calendar_of(agency: Agency) -> Calendar:
    """Zone, hours, holidays and Ramadan of an agency (one query while nothing has changed).

    Kept per process under the stamp that each change of a calendar leaves in its own transaction,
    so that no process goes on with an old table.
    """
    found = _STAMP.rows()
    stamp = found[0][0] if found else ""
    if not stamp:
        return _calendar(agency.pk, agency.zone, agency.six_day)
    return _kept(agency.pk, agency.zone, agency.six_day, stamp)


_STAMP = Prepared(lambda: CalendarStamp.objects.order_by("pk").values_list("stamp")[:1])


@lru_cache(maxsize=64)
def _kept(agency_id: int, zone: str, six_day: bool, stamp: str) -> Calendar:  # noqa: ARG001
    return _calendar(agency_id, zone, six_day)


def _calendar(agency_id: int, zone: str, six_day: bool) -> Calendar:
    # National rows come last, so that they stand where a local row has the same day.
    rows = HolidayRow.objects.filter(
        Q(agency=None) | Q(agency_id=agency_id), cancelled_at=None
    ).order_by("agency_id")
    return Calendar(
        zone=ZONES[zone],
        hours=SIX_DAYS if six_day else FIVE_DAYS,
        ramadan_hours=RAMADAN_SIX_DAYS if six_day else RAMADAN_FIVE_DAYS,
        ramadan=tuple(RamadanRange.objects.values_list("first_on", "last_on")),
        holidays={row.on: _holiday(row) for row in sorted(rows, key=lambda r: r.agency_id is None)},
        known_years=frozenset(HolidayYear.objects.values_list("year", flat=True)),
    )


def _holiday(row: HolidayRow) -> Holiday:
    return Holiday(row.on, row.name, cast(HolidayKind, row.kind), row.decree)


def holidays_of(agency: Agency | None, year: int) -> QuerySet[HolidayRow]:
    """A year's holidays in force: the national ones, and an agency's own."""
    return HolidayRow.objects.filter(
        Q(agency=None) | Q(agency=agency), on__year=year, cancelled_at=None
    ).select_related("agency")


def holiday_year(year: int) -> HolidayYear | None:
    """The decree of a year's national table; None when the year has not been entered."""
    return HolidayYear.objects.filter(year=year).first()


def ramadan_of(year: int) -> QuerySet[RamadanRange]:
    """The Ramadan ranges that begin or end in a year."""
    return RamadanRange.objects.filter(Q(first_on__year=year) | Q(last_on__year=year))


def holiday_in(agency: Agency | None, number: int) -> HolidayRow | None:
    """A day off of an agency (None: a national one) by its number."""
    rows = HolidayRow.objects.filter(agency=agency, cancelled_at=None)
    return rows.select_related("agency").filter(pk=number).first()


def ramadan_in(number: int) -> RamadanRange | None:
    """A Ramadan by its number."""
    return RamadanRange.objects.filter(pk=number).first()
