"""The board of one agency: who has handed in, in time or not, where each run stands, who owes, and
what was reached last. Live; of runs that are over only the newest is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from himpun.chase.queries.board import Line as Chased
from himpun.chase.queries.board import lines_of
from himpun.chase.queries.cases import cases_of
from himpun.kernel.definition import Sop
from himpun.kernel.worktime import Calendar, CalendarUnknown, format_working, working_time
from himpun.monitoring.models import RunSummary
from himpun.monitoring.rules.boards import days_apart, nodes_of_hand_in, standard_time
from himpun.monitoring.rules.clock import clock_of
from himpun.monitoring.rules.where_time_went import Share, where_time_went
from himpun.office import queries as office
from himpun.performance.queries.completeness import FormLine, course_of
from himpun.performance.queries.region import AgencyLine, agency_in, newest_counted
from himpun.runs.queries import history_since
from himpun.runs.queries.live_runs import LiveRun, UnitStanding, live_runs, unit_standings
from himpun.runs.queries.owing import owing_visits, told_owing
from himpun.runs.queries.seen import sop_of
from himpun.runs.rules.standing import State
from himpun.runs.rules.words import long_day, period_text
from himpun.schedule.queries.ahead import Ahead, starts_ahead

MOST_OWING = 8
"""Rows of the board; the chase board has all."""
MOST_ENDED, MOST_AHEAD = 3, 4


@dataclass(frozen=True, slots=True)
class UnitMark:
    """A unit that should hand in. ``days``: working days behind its due time when it first did
    (negative: before it; None: it has not, or was due at no time)."""

    name: str
    state: State
    days: int | None = None
    late: bool = False


@dataclass(frozen=True)
class Focus:
    """The run of which the head of the board speaks. ``spent``: office time since its start (to its
    end), ``allowed``: all standard times together, in words and as ``part`` of the longer one (0 to
    100); ``marks`` are empty where only sums are kept; ``shares``: in whose hands it has been."""

    run_id: int
    title: str
    period: str
    live: bool
    units: int
    handed: int
    timely: int
    spent: str
    allowed: str
    spent_part: int
    allowed_part: int
    marks: tuple[UnitMark, ...] = ()
    by_forms: bool = False
    shares: Sequence[Share] = ()


@dataclass(frozen=True, slots=True)
class Ended:
    """A run that is over."""

    run_id: int
    title: str
    period: str
    steps: int
    ended_on: str


@dataclass(frozen=True)
class AgencyBoard:
    """An agency at a moment. ``owing`` are the first of ``owing_count``, as the chase board has
    them; ``reached`` is the last quarter with an achievement; ``ahead`` are the next starts."""

    agency: office.Agency
    live: tuple[LiveRun, ...]
    ended: tuple[Ended, ...]
    focus: Focus | None
    owing: tuple[Chased, ...]
    owing_count: int
    reached: AgencyLine | None
    reached_at: tuple[int, int] | None
    ahead: tuple[Ahead, ...]
    calendar: Calendar


def agency_board(
    agency: office.Agency, now: datetime, chosen: int = 0, most: int = MOST_OWING
) -> AgencyBoard:
    """The board of an agency; ``chosen``: the live run of which its head should speak, if it is
    one; ``most``: rows of who owes. As many queries whatever the number of steps and of runs that
    are over."""
    live = live_runs(agency, now)
    calendar = office.calendar_of(agency)
    ended = _ended(agency)
    visits = list(owing_visits([agency.pk]))
    reached_at = newest_counted(agency)
    return AgencyBoard(
        agency=agency,
        live=tuple(live),
        ended=tuple(_told(row, calendar) for row in ended),
        focus=_focus(live, ended, chosen, now, calendar),
        owing=tuple(lines_of(cases_of(agency, told_owing(visits[:most], now)), now)),
        owing_count=len(visits),
        reached=agency_in(agency, *reached_at) if reached_at else None,
        reached_at=reached_at,
        ahead=tuple(starts_ahead(agency, now, MOST_AHEAD)),
        calendar=calendar,
    )


def _ended(agency: office.Agency) -> Sequence[RunSummary]:
    rows = RunSummary.objects.filter(agency=agency, ended_at__isnull=False)
    rows = rows.order_by("-year", "-quarter", "-run_id").select_related("run__sop")
    return list(rows.defer("run__sop__document")[:MOST_ENDED])


def _told(row: RunSummary, calendar: Calendar) -> Ended:
    assert row.ended_at is not None
    on = long_day(calendar.local(row.ended_at).date())
    return Ended(row.run_id, row.run.sop.name, period_text(row.period), row.steps, on)


def _focus(
    live: Sequence[LiveRun],
    ended: Sequence[RunSummary],
    chosen: int,
    now: datetime,
    calendar: Calendar,
) -> Focus | None:
    if live:
        run = next((one for one in live if one.run.pk == chosen), live[0])
        return _focus_of_live(run, now)
    return _focus_of_ended(ended[0], now, calendar) if ended else None


def _focus_of_live(live: LiveRun, now: datetime) -> Focus:
    sop = sop_of(live.run)
    owing = nodes_of_hand_in(sop)
    if owing:
        marks = [_mark(unit, live.calendar) for unit in unit_standings(live, owing, now)]
    else:
        marks = [_mark_of_form(line) for line in course_of(live.run.pk, now).lines]
    handed = [mark for mark in marks if mark.state == "done"]
    spent, allowed = _spent(live, now), standard_time(sop, live.calendar)
    longer = max(spent or timedelta(), allowed) or timedelta(1)
    return Focus(
        run_id=live.run.pk, title=live.title, period=live.period, live=True, units=len(marks),
        handed=len(handed), timely=sum(not mark.late for mark in handed),
        spent="" if spent is None else format_working(spent, live.calendar),
        allowed=format_working(allowed, live.calendar) if allowed else "",
        spent_part=int((spent or timedelta()) / longer * 100),
        allowed_part=int(allowed / longer * 100), marks=tuple(marks), by_forms=not owing,
        shares=_shares(live.run.pk, sop, live.calendar, now),
    )  # fmt: skip


def _mark(unit: UnitStanding, calendar: Calendar) -> UnitMark:
    told = unit.at is not None and unit.due_at is not None
    days = days_apart(unit.due_at, unit.at, calendar) if told else None  # type: ignore[arg-type]
    return UnitMark(unit.name, unit.state, days, unit.late)


def _mark_of_form(line: FormLine) -> UnitMark:
    if line.form.complete_at:
        return UnitMark(line.unit, "done", late=line.form.late)
    state: State = line.state if line.state in ("late", "back", "now") else "idle"  # type: ignore[assignment]
    return UnitMark(line.unit, state)


def _spent(live: LiveRun, now: datetime) -> timedelta | None:
    end = live.run.suspended_at or now
    try:
        return working_time(live.run.started_at, max(end, live.run.started_at), live.calendar)
    except CalendarUnknown:
        return None


def _focus_of_ended(row: RunSummary, now: datetime, calendar: Calendar) -> Focus:
    units, handed, timely = row.units, row.handed, row.timely
    marks: tuple[UnitMark, ...] = ()
    if not row.owing:
        # What an SOP leaves to others comes in behind its end.
        marks = tuple(_mark_of_form(line) for line in course_of(row.run_id, now).lines)
        through = [mark for mark in marks if mark.state == "done"]
        units, handed = len(marks), len(through)
        timely = sum(not mark.late for mark in through)
    spent, allowed = timedelta(seconds=row.seconds or 0), timedelta(seconds=row.allowed)
    longer = max(spent, allowed) or timedelta(1)
    return Focus(
        run_id=row.run_id, title=row.run.sop.name, period=period_text(row.period), live=False,
        units=units, handed=handed, timely=timely,
        spent="" if row.seconds is None else format_working(spent, calendar),
        allowed=format_working(allowed, calendar) if allowed else "",
        spent_part=int(spent / longer * 100), allowed_part=int(allowed / longer * 100),
        marks=marks, by_forms=not row.owing,
        shares=_shares(row.run_id, sop_of(row.run), calendar, now),
    )  # fmt: skip


def _shares(run_id: int, sop: Sop, calendar: Calendar, now: datetime) -> Sequence[Share]:
    """In whose hands a run has been; none where the holidays of a year are unknown."""
    history = list(history_since(run_id))
    try:
        clock = clock_of(history, now) if history else None
        return where_time_went(clock.intervals, sop, calendar) if clock else ()
    except CalendarUnknown:
        return ()
