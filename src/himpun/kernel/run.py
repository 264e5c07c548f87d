"""One run of an SOP as immutable values: its marking.

A scope holds exactly one token: the root of the run is a scope, and so is each unit of an ``Each``
and each branch of a ``Par``. A join is the counter ``left`` on the block's own row, so a loop that
comes back opens a fresh block and a completion touches only the path from its scope to the root. A
run loaded from tables may therefore hold only that path.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

VisitState = Literal["open", "done", "returned", "cancelled", "passed"]
RunState = Literal["new", "running", "suspended", "finished", "cancelled"]

ROOT = 1
"""The number of the root scope of every run."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that takes part. ``excused``: it owes nothing in this run. ``extended_to``: until when
    it was given time for its data."""

    id: str
    name: str
    kind: str
    excused: bool = False
    extended_to: datetime | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """When a visit should be done: by its standard time, and by the calendar window beside it.
    ``risk_at`` is the moment at which 70 % of the standard time is used."""

    due_at: datetime | None = None
    risk_at: datetime | None = None
    window_opens_at: datetime | None = None
    window_closes_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """One time that a step is open in a scope. ``parts``: performers who have done theirs where all
    must. ``back``: it was opened by going back, for ``reason``. ``extended_to``: until when this
    one step was given time; the extension of a unit stands at the unit."""

    id: int
    scope: int
    node: str
    unit: str
    round: int
    opened_at: datetime
    due: Due = Due()
    state: VisitState = "open"
    started_at: datetime | None = None
    finished_at: datetime | None = None
    exit: str = ""
    parts: frozenset[str] = frozenset()
    assignee: str | None = None
    back: bool = False
    reason: str = ""
    overdue_told: bool = False
    extended_to: datetime | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """Holds one token. ``block``: the block that waits for it (None for the root and for a side
    branch); ``side_of``: the scope that it accompanies."""

    id: int
    block: int | None = None
    unit: str = ""
    branch: int = 0
    side_of: int | None = None
    live: bool = True
    limit_at: datetime | None = None
    limit_told: bool = False
    late_step: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """An opened ``Each`` or ``Par``, standing in ``scope``, waiting for ``left`` child scopes."""

    id: int
    scope: int
    node: str
    left: int
    opened_at: datetime
    live: bool = True


@dataclass(frozen=True, slots=True)
class Clocks:
    """What a due time rests on beside the calendar: the ``halts`` of the run (from, to) that are
    over, when it was last moved to another version (which counted anew from the opening of each
    step), from when the time of a visit counts where that is not its opening (``bases``), and when
    a unit's scope began (``scopes``)."""

    halts: tuple[tuple[datetime, datetime], ...] = ()
    migrated_at: datetime | None = None
    bases: Mapping[int, datetime] = field(default_factory=dict)
    scopes: Mapping[int, datetime] = field(default_factory=dict)


@dataclass(frozen=True)
class Run:
    """The marking of a run, whole or the part that a command needs (see the module's docstring).

    ``rounds`` counts the visits so far of each (node, unit); ``last_id`` numbers visits, scopes and
    blocks of the run together; ``last_event`` numbers its events without gap.
    """

    sop: str = ""
    version: int = 0
    period: str = ""
    state: RunState = "new"
    units: Mapping[str, Unit] = field(default_factory=dict)
    visits: Mapping[int, Visit] = field(default_factory=dict)
    scopes: Mapping[int, Scope] = field(default_factory=dict)
    blocks: Mapping[int, Block] = field(default_factory=dict)
    rounds: Mapping[tuple[str, str], int] = field(default_factory=dict)
    last_id: int = 0
    last_event: int = 0
    suspended_at: datetime | None = None

    def open_visits(self) -> Iterator[Visit]:
        """Visits that wait for somebody, in the order in which they were opened."""
        return (v for v in self.visits.values() if v.state == "open")

    def open_visit_in(self, scope: int) -> Visit | None:
        """The one open visit of a scope, or None when its token is at a block."""
        return next((v for v in self.open_visits() if v.scope == scope), None)

    def open_block_in(self, scope: int) -> Block | None:
        """The one open block of a scope, or None when its token is at a step."""
        return next((b for b in self.blocks.values() if b.live and b.scope == scope), None)

    def children(self, block: int) -> Iterator[Scope]:
        """Live scopes that a block waits for."""
        return (s for s in self.scopes.values() if s.live and s.block == block)

    def sides(self, scope: int) -> Iterator[Scope]:
        """Live side branches of a scope."""
        return (s for s in self.scopes.values() if s.live and s.side_of == scope)

    def kind_of(self, unit: str) -> str:
        """The kind of a unit of the run; "" for what belongs to no unit."""
        return self.units[unit].kind if unit in self.units else ""
