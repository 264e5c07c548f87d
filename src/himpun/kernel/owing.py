"""Where in the flow a unit still owes its data, and until when it was given time by an extension.

A unit owes at every place of its fan-out up to the last one at which somebody of the unit acts;
where the fan-out has a limit for latecomers, up to the step that has it. What comes behind (the
agency takes its data in, a letter about it goes out) is not the unit's.
"""

from __future__ import annotations

import itertools
from datetime import datetime

from himpun.kernel.definition import Body, Each, Node, Par, Sop, StepNode
from himpun.kernel.run import Run, Visit


def owes_at(sop: Sop, node: str) -> bool:
    """Does a unit whose token stands at this node still owe its data?"""
    fan_out = _fan_out_of(sop, node)
    if fan_out is None:
        return False
    body, inner = fan_out
    return body.order[inner] <= _last_of_the_unit(sop, body)


def given_until(sop: Sop, run: Run, visit: Visit) -> datetime | None:
    """Until when a visit was given time beyond what the SOP says: its own extension, or that of
    its unit while the unit owes; None where nobody extended it."""
    unit = run.units.get(visit.unit)
    of_unit = unit.extended_to if unit and owes_at(sop, visit.node) else None
    given = [until for until in (visit.extended_to, of_unit) if until is not None]
    return max(given, default=None)


def _fan_out_of(sop: Sop, node: str) -> tuple[Body, str] | None:
    """The body of the fan-out in which a node stands, and the node of that body which holds it."""
    place = sop.places.get(node)
    if place is None or place.side_of is not None:
        return None
    inside = [name for name, _ in place.path] + [node]
    for name, inner in itertools.pairwise(inside):
        block = sop.places[name].node
        if isinstance(block, Each):
            return block.body, inner
    return None


def _last_of_the_unit(sop: Sop, body: Body) -> int:
    """The position of the last node at which the unit acts; behind all where a unit only does
    what is its own part."""
    for at, node in enumerate(body.nodes):
        if isinstance(node, StepNode) and sop.by_key[node.step].late:
            return at - 1
    own = [at for at, node in enumerate(body.nodes) if _is_of_the_unit(sop, node)]
    return max(own, default=len(body.nodes) - 1)


def _is_of_the_unit(sop: Sop, node: Node) -> bool:
    if isinstance(node, Par):
        return any(_is_of_the_unit(sop, n) for body in node.bodies for n in body.nodes)
    if isinstance(node, Each):
        return any(_is_of_the_unit(sop, n) for n in node.body.nodes)
    step = sop.by_key[node.step]
    acting = step.givers if node.giving else step.performers
    return any(sop.performers[name].per_unit for name in acting)
