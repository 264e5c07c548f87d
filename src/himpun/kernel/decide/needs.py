"""How much of a run a command needs to see.

A step of one unit costs the same beside 5 and beside 500 others because nothing but its path to
the root is loaded.
"""

from __future__ import annotations

from enum import Enum

from himpun.kernel import messages as m
from himpun.kernel.definition import Sop, StepNode


class Need(Enum):
    """PATH: the scopes and blocks from the visit's scope to the root, their open visits and side
    branches, the rounds of their units. UNITS: that, and all units with their rounds. WHOLE: all
    that is live."""

    PATH = "path"
    UNITS = "units"
    WHOLE = "whole"


def need_of(sop: Sop, command: m.Command, node: str = "") -> Need:
    """What ``decide`` must see for a command; ``node`` is where its visit stands."""
    if isinstance(command, m.StartStep | m.ReassignStep | m.ExtendStep):
        return Need.PATH
    if isinstance(command, m.CompleteStep) and node in sop.places:
        return Need.UNITS if _may_open_block(sop, node, command.exit) else Need.PATH
    if isinstance(command, m.ReturnStep) and node in sop.places:
        return _need_of_return(sop, node, command)
    return Need.WHOLE


def _need_of_return(sop: Sop, node: str, command: m.ReturnStep) -> Need:
    here = sop.places[node].path
    target = return_target(sop, command.to, bool(command.units))
    there = sop.places[target].path if target else ()
    if here == there:
        return Need.PATH
    return Need.UNITS if there[: len(here)] == here else Need.WHOLE


def return_target(sop: Sop, to: str, units_chosen: bool) -> str | None:
    """The node that a return to the row ``to`` opens: the giving part of a row with givers when
    units are chosen, else the row's own node; None for a row that does not exist."""
    step = sop.by_key.get(to)
    if step is None:
        return None
    giving = f"{to}.beri"
    return giving if units_chosen and step.givers and giving in sop.places else to


def _may_open_block(sop: Sop, node: str, exit_: str) -> bool:
    at = sop.places[node]
    if not isinstance(at.node, StepNode) or exit_ not in at.node.exits:
        return False
    return _leads_to_block(sop, node, at.node.exits[exit_], set())


def _leads_to_block(sop: Sop, node: str, target: str | None, seen: set[str]) -> bool:
    if target is None:
        path = sop.places[node].path
        if not path:
            return False
        outer = sop.places[path[-1][0]].node
        return not isinstance(outer, StepNode) and _leads_to_block(sop, outer.id, outer.next, seen)
    if target in seen:
        return False
    seen.add(target)
    there = sop.places[target].node
    if not isinstance(there, StepNode):
        return True
    if not sop.by_key[there.step].passed_by:
        return False
    return any(_leads_to_block(sop, target, out, seen) for out in there.exits.values())
