"""Which rungs should have come: a slow model of its own, that goes from day to day.

It shares nothing with the chase but the ladder as data: it is told what is owed at each look of the
worker, and keeps its own list of what was done.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo

from himpun.chase.rules.ladder import Ladder, Rung

ONE_DAY = timedelta(days=1)
SATURDAY = 5
OPENS_AT, OPENS_IN_RAMADAN = time(7, 30), time(8)
"""When offices open (Perpres 21/2023)."""

Row = tuple[int, str, str, str, str, datetime]
"""Run, unit, what was owed (visit or scope and its day), rung, state, when."""


@dataclass(frozen=True, slots=True)
class Debt:
    """What stands open at a look of the worker: an open visit of a unit, since when, until when."""

    run: int
    unit: str
    visit: int
    scope: int
    opened_at: datetime
    due_at: datetime | None
    limit_at: datetime | None


@dataclass
class LadderModel:
    """One agency's. ``off``: its days off, Saturdays and Sundays aside; ``ramadan``: first and last
    days; ``by_sop``: the SOP writes its warning letter itself."""

    ladder: Ladder
    zone: tzinfo
    off: set[date]
    ramadan: Sequence[tuple[date, date]]
    by_sop: bool
    rows: list[Row] = field(default_factory=list)
    done: set[tuple[int, str, str, str]] = field(default_factory=set)
    reminded: Counter[tuple[int, str]] = field(default_factory=Counter)

    def look(self, now: datetime, debts: Iterable[Debt]) -> None:
        """The worker looks, in office hours, at all that is owed."""
        if not self._works(now.astimezone(self.zone).date()):
            return
        for debt in debts:
            self._climb(now, debt)

    def pass_limit(self, at: datetime, debt: Debt) -> None:
        """An SOP with a late branch begins its letter itself; the ledger says so, once."""
        for rung in self.ladder.rungs:
            if rung.kind == "letter":
                name = self._name(rung, debt)
                if (debt.run, debt.unit, name, rung.key) not in self.done:
                    self.rows.append((debt.run, debt.unit, name, rung.key, "drafted", at))
                    self.done.add((debt.run, debt.unit, name, rung.key))

    def _climb(self, now: datetime, debt: Debt) -> None:
        come = []
        for rung in self.ladder.rungs:
            if rung.kind == "letter" and self.by_sop:
                continue
            day, name = self._day_of(rung, debt), self._name(rung, debt)
            if day is None or (debt.run, debt.unit, name, rung.key) in self.done:
                continue
            if debt.opened_at < self._opening(day) <= now:
                come.append((day, name, rung))
        come.sort(key=lambda one: one[0])
        reminders = [rung for _, _, rung in come if rung.kind == "reminder"]
        for _, name, rung in come:
            state = self._state(debt, rung, reminders)
            self.rows.append((debt.run, debt.unit, name, rung.key, state, now))
            self.done.add((debt.run, debt.unit, name, rung.key))
            self.reminded[debt.run, debt.unit] += rung.kind == "reminder" and state == "done"

    def _state(self, debt: Debt, rung: Rung, reminders: list[Rung]) -> str:
        if rung.kind == "contact":
            return "waiting"
        if rung.kind == "letter":
            return "blocked"
        if rung is not reminders[-1] or self.reminded[debt.run, debt.unit] >= self.ladder.most:
            return "skipped"
        return "done"

    def _name(self, rung: Rung, debt: Debt) -> str:
        anchor = self._anchor(rung, debt)
        day = anchor.astimezone(self.zone).date() if anchor else "-"
        return f"s{debt.scope}@{day}" if rung.anchor == "limit" else f"v{debt.visit}@{day}"

    def _anchor(self, rung: Rung, debt: Debt) -> datetime | None:
        return debt.limit_at if rung.anchor == "limit" else debt.due_at

    def _day_of(self, rung: Rung, debt: Debt) -> date | None:
        """The day on which a rung comes, counted off one after the other."""
        anchor = self._anchor(rung, debt)
        if anchor is None:
            return None
        if rung.unit != "hari":
            raise ValueError(f"the model counts in days, not {rung.key}")
        day, left = anchor.astimezone(self.zone).date(), rung.amount
        if left == 0:
            while not self._works(day):
                day += ONE_DAY
        while left:
            day += ONE_DAY if left > 0 else -ONE_DAY
            if self._works(day):
                left += -1 if left > 0 else 1
        return day

    def _opening(self, day: date) -> datetime:
        fasting = any(first <= day <= last for first, last in self.ramadan)
        at = OPENS_IN_RAMADAN if fasting else OPENS_AT
        return datetime.combine(day, at, tzinfo=self.zone)

    def _works(self, day: date) -> bool:
        return day.weekday() < SATURDAY and day not in self.off
