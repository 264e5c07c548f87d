"""Making up the facts of runs that moved before there were any, or counting them anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from himpun.kernel.worktime import CalendarUnknown
from himpun.monitoring.models import Halt, StepTime
from himpun.monitoring.rules.measure import halts_in, measured
from himpun.monitoring.services._facts import Ended, fact
from himpun.office import queries as office
from himpun.office.services.journal import write
from himpun.runs.queries import history_since
from himpun.runs.queries.times import RunEnds, ends_of_runs

if TYPE_CHECKING:
    from himpun.office.queries import Agency, Person


@transaction.atomic
def count_times(*, agency: Agency, again: bool, by: Person | None, now: datetime) -> int:
    """Make the facts of an agency's steps that have none; ``again``: of all its steps, by the
    calendar as it stands today. Answers how many were made.

    Steps in a year without holiday table are left out. One query for the runs and two for each
    run that is concerned; twice gives the same.
    """
    office.lock_journal(agency)
    known = set() if again else set(_keys(agency))
    if again:
        StepTime.objects.filter(agency=agency).delete()
    made = 0
    for run in ends_of_runs(agency):
        rows = list(_facts_of(agency, run, known))
        StepTime.objects.bulk_create(rows, batch_size=500)
        made += len(rows)
    if made or again:
        write(
            agency=agency, by=by, now=now, action="TimesCounted", subject="times",
            body={"made": made, "again": again},
        )  # fmt: skip
    return made


def _keys(agency: Agency) -> Iterator[int]:
    return StepTime.objects.filter(agency=agency).values_list("pk", flat=True).iterator()


def _facts_of(agency: Agency, run: RunEnds, known: set[int]) -> Iterator[StepTime]:
    missing = [one for one in run.ends if one.key not in known]
    if not missing:
        return
    halts = halts_in(history_since(run.run_id))
    Halt.objects.bulk_create(
        (Halt(run_id=run.run_id, from_at=a, until_at=b) for a, b in halts), ignore_conflicts=True
    )
    calendars = office.calendars_of(agency)
    for one in missing:
        ended = Ended(
            run.run_id, agency.pk, run.sop.id, run.period, one.step.key, one.visit, one.at,
            one.sent_back,
        )  # fmt: skip
        calendar = calendars.of_unit.get(one.visit.unit, calendars.agency)
        try:
            yield fact(ended, measured(one.visit, one.at, one.step.time, calendar, halts))
        except CalendarUnknown:
            continue
