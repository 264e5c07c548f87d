"""What boards count of a run, kept when the run starts, when its units change, and when it ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from himpun.kernel import messages as m
from himpun.kernel.definition import Sop
from himpun.kernel.worktime import Calendar, CalendarUnknown, working_time
from himpun.monitoring.models import RunSummary
from himpun.monitoring.rules.boards import counted_units, nodes_of_hand_in, standard_time
from himpun.monitoring.services._facts import halts_of
from himpun.office import queries as office
from himpun.office.services.journal import write
from himpun.performance.queries.opening import quarter_of
from himpun.runs.queries.standings import Handed, RunHead, handed_in, heads_of_runs, units_in
from himpun.runs.services import Happened

if TYPE_CHECKING:
    from himpun.office.queries import Agency, Person


def follow_summary(*, happened: Happened) -> None:
    """Make, change, close or take away the row of a run; whatever else happens in a run costs
    nothing (its steps, above all)."""
    for event in happened.events:
        if kept := _KEPT.get(type(event)):
            kept(happened)


def _begin(happened: Happened) -> None:
    head = RunHead(
        happened.run_id, happened.sop, happened.period, "running", happened.now, None
    )  # fmt: skip
    _row(happened.agency, head).save(force_insert=True)


def _change(happened: Happened) -> None:
    calendar = happened.calendars.agency
    shape = _shape(happened.run_id, happened.sop, calendar)
    RunSummary.objects.filter(run=happened.run_id).update(**shape)


def _close(happened: Happened) -> None:
    found = RunSummary.objects.filter(run=happened.run_id).first()
    if found is not None:
        _end(found, happened.now, happened.calendars.agency)
        found.save()


def _take_away(happened: Happened) -> None:
    RunSummary.objects.filter(run=happened.run_id).delete()


_KEPT: Mapping[type, Callable[[Happened], None]] = {
    m.RunStarted: _begin,
    m.UnitAdded: _change,
    m.UnitExcused: _change,
    m.RunMigrated: _change,
    m.RunFinished: _close,
    m.RunCancelled: _take_away,
}


def _row(agency: Agency, head: RunHead) -> RunSummary:
    """The row of a run, not yet written; closed where the run is over."""
    quarter, calendar = quarter_of(head.period), office.calendar_of(agency)
    row = RunSummary(
        run_id=head.run_id, agency=agency, sop_key=head.sop.id, period=head.period,
        year=quarter.year, quarter=quarter.number, started_at=head.started_at,
        **_shape(head.run_id, head.sop, calendar),
    )  # fmt: skip
    if head.ended_at is not None:
        _end(row, head.ended_at, calendar)
    return row


def _shape(run_id: int, sop: Sop, calendar: Calendar) -> dict[str, object]:
    """What does not change while the steps go on."""
    owing = nodes_of_hand_in(sop)
    return {
        "steps": len(sop.steps),
        "owing": [*owing],
        "units": counted_units(sop, owing, units_in(run_id)) if owing else 0,
        "allowed": int(standard_time(sop, calendar).total_seconds()),
    }


def _end(row: RunSummary, at: datetime, calendar: Calendar) -> None:
    found = handed_in({row.run_id: row.owing}).get(row.run_id, Handed())
    row.ended_at, row.handed, row.timely = at, min(found.handed, row.units), found.timely
    row.seconds = _seconds(row, at, calendar)


def _seconds(row: RunSummary, at: datetime, calendar: Calendar) -> int | None:
    """Office time from the start to the end, without what the run stood still."""
    try:
        spent = working_time(row.started_at, at, calendar)
        for since, until in halts_of(row.run_id):
            spent -= working_time(since, until, calendar)
    except CalendarUnknown:
        return None
    return int(spent.total_seconds())


@transaction.atomic
def sum_up_runs(*, agency: Agency, again: bool, by: Person | None, now: datetime) -> int:
    """Make the rows of an agency's runs that have none; ``again``: of all its runs, by the calendar
    as it stands today. Answers how many were made; twice gives the same."""
    office.lock_journal(agency)
    known = set(RunSummary.objects.filter(agency=agency).values_list("run", flat=True))
    if again:
        RunSummary.objects.filter(agency=agency).delete()
        known = set()
    heads = [head for head in heads_of_runs(agency.pk) if head.run_id not in known]
    RunSummary.objects.bulk_create([_row(agency, head) for head in heads], batch_size=500)
    if heads:
        write(
            agency=agency, by=by, now=now, action="RunsSummedUp", subject="boards",
            body={"made": len(heads), "again": again},
        )  # fmt: skip
    return len(heads)
