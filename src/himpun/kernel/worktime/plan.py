"""A whole run laid on the calendar before it begins, standard time and window side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from himpun.kernel.worktime.calendar import ONE_DAY, Calendar
from himpun.kernel.worktime.durations import Duration, due_at
from himpun.kernel.worktime.periods import Period
from himpun.kernel.worktime.windows import Window, WindowDates, window_of
from himpun.kernel.worktime.words import moment_text

ClashKind = Literal["no working day", "too long", "starts late"]


@dataclass(frozen=True)
class PlannedStep:
    """What a plan needs of a step: its number, standard time, calendar window (either may lack)."""

    no: int
    duration: Duration | None
    window: Window | None

    @property
    def ends_on_named_day(self) -> bool:
        """Whether the window's one day can only be meant as the end of the step.

        "Jumat minggu keempat" beside 4 hari: four days do not fit in a Friday, so the step may
        begin before it. Beside 30 menit, the step is meant to happen on that Friday.
        """
        if self.window is None or not self.window.is_single_day or self.duration is None:
            return False
        days = self.duration.whole_days
        return self.duration.office_time is None and (days is None or days > 1)


@dataclass(frozen=True)
class Clash:
    """Why a step cannot keep its window, and the sentence that says so."""

    kind: ClashKind
    window_closes_at: datetime | None
    sentence: str


@dataclass(frozen=True)
class Planned:
    """A step on the calendar: start, due time by the standard, window, and their clash if any."""

    no: int
    starts_at: datetime
    due_at: datetime
    window: WindowDates | None
    clash: Clash | None


def plan(
    steps: Sequence[PlannedStep], period: Period, calendar: Calendar, start: datetime
) -> tuple[Planned, ...]:
    """Lay steps one after another from `start`, each taking exactly its standard time.

    A step starts when the one before it is finished, but not before its window opens; a named
    weekday that the standard time does not fit in is read as the day the step ends, so it does
    not hold the start back. A window without a working day holds the start back to the first
    opening after it. A step without standard time takes none. Steps are not made to fit: what
    does not fit is marked with a Clash and goes on late.
    Refuses as due_at and window_of do.
    """
    planned: list[Planned] = []
    free_at = calendar.local(start)
    for step in steps:
        dates = window_of(step.window, period, calendar) if step.window else None
        starts_at = max(free_at, _earliest(step, dates, calendar, free_at))
        free_at = due_at(starts_at, step.duration, calendar) if step.duration else starts_at
        clash = _clash(step, dates, starts_at, free_at)
        planned.append(Planned(step.no, starts_at, free_at, dates, clash))
    return tuple(planned)


def _earliest(
    step: PlannedStep, dates: WindowDates | None, calendar: Calendar, free_at: datetime
) -> datetime:
    if dates is None or step.ends_on_named_day:
        return free_at
    if dates.opens_at is not None:
        return dates.opens_at
    midnight_after = calendar.at(dates.last, datetime.min.time()) + ONE_DAY
    return calendar.next_opening(midnight_after)


def _clash(
    step: PlannedStep, dates: WindowDates | None, starts_at: datetime, ends_at: datetime
) -> Clash | None:
    if step.window is None or dates is None:
        return None
    label, closes_at = step.window.week_label, dates.closes_at
    if closes_at is None:
        sentence = f"Langkah {step.no}: {label} tidak memuat satu pun hari kerja."
        return Clash("no working day", None, sentence)
    if ends_at <= closes_at:
        return None
    closing = f"{label} berakhir {moment_text(closes_at)}"
    if closes_at - starts_at <= timedelta():
        sentence = (
            f"Langkah {step.no} baru dapat dimulai {moment_text(starts_at)}, sedangkan {closing}."
        )
        return Clash("starts late", closes_at, sentence)
    sentence = f"Langkah {step.no} selesai {moment_text(ends_at)}, sedangkan {closing}."
    return Clash("too long", closes_at, sentence)
