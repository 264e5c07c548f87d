"""Where standard times contradict the windows of the same SOP, found before the run begins."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby, islice

from himpun.kernel.worktime.calendar import Calendar
from himpun.kernel.worktime.durations import format_working, working_days
from himpun.kernel.worktime.periods import Period
from himpun.kernel.worktime.plan import ClashKind, Planned, PlannedStep, plan
from himpun.kernel.worktime.windows import Window, WindowDates
from himpun.kernel.worktime.words import day_text, listed, moment_text


@dataclass(frozen=True)
class Conflict:
    """Steps that share a window and cannot keep it; `sentence` says it in Indonesian.

    `needed_days` sums the working days that the steps ask. `available_days` counts the working
    days from the opening of the chain through its close, see `conflicts`.
    """

    steps: tuple[int, ...]
    needed_days: int
    available_days: int
    window_closes_at: datetime | None
    sentence: str
    kind: ClashKind


@dataclass(frozen=True)
class _Chain:
    """Neighbouring steps with one and the same window, and the days they have."""

    members: tuple[tuple[PlannedStep, Planned], ...]
    window: Window
    dates: WindowDates
    opens_on: date
    since: str | None  # where the chain opens, in words; None: where its own window does
    until: str
    needed: int
    minutes: timedelta
    available: int

    @property
    def clashing(self) -> tuple[Planned, ...]:
        return tuple(planned for _, planned in self.members if planned.clash)

    @property
    def steps(self) -> tuple[int, ...]:
        return tuple(step.no for step, _ in self.members)

    @property
    def asks_too_many_days(self) -> bool:
        # Minutes beside whole days cost one more day, before or after them.
        return self.needed > 0 and (self.needed, self.minutes) > (self.available, timedelta())


def conflicts(
    steps: Sequence[PlannedStep], period: Period, calendar: Calendar, start: datetime
) -> tuple[Conflict, ...]:
    """Contradictions between standard times and windows when the run begins at `start`.

    Neighbouring steps with the same window are one chain and are reported together. The days
    that a chain has are the working days from its opening through its close: the chain opens
    with its own window; where the window is only the day it ends (a named weekday beside several
    days), with the window of the nearest step before it that has another one, else with the
    planned start. Refuses as plan does.
    """
    laid = list(zip(steps, plan(steps, period, calendar, start), strict=True))
    chains = _chains(laid, calendar)
    return tuple(_conflict(chain, calendar) for chain in chains if chain.clashing)


def _chains(laid: list[tuple[PlannedStep, Planned]], calendar: Calendar) -> Iterator[_Chain]:
    before: tuple[Window, WindowDates] | None = None
    rest = iter(laid)
    for window, run in groupby(laid, key=lambda pair: pair[0].window):
        members = tuple(islice(rest, len(list(run))))
        dates = members[0][1].window
        if window is None or dates is None:
            continue
        yield _chain(members, window, dates, before, calendar)
        before = (window, dates)


def _chain(
    members: tuple[tuple[PlannedStep, Planned], ...],
    window: Window,
    dates: WindowDates,
    before: tuple[Window, WindowDates] | None,
    calendar: Calendar,
) -> _Chain:
    first_step, first_planned = members[0]
    opens_on, since, until = dates.first, None, _label(window)
    if first_step.ends_on_named_day:
        opens_on = before[1].first if before else first_planned.starts_at.date()
        since = _label(before[0], window) if before else day_text(opens_on)
        until = _label(window, before[0]) if before else until
    return _Chain(
        members,
        window,
        dates,
        opens_on,
        since,
        until,
        needed=sum(_days_asked(step, planned, calendar) for step, planned in members),
        minutes=sum((_office_time(step) for step, _ in members), timedelta()),
        available=_days_between(opens_on, dates, calendar),
    )


def _days_between(opens_on: date, dates: WindowDates, calendar: Calendar) -> int:
    if opens_on == dates.first:
        return len(dates.working_days)
    days = (dates.last - opens_on).days + 1
    between = (date.fromordinal(opens_on.toordinal() + day) for day in range(days))
    return sum(calendar.is_working_day(day) for day in between)


def _days_asked(step: PlannedStep, planned: Planned, calendar: Calendar) -> int:
    if step.duration is None or step.duration.office_time is not None:
        return 0
    days = step.duration.whole_days
    # Weeks and months are calendar time: they ask the working days that they happen to hold.
    return working_days(planned.starts_at, planned.due_at, calendar) if days is None else days


def _office_time(step: PlannedStep) -> timedelta:
    return (step.duration and step.duration.office_time) or timedelta()


def _conflict(chain: _Chain, calendar: Calendar) -> Conflict:
    steps = chain.steps
    if chain.dates.closes_at is None:
        kind, sentence = _no_working_day(chain)
    elif chain.asks_too_many_days:
        kind, sentence = _too_many_days(chain, calendar)
    else:
        steps = tuple(planned.no for planned in chain.clashing)
        kind, sentence = _too_late(chain, chain.dates.closes_at)
    closes_at = chain.dates.closes_at
    return Conflict(steps, chain.needed, chain.available, closes_at, sentence, kind)


def _no_working_day(chain: _Chain) -> tuple[ClashKind, str]:
    first, last = chain.dates.first, chain.dates.last
    days = day_text(first) if first == last else f"{day_text(first)} sampai {day_text(last)}"
    sentence = (
        f"{_named(chain.steps)} jatuh pada {chain.until} ({days}), "
        "yang tidak memuat satu pun hari kerja."
    )
    if chain.since and chain.asks_too_many_days:
        sentence += (
            f" Dari {chain.since} sampai hari itu hanya ada {chain.available} hari kerja, "
            f"sedangkan yang diminta {chain.needed}."
        )
    return "no working day", sentence


def _too_many_days(chain: _Chain, calendar: Calendar) -> tuple[ClashKind, str]:
    asked = f"{chain.needed} hari kerja"
    if chain.minutes:
        asked += f" dan {format_working(chain.minutes, calendar)}"
    where = f"dari {chain.since} sampai" if chain.since else "dalam"
    sentence = (
        f"{_named(chain.steps)} meminta {asked}, sedangkan {where} {chain.until} "
        f"hanya ada {chain.available}."
    )
    return "too long", sentence


def _too_late(chain: _Chain, closes_at: datetime) -> tuple[ClashKind, str]:
    first, last = chain.clashing[0], chain.clashing[-1]
    closing = f"{_label(chain.window)} berakhir {moment_text(closes_at)}"
    named = _named(tuple(planned.no for planned in chain.clashing))
    if first.starts_at >= closes_at:
        start = moment_text(first.starts_at)
        return "starts late", f"{named} baru dapat dimulai {start}, sedangkan {closing}."
    return "too long", f"{named} baru selesai {moment_text(last.due_at)}, sedangkan {closing}."


def _named(steps: tuple[int, ...]) -> str:
    return f"Langkah {listed([str(no) for no in steps])}"


def _label(window: Window, beside: Window | None = None) -> str:
    """The week is enough where the reader knows the month: one window, or two of one month."""
    other = beside or window
    same = (window.month, window.following) == (other.month, other.following)
    return window.week_label if same else window.label
