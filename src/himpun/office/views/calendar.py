"""Kalender: a year of the agency at one glance."""

from __future__ import annotations

from django.http import HttpResponse

from himpun.kernel.worktime import CalendarUnknown
from himpun.office import queries
from himpun.office.queries.calendar_year import MonthView, next_year_unknown, year_view
from himpun.office.views.asked import AskedHere, member
from himpun.office.views.days import year_asked


@member
def calendar(asked: AskedHere) -> HttpResponse:
    """Working days, days off and Ramadan of a year, with the ways to change them."""
    year = year_asked(asked.request, asked.on.year)
    here = queries.calendar_of(asked.agency)
    months: tuple[MonthView, ...] = ()
    problem = ""
    try:
        months = year_view(here, year, asked.on)
    except CalendarUnknown as unknown:
        problem = str(unknown)
    return asked.render(
        "calendar", tab="calendar", year=str(year), before=str(year - 1), after=str(year + 1),
        months=months, problem=problem, entered=queries.holiday_year(year),
        ramadan=queries.ramadan_of(year), working=sum(month.working for month in months),
        unknown=next_year_unknown(here, asked.on),
    )  # fmt: skip
