"""How a step stands: its state by the clock, what is worst, and what will have to be done again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from himpun.kernel.definition import Sop
from himpun.kernel.run import Visit

State = Literal["late", "back", "risk", "now", "wait", "idle", "done"]

WORST_FIRST: tuple[State, ...] = ("late", "back", "risk", "now", "wait", "idle", "done")
NEEDS_SOMEBODY: tuple[State, ...] = ("late", "back", "risk", "now")
"""States in which somebody holds the step and should act."""


def standing(visit: Visit, now: datetime, *, halted: bool = False) -> State:
    """The state of a visit. ``halted``: its run is suspended, so that nobody may act.

    At risk is what has used 70 % of its standard time (``risk_at``) or whose window has passed.
    """
    if visit.state in ("done", "passed"):
        return "done"
    if visit.state != "open":
        return "wait" if visit.state == "returned" else "idle"
    if halted:
        return "wait"
    due = visit.due
    if due.due_at is not None and due.due_at < now:
        return "late"
    if visit.back:
        return "back"
    if _passed(due.risk_at, now) or _passed(due.window_closes_at, now):
        return "risk"
    return "now"


def _passed(moment: datetime | None, now: datetime) -> bool:
    return moment is not None and moment < now


def worst(states: Iterable[State]) -> State:
    """The state that a row shows for all its units; "idle" when there is none."""
    return min(states, key=WORST_FIRST.index, default="idle")


def comes_before(sop: Sop, earlier: str, later: str) -> bool:
    """Does a node stand before another in the flow, so that going back to the first means doing the
    second again? Branches that run side by side stand before neither."""
    here, there = sop.places[earlier], sop.places[later]
    if here.side_of != there.side_of:
        return False
    shared = 0
    for one, other in zip(here.path, there.path, strict=False):
        if one != other:
            break
        shared += 1
    first = here.path[shared][0] if shared < len(here.path) else earlier
    second = there.path[shared][0] if shared < len(there.path) else later
    body = sop.places[first].body
    return first != second and second in body.order and body.order[first] < body.order[second]


def is_to_be_redone(sop: Sop, visit: Visit, open_visits: Iterable[Visit]) -> bool:
    """Was a done visit overtaken by going back: is something open again that stands before it?"""
    return any(
        other.id > visit.id
        and other.unit in (visit.unit, "")
        and comes_before(sop, other.node, visit.node)
        for other in open_visits
    )
