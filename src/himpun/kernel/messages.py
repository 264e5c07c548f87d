"""What may be asked of a run (commands), what then happened (events), and why not (Rejected)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from himpun.kernel.duty import SYSTEM, Actor
from himpun.kernel.run import Clocks, Due, Unit


class Rejected(Exception):
    """A command was refused; the text is a sentence for the person who asked. Nothing changed."""


@dataclass(frozen=True, slots=True)
class StartRun:
    """Begin a run for a period ("2026-TW3") with the units that take part."""

    period: str
    units: tuple[Unit, ...]
    by: Actor


@dataclass(frozen=True, slots=True)
class StartStep:
    """The holder begins to work on an open visit."""

    visit: int
    by: Actor


@dataclass(frozen=True, slots=True)
class CompleteStep:
    """Finish an open visit by an exit. ``units``: where the exit leads back into a fan-out, the
    units that go back (none: all). ``reason``: wanted when the exit goes back."""

    visit: int
    exit: str
    by: Actor
    units: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReturnStep:
    """Send back to an earlier step that the definition allows, with a reason; into a fan-out for
    the chosen units only (none: all)."""

    visit: int
    to: str
    reason: str
    by: Actor
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReassignStep:
    """Give an open visit to one person (None: back to every holder). ``heir``: that person as an
    actor, where the asker knows; who holds no duty there cannot be given it."""

    visit: int
    to: str | None
    reason: str
    by: Actor
    heir: Actor | None = None


@dataclass(frozen=True, slots=True)
class ExcuseUnit:
    """Release a unit from what it still owes in this run."""

    unit: str
    reason: str
    by: Actor


@dataclass(frozen=True, slots=True)
class ExtendUnit:
    """Give a unit that still owes its data time until the close of a working day."""

    unit: str
    until: date
    reason: str
    by: Actor


@dataclass(frozen=True, slots=True)
class ExtendStep:
    """Give one open step that is not a unit's own part time until the close of a working day."""

    visit: int
    until: date
    reason: str
    by: Actor


@dataclass(frozen=True, slots=True)
class AddUnit:
    """Let a further unit take part; it joins a fan-out that is open."""

    unit: Unit
    by: Actor


@dataclass(frozen=True, slots=True)
class Suspend:
    """Halt the run; its clocks stand still until it is resumed."""

    reason: str
    by: Actor


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on with a suspended run; due times move by the working time that was lost."""

    by: Actor


@dataclass(frozen=True, slots=True)
class Cancel:
    """End the run before its end."""

    reason: str
    by: Actor


@dataclass(frozen=True, slots=True)
class TimePassed:
    """The clock has moved: tell overdue visits and the units that missed their limit."""

    by: Actor = SYSTEM


@dataclass(frozen=True, slots=True)
class Migrate:
    """Move the run to a newer version. ``mapping``: old node → new node, for every open place whose
    id is not kept."""

    mapping: Mapping[str, str]
    by: Actor


@dataclass(frozen=True, slots=True)
class Recount:
    """The calendar has changed (``why``): what is open gets the due times that it gives now."""

    clocks: Clocks
    why: str
    by: Actor


Command = (
    StartRun | StartStep | CompleteStep | ReturnStep | ReassignStep | ExcuseUnit | ExtendUnit
    | ExtendStep | AddUnit | Suspend | Resume | Cancel | TimePassed | Migrate
    | Recount
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RunStarted:
    """The run exists; its root scope is open."""

    sop: str
    version: int
    period: str
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class StepOpened:
    """A step waits for its holder. ``back``: because somebody sent it back, for ``reason``."""

    visit: int
    scope: int
    node: str
    unit: str
    round: int
    due: Due
    back: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StepPassed:
    """A unit has nobody for this step and passes it."""

    visit: int
    scope: int
    node: str
    unit: str
    round: int


@dataclass(frozen=True, slots=True)
class StepStarted:
    """The holder began."""

    visit: int


@dataclass(frozen=True, slots=True)
class PartDone:
    """One of several performers, all of whom must act, did theirs."""

    visit: int
    performer: str


@dataclass(frozen=True, slots=True)
class StepCompleted:
    """A visit ended by an exit. ``reason`` where the exit goes back."""

    visit: int
    exit: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StepReturned:
    """A visit ended by sending back to the step ``to``."""

    visit: int
    to: str
    reason: str
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StepCancelled:
    """A visit ended because what it stood in was closed around it."""

    visit: int
    why: str


@dataclass(frozen=True, slots=True)
class StepReassigned:
    """A visit is now one person's (None: every holder's)."""

    visit: int
    to: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class StepOverdue:
    """The due time of an open visit has passed; told once."""

    visit: int


@dataclass(frozen=True, slots=True)
class BlockOpened:
    """A fan-out or parallel block began, waiting for ``left`` scopes."""

    block: int
    scope: int
    node: str
    left: int


@dataclass(frozen=True, slots=True)
class BlockClosed:
    """All scopes of a block are through, or it was cancelled."""

    block: int
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class ScopeOpened:
    """A unit or a branch began its part (``block``), or a side branch of ``side_of`` began.
    ``joined``: it came after the block was opened, so the block's counter grows."""

    scope: int
    block: int | None
    unit: str
    branch: int
    side_of: int | None = None
    limit_at: datetime | None = None
    late_step: str = ""
    joined: bool = False


@dataclass(frozen=True, slots=True)
class ScopeClosed:
    """A scope is through. ``cancelled``: closed around it; ``counted``: its block waits for one
    scope less."""

    scope: int
    cancelled: bool = False
    counted: bool = True


@dataclass(frozen=True, slots=True)
class LimitPassed:
    """A unit had not handed in when its limit passed; told once."""

    scope: int
    unit: str
    step: str


@dataclass(frozen=True, slots=True)
class UnitAdded:
    """A further unit takes part."""

    unit: Unit


@dataclass(frozen=True, slots=True)
class UnitExcused:
    """A unit owes nothing any more."""

    unit: str
    reason: str


@dataclass(frozen=True, slots=True)
class UnitExtended:
    """A unit was given time until that moment; new due times by visit, new limits by scope. What
    opens for the unit while it owes is not due before that moment either."""

    unit: str
    until: datetime
    reason: str
    dues: Mapping[int, Due] = field(default_factory=dict)
    limits: Mapping[int, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StepExtended:
    """A visit was given time; ``due`` is its new due time."""

    visit: int
    due: Due
    reason: str


@dataclass(frozen=True, slots=True)
class RunSuspended:
    """The run stands still."""

    reason: str


@dataclass(frozen=True, slots=True)
class RunResumed:
    """The run goes on; new due times by visit, new limits by scope, and the extensions that moved
    with them, by unit."""

    dues: Mapping[int, Due] = field(default_factory=dict)
    limits: Mapping[int, datetime] = field(default_factory=dict)
    given: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DuesMoved:
    """A change of the calendar moved due times, by visit, and limits, by scope."""

    dues: Mapping[int, Due] = field(default_factory=dict)
    limits: Mapping[int, datetime] = field(default_factory=dict)
    why: str = ""


@dataclass(frozen=True, slots=True)
class RunFinished:
    """The end of the SOP was reached."""


@dataclass(frozen=True, slots=True)
class RunCancelled:
    """The run was ended before its end."""

    reason: str


@dataclass(frozen=True, slots=True)
class RunMigrated:
    """The run goes on under another version; new nodes by open block, new due times by the visits
    that stay where they are. A visit that moves is cancelled and opened anew."""

    version: int
    blocks: Mapping[int, str] = field(default_factory=dict)
    dues: Mapping[int, Due] = field(default_factory=dict)


Event = (
    RunStarted | StepOpened | StepPassed | StepStarted | PartDone | StepCompleted | StepReturned
    | StepCancelled | StepReassigned | StepOverdue | BlockOpened | BlockClosed | ScopeOpened
    | ScopeClosed | LimitPassed | UnitAdded | UnitExcused | UnitExtended | StepExtended
    | RunSuspended | RunResumed | DuesMoved | RunFinished | RunCancelled | RunMigrated
)  # fmt: skip
