"""The fair clock of a run: who held it from when to when, without a gap and without an overlap.

A scope of the kernel holds exactly one token. At each moment it lies with the holder of a step
("wait" until they begin, then "work"), or it waits for the scopes of a block ("block"); a scope
that is through, or has joined late, waits for the others of its block ("apart"). While the run is
suspended it lies with nobody ("halt"). So the intervals of a scope follow one another from its
beginning to its end, those of the root add up to the run's time, and those of each scope of a
block to the block's time: a path from the root into any scope adds up to the run's time too.

Time counts against a holder until the step is finished or sent back. A step that nobody noted as
begun counts as worked on from its opening.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from himpun.kernel import messages as m
from himpun.kernel.run import ROOT
from himpun.kernel.worktime import Calendar, working_time

Kind = Literal["wait", "work", "block", "apart", "halt"]
HELD: tuple[Kind, ...] = ("wait", "work")
"""Kinds that count against a holder."""


@dataclass(frozen=True, slots=True)
class Interval:
    """From ``start`` to ``end`` the token of a scope was in one place. ``visit`` and ``node`` name
    the step where it lay with a holder, ``holder`` the one person whose step it was ("": whoever
    holds the post); ``block`` the block that it waited for."""

    scope: int
    kind: Kind
    start: datetime
    end: datetime
    unit: str = ""
    visit: int = 0
    node: str = ""
    holder: str = ""
    block: int = 0

    @property
    def length(self) -> timedelta:
        """Time by the clock on the wall."""
        return self.end - self.start

    def office_time(self, calendar: Calendar) -> timedelta:
        """The office hours in it. Raises CalendarUnknown for a year without holiday table."""
        return working_time(self.start, self.end, calendar)


@dataclass(frozen=True, slots=True)
class Branch:
    """Where a scope stands: the block that waits for it, the scope in which that block stands, the
    scope that it accompanies where it is a side branch."""

    scope: int
    block: int | None
    within: int | None
    unit: str = ""
    side_of: int | None = None


@dataclass(frozen=True)
class RunClock:
    """The intervals of a run, each scope's in the order of time. ``ended_at``: its end, or the
    moment up to which a run that goes on was read."""

    started_at: datetime
    ended_at: datetime
    intervals: tuple[Interval, ...]
    branches: Mapping[int, Branch]
    nodes: Mapping[int, str] = field(default_factory=dict)

    @property
    def length(self) -> timedelta:
        """The run's time by the clock on the wall, suspensions included."""
        return self.ended_at - self.started_at

    def of_scope(self, scope: int) -> tuple[Interval, ...]:
        """The intervals of one scope; they follow one another."""
        return tuple(one for one in self.intervals if one.scope == scope)

    def scopes_of(self, block: int) -> tuple[Branch, ...]:
        """The scopes for which a block waited."""
        return tuple(one for one in self.branches.values() if one.block == block)

    def path(self, scope: int) -> tuple[Interval, ...]:
        """From the run's beginning to its end through a scope: what it waited for of others is
        replaced by what lay in this one. Of a side branch only its own, for it hinders nobody."""
        own, branch = self.of_scope(scope), self.branches[scope]
        if branch.within is None:
            return own
        outer = self.path(branch.within)
        before = [one for one in outer if one.end <= own[0].start] if own else list(outer)
        after = [one for one in outer if one.start >= own[-1].end] if own else []
        return (*before, *own, *after)


@dataclass(slots=True)
class _Place:
    """Where the token of a scope has been since a moment."""

    kind: Kind
    since: datetime
    visit: int = 0
    node: str = ""
    holder: str = ""
    block: int = 0


def clock_of(history: Iterable[tuple[m.Event, datetime]], now: datetime) -> RunClock:
    """The fair clock of a run from its whole history, in order. ``now`` ends what is still open.

    Raises ValueError for a history that does not begin with the run's start.
    """
    reader = _Reader()
    for event, at in history:
        reader.read(event, at)
    return reader.clock(now)


class _Reader:
    """Follows the tokens through the events."""

    def __init__(self) -> None:
        self.started_at: datetime | None = None
        self.ended_at: datetime | None = None
        self.places: dict[int, _Place] = {}
        self.branches: dict[int, Branch] = {}
        self.scope_of: dict[int, int] = {}
        self.blocks: dict[int, tuple[int, datetime]] = {}
        self.nodes: dict[int, str] = {}
        self.live: set[int] = set()
        self.ended: set[int] = set()
        self.begun: set[int] = set()
        self.halts: list[tuple[datetime, datetime]] = []
        self.halted_at: datetime | None = None
        self.found: list[Interval] = []

    def read(self, event: m.Event, at: datetime) -> None:
        """Go on by one event."""
        if handler := _READ.get(type(event)):
            handler(self, event, at)

    def clock(self, now: datetime) -> RunClock:
        """What was found, up to ``now`` where the run goes on."""
        if self.started_at is None:
            raise ValueError("the history has no beginning")
        end = self.ended_at or max(now, self.started_at)
        if self.halted_at is not None:
            self.halts.append((self.halted_at, end))
        for scope in list(self.places):
            self.move(scope, end, None)
        named = (self._named(one) for one in self.found)
        cut = [part for one in named for part in _cut(one, self.halts)]
        cut.sort(key=lambda one: (one.scope, one.start))
        return RunClock(self.started_at, end, tuple(cut), self.branches, self.nodes)

    def _named(self, one: Interval) -> Interval:
        """A step that ended without a beginning was worked on all the time."""
        if one.kind == "wait" and one.visit in self.ended and one.visit not in self.begun:
            return replace(one, kind="work")
        return one

    def move(self, scope: int, at: datetime, to: _Place | None) -> None:
        """The token of a scope leaves its place for another, or altogether."""
        left = self.places.pop(scope, None)
        if left is not None and at > left.since:
            self.found.append(
                Interval(
                    scope, left.kind, left.since, at, self.branches[scope].unit,
                    left.visit, left.node, left.holder, left.block,
                )
            )  # fmt: skip
        if to is not None:
            self.places[scope] = to

    def run_started(self, _event: m.RunStarted, at: datetime) -> None:
        self.started_at = at
        self.branches[ROOT] = Branch(ROOT, None, None)

    def step_opened(self, event: m.StepOpened, at: datetime) -> None:
        self.scope_of[event.visit] = event.scope
        self.move(event.scope, at, _Place("wait", at, event.visit, event.node))

    def step_started(self, event: m.StepStarted, at: datetime) -> None:
        self.begun.add(event.visit)
        self._change(event.visit, at, kind="work")

    def step_reassigned(self, event: m.StepReassigned, at: datetime) -> None:
        self._change(event.visit, at, holder=event.to or "")

    def _change(self, visit: int, at: datetime, **changes: Any) -> None:
        scope = self.scope_of[visit]
        here = self.places.get(scope)
        if here is not None and here.visit == visit:
            self.move(scope, at, replace(here, since=at, **changes))

    def step_handed_on(self, event: m.StepCompleted | m.StepReturned, at: datetime) -> None:
        self.ended.add(event.visit)
        self.move(self.scope_of[event.visit], at, None)

    def step_cancelled(self, event: m.StepCancelled, at: datetime) -> None:
        self.move(self.scope_of[event.visit], at, None)

    def block_opened(self, event: m.BlockOpened, at: datetime) -> None:
        self.blocks[event.block] = event.scope, at
        self.nodes[event.block] = event.node
        self.live.add(event.block)
        place = _Place("block", at, node=event.node, block=event.block)
        self.move(event.scope, at, place)

    def block_closed(self, event: m.BlockClosed, at: datetime) -> None:
        self.live.discard(event.block)
        outer = self.blocks[event.block][0]
        here = self.places.get(outer)
        if here is not None and here.block == event.block:
            self.move(outer, at, None)
        for branch in self.branches.values():
            if branch.block == event.block:
                self.move(branch.scope, at, None)

    def scope_opened(self, event: m.ScopeOpened, at: datetime) -> None:
        within, since = self.blocks[event.block] if event.block else (None, at)
        self.branches[event.scope] = Branch(
            event.scope, event.block, within, event.unit, event.side_of
        )
        if event.block and since < at:
            self.places[event.scope] = _Place("apart", since, block=event.block)
            self.move(event.scope, at, None)

    def scope_closed(self, event: m.ScopeClosed, at: datetime) -> None:
        block = self.branches[event.scope].block
        waits = block is not None and block in self.live
        place = _Place("apart", at, block=block or 0) if waits else None
        self.move(event.scope, at, place)

    def run_suspended(self, _event: m.RunSuspended, at: datetime) -> None:
        self.halted_at = at

    def run_resumed(self, _event: m.RunResumed, at: datetime) -> None:
        if self.halted_at is not None:
            self.halts.append((self.halted_at, at))
        self.halted_at = None

    def run_ended(self, _event: m.RunFinished | m.RunCancelled, at: datetime) -> None:
        self.ended_at = at

    def run_migrated(self, event: m.RunMigrated, _at: datetime) -> None:
        self.nodes |= event.blocks


_READ: Mapping[type, Callable[[_Reader, Any, datetime], None]] = {
    m.RunStarted: _Reader.run_started,
    m.StepOpened: _Reader.step_opened,
    m.StepStarted: _Reader.step_started,
    m.StepReassigned: _Reader.step_reassigned,
    m.StepCompleted: _Reader.step_handed_on,
    m.StepReturned: _Reader.step_handed_on,
    m.StepCancelled: _Reader.step_cancelled,
    m.BlockOpened: _Reader.block_opened,
    m.BlockClosed: _Reader.block_closed,
    m.ScopeOpened: _Reader.scope_opened,
    m.ScopeClosed: _Reader.scope_closed,
    m.RunSuspended: _Reader.run_suspended,
    m.RunResumed: _Reader.run_resumed,
    m.RunFinished: _Reader.run_ended,
    m.RunCancelled: _Reader.run_ended,
    m.RunMigrated: _Reader.run_migrated,
}


def _cut(one: Interval, halts: Sequence[tuple[datetime, datetime]]) -> Iterator[Interval]:
    """An interval in parts: those in which the run stood still lie with nobody."""
    at = one.start
    for begin, end in halts:
        first, last = max(begin, at), min(end, one.end)
        if first >= last:
            continue
        if at < first:
            yield replace(one, start=at, end=first)
        yield replace(one, kind="halt", start=first, end=last)
        at = last
    if at < one.end:
        yield replace(one, start=at)


def total(intervals: Iterable[Interval]) -> timedelta:
    """How long some intervals are together, by the clock on the wall."""
    return sum((one.length for one in intervals), timedelta())
