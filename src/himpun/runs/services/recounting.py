"""A change of the calendar reaches the due times of what is open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from himpun.kernel import messages as m
from himpun.kernel.run import Run as Marking
from himpun.runs import store
from himpun.runs.queries.clocks import clocks_of
from himpun.runs.services._act import Request, act
from himpun.runs.services._turn import in_turn
from himpun.sops import queries as sops

if TYPE_CHECKING:
    from himpun.office.queries import Person


@dataclass(frozen=True, slots=True)
class Moved:
    """A time that moved. ``visit``: the kernel's number of the step, 0 for the limit of a unit;
    ``node``: its place, or the row with the limit; ``what``: "tenggat", "jendela" or "batas unit";
    moments are None where there was or is none."""

    visit: int
    node: str
    unit: str
    what: str
    old: datetime | None
    new: datetime | None


@in_turn
def recompute_due(*, run_id: int, why: str, by: Person | None, now: datetime) -> list[Moved]:
    """Gives the open steps and units of a run the due times, windows and limits that the calendar
    gives now; answers what moved. One event with ``why``, none where nothing moved.

    A day that somebody set by an extension stays. What was told as overdue stays told, and is told
    anew when it passes again after it moved ahead. Refuses (Rejected) a run that is not there and a
    year whose holidays nobody has entered.
    """
    head = store.lock(run_id)
    if head is None:
        raise m.Rejected("SOP yang berjalan ini tidak ada.")
    sop = sops.sop_of(head.sop_pk, head.fingerprint)
    before = store.load_whole(head, version=sop.version)
    clocks = clocks_of(run_id)
    events = act(Request(run_id, lambda actor: m.Recount(clocks, why, actor), by=by, now=now))
    moved = next((event for event in events if isinstance(event, m.DuesMoved)), None)
    return list(_moved(before, moved)) if moved else []


def _moved(before: Marking, event: m.DuesMoved) -> Iterator[Moved]:
    units: Mapping[str, str] = {code: unit.name for code, unit in before.units.items()}
    for number, due in event.dues.items():
        visit = before.visits[number]
        unit = units.get(visit.unit, "")
        if due.due_at != visit.due.due_at:
            yield Moved(number, visit.node, unit, "tenggat", visit.due.due_at, due.due_at)
        elif due.window_closes_at != visit.due.window_closes_at:
            old, new = visit.due.window_closes_at, due.window_closes_at
            yield Moved(number, visit.node, unit, "jendela", old, new)
    for number, limit_at in event.limits.items():
        scope = before.scopes[number]
        unit = units.get(scope.unit, "")
        yield Moved(0, scope.late_step, unit, "batas unit", scope.limit_at, limit_at)
