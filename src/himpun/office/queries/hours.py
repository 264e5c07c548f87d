"""The office hours that a page shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from himpun.kernel.worktime import OfficeHours
from himpun.office.models import Agency, Unit, WeekHours
from himpun.office.queries.force import in_force, to_come
from himpun.office.rules.hours import WEEKDAYS, spans_text, standard_hours, week_from_json

Weeks = tuple[OfficeHours, OfficeHours]


@dataclass(frozen=True, slots=True)
class HoursView:
    """Hours of an agency, or of a unit. ``row`` is None for the standard ones of Perpres 21/2023;
    ``days`` are (weekday, hours, hours in Ramadan), an empty text on a day off."""

    unit: Unit | None
    row: WeekHours | None
    days: tuple[tuple[str, str, str], ...]


def hours_of(agency: Agency, on: date) -> list[HoursView]:
    """The hours that hold on a day or will later: the agency's first, then its units' (one query).

    Where the agency has none of its own on that day, the standard ones stand first.
    """
    rows = WeekHours.objects.filter(to_come(on), agency=agency).select_related("unit")
    found = sorted(rows, key=lambda row: (row.unit is not None, str(row.unit), row.from_on))
    views = [HoursView(row.unit, row, _days(_weeks(row))) for row in found]
    if any(view.unit is None and view.row and view.row.from_on <= on for view in views):
        return views
    return [HoursView(None, None, _days(standard_hours(six_day=agency.six_day))), *views]


def weeks_in_force(agency: Agency, unit: Unit | None, on: date) -> Weeks:
    """The hours of an agency or unit on a day: (ordinary, those of Ramadan) (one query)."""
    rows = WeekHours.objects.filter(in_force(on), agency=agency)
    by_unit = {row.unit_id: row for row in rows}
    own = by_unit.get(unit.pk if unit else None) or by_unit.get(None)
    return _weeks(own) if own else standard_hours(six_day=agency.six_day)


def _weeks(row: WeekHours) -> Weeks:
    return week_from_json(row.week), week_from_json(row.ramadan_week)


def _days(weeks: Iterable[OfficeHours]) -> tuple[tuple[str, str, str], ...]:
    ordinary, ramadan = weeks
    pairs = zip(WEEKDAYS, ordinary.spans, ramadan.spans, strict=True)
    return tuple((day, spans_text(spans), spans_text(fasting)) for day, spans, fasting in pairs)
