"""A history of runs as an event log: one log event for each event of a run, nothing left out.

What people wrote (reasons, contents) and who they are is not in it: events name offices.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

TRANSITIONS: Mapping[str, str] = {
    "RunStarted": "start",
    "RunFinished": "complete",
    "RunCancelled": "pi_abort",
    "RunSuspended": "suspend",
    "RunResumed": "resume",
    "StepOpened": "schedule",
    "StepStarted": "start",
    "StepCompleted": "complete",
    "StepReturned": "ate_abort",
    "StepCancelled": "withdraw",
    "StepReassigned": "reassign",
    "StepPassed": "autoskip",
}
"""Kind of event → transition of the standard lifecycle of XES; all others are "unknown"."""
UNKNOWN = "unknown"
WORDS: Mapping[str, str] = {
    "RunStarted": "SOP",
    "RunFinished": "SOP",
    "RunCancelled": "SOP",
    "RunSuspended": "SOP",
    "RunResumed": "SOP",
    "RunMigrated": "Pindah ke versi SOP yang baru",
    "BlockOpened": "Bagian per unit dibuka",
    "BlockClosed": "Bagian per unit ditutup",
    "ScopeOpened": "Giliran unit dibuka",
    "ScopeClosed": "Giliran unit ditutup",
    "LimitPassed": "Batas waktu unit terlewat",
    "UnitAdded": "Unit ditambahkan",
    "UnitExcused": "Unit dibebaskan",
    "UnitExtended": "Batas waktu unit diperpanjang",
}
"""What an event that is about no step is called."""
BY_SOMEBODY = frozenset({
    "StepStarted", "PartDone", "StepCompleted", "StepReturned", "StepReassigned", "StepExtended",
    "RunStarted", "RunSuspended", "RunResumed", "RunCancelled", "RunMigrated", "UnitAdded",
    "UnitExcused", "UnitExtended",
})  # fmt: skip
"""Kinds that somebody did; the others followed from them, or from the clock."""


@dataclass(frozen=True, slots=True)
class LogEvent:
    """An event. ``activity``: the row of the SOP, or what happened; ``unit``: name, ``unit_code``
    its code; ``exit``: how the step was left; ``papers``, ``value_sets``: keys of those that it
    made or filled in."""

    no: int
    at: datetime
    kind: str
    activity: str
    transition: str
    visit: int | None = None
    node: str = ""
    round: int = 0
    unit: str = ""
    unit_code: str = ""
    office: str = ""
    exit: str = ""
    papers: tuple[int, ...] = ()
    value_sets: tuple[int, ...] = ()

    @property
    def instance(self) -> str:
        """Which work on an activity it was: begun and ended together."""
        return "/".join(filter(None, (self.node, self.unit_code, str(self.round or ""))))


@dataclass(frozen=True, slots=True)
class LogPaper:
    """A paper of a run: key, kind, how it stands."""

    key: int
    kind: str
    state: str


@dataclass(frozen=True, slots=True)
class LogRun:
    """A case. ``units``: (code, kind, name) of those that take part; ``papers`` and
    ``value_sets`` (key, unit's code) of the run."""

    run_id: int
    sop: str
    sop_name: str
    version: int
    period: str
    agency: str
    events: tuple[LogEvent, ...]
    units: tuple[tuple[str, str, str], ...] = ()
    papers: tuple[LogPaper, ...] = ()
    value_sets: tuple[tuple[int, str], ...] = ()

    @property
    def name(self) -> str:
        """The case's name, padded so that names sort as numbers do."""
        return f"{self.sop}-{self.run_id:08d}"
