"""Which agencies are to be looked at now, asked of all of them together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from himpun.chase.models import ChaseClock
from himpun.chase.queries.cases import Case, cases_in
from himpun.chase.rules.ladder import office_is_open
from himpun.chase.rules.resting import rest_until
from himpun.letters.queries.about_unit import warnings_beside
from himpun.office import queries as office
from himpun.office.queries.marks import marks_of_all
from himpun.runs.queries.owing import agencies_with_runs

if TYPE_CHECKING:
    from himpun.office.queries import Agency


def agencies_to_chase(now: datetime) -> list[tuple[Agency, str]]:
    """Agencies with a running SOP that do not rest, each with its mark of this moment (five
    queries, however many agencies there are)."""
    running, marks = set(agencies_with_runs()), marks_of_all()
    resting = ChaseClock.objects.filter(set_at__lte=now, next_at__gt=now)
    rests = dict(resting.values_list("agency", "mark"))
    return [
        (agency, marks(agency.pk))
        for agency in office.all_agencies()
        if agency.pk in running and rests.get(agency.pk) != marks(agency.pk)
    ]


def rests_until(agency: Agency, now: datetime) -> datetime | None:
    """Until when nothing is to be done in an agency; None where something is, or may be: a rung
    that has come, or an unsigned letter of the chase (eleven queries, two for each SOP; three
    outside office hours).

    Raises CalendarUnknown for a year whose holidays were not entered.
    """
    if warnings_beside(agency):
        return None
    calendar = office.calendar_of(agency)
    cases = cases_in(agency, now) if office_is_open(now, calendar) else []
    if any(case.acts(now) for case in cases):
        return None
    coming = (at for case in cases for at in _coming(case))
    return rest_until(coming, now, calendar, agency.pk)


def _coming(case: Case) -> Iterator[datetime]:
    return (one.at for one in case.rungs if one.rung.key not in case.done_keys)
