"""The working calendar of an agency."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple, cast

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Q, QuerySet, Subquery

from himpun.kernel.worktime import ZONES, Calendar, Holiday, HolidayKind, OwnHours
from himpun.office.models import Agency, CalendarStamp, HolidayYear, RamadanRange, WeekHours
from himpun.office.models import Holiday as HolidayRow
from himpun.office.queries.prepared import Prepared
from himpun.office.rules.hours import standard_hours, week_from_json


class Calendars(NamedTuple):
    """The calendar of an agency, and by unit code those of its units with hours of their own."""

    agency: Calendar
    of_unit: Mapping[str, Calendar]


def calendars_of(agency: Agency) -> Calendars:
    """All calendars of an agency (one query while nothing has changed).

    Kept per process under the stamp that each change of a calendar leaves in its own transaction,
    so that no process goes on with an old table.
    """
    found = _STAMP.rows()
    return _under(found[0][0] if found else "", agency)


def agency_with_calendars(key: int) -> tuple[Agency, Calendars]:
    """The agency of that key with all its calendars (one query while nothing has changed).

    Raises Agency.DoesNotExist.
    """
    found = _AGENCY_AND_STAMP.rows(key=key)
    if not found:
        raise Agency.DoesNotExist
    *columns, stamp = found[0]
    agency = Agency.from_db(DEFAULT_DB_ALIAS, _AGENCY_COLUMNS, columns)
    return agency, _under(stamp or "", agency)


def _under(stamp: str, agency: Agency) -> Calendars:
    if not stamp:
        return _calendars(agency.pk, agency.zone, agency.six_day)
    return _kept(agency.pk, agency.zone, agency.six_day, stamp)


def calendar_of(agency: Agency) -> Calendar:
    """Zone, hours, holidays and Ramadan of an agency (one query while nothing has changed)."""
    return calendars_of(agency).agency


def calendars_of_units(agency: Agency) -> Mapping[str, Calendar]:
    """Unit code → calendar, for the units that have or had hours of their own (one query while
    nothing has changed)."""
    return calendars_of(agency).of_unit


def _agency_and_stamp(key: int) -> QuerySet[Agency, Any]:
    stamp = Subquery(CalendarStamp.objects.order_by("pk").values("stamp")[:1])
    return Agency.objects.filter(pk=key).order_by().values_list(*_AGENCY_COLUMNS, stamp)


_AGENCY_COLUMNS = [field.attname for field in Agency._meta.concrete_fields]
_STAMP = Prepared(lambda: CalendarStamp.objects.order_by("pk").values_list("stamp")[:1])
_AGENCY_AND_STAMP = Prepared(_agency_and_stamp, key=int)


@lru_cache(maxsize=64)
def _kept(agency_id: int, zone: str, six_day: bool, stamp: str) -> Calendars:  # noqa: ARG001
    return _calendars(agency_id, zone, six_day)


def _calendars(agency_id: int, zone: str, six_day: bool) -> Calendars:
    # National rows come last, so that they stand where a local row has the same day.
    rows = HolidayRow.objects.filter(
        Q(agency=None) | Q(agency_id=agency_id), cancelled_at=None
    ).order_by("agency_id")
    hours, ramadan_hours = standard_hours(six_day=six_day)
    own = _own_hours(agency_id)
    calendar = Calendar(
        zone=ZONES[zone],
        hours=hours,
        ramadan_hours=ramadan_hours,
        ramadan=tuple(RamadanRange.objects.values_list("first_on", "last_on")),
        holidays={row.on: _holiday(row) for row in sorted(rows, key=lambda r: r.agency_id is None)},
        known_years=frozenset(HolidayYear.objects.values_list("year", flat=True)),
        own_hours=tuple(own.pop("", ())),
    )
    # Where several hours hold on a day the last count, so the unit's stand behind the agency's.
    of_unit = {
        code: replace(calendar, own_hours=(*calendar.own_hours, *rows))
        for code, rows in own.items()
    }
    return Calendars(calendar, of_unit)


def _own_hours(agency_id: int) -> dict[str, list[OwnHours]]:
    """Unit code, or "" for the agency → the hours that they set, in the order of their days."""
    found: dict[str, list[OwnHours]] = {}
    rows = WeekHours.objects.filter(agency_id=agency_id, cancelled_at=None)
    for row in rows.select_related("unit").order_by("from_on", "pk"):
        found.setdefault(row.unit.code if row.unit else "", []).append(_own(row))
    return found


def _own(row: WeekHours) -> OwnHours:
    week, ramadan_week = week_from_json(row.week), week_from_json(row.ramadan_week)
    return OwnHours(row.from_on, row.until_on, week, ramadan_week)


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
