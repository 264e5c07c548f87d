"""At which step nodes a unit still owes its data, and where it has handed them in."""

from __future__ import annotations

from collections.abc import Iterator

from himpun.kernel.definition import Body, Each, Par, Sop, StepNode

GIVES = frozenset({"collect", "gather", "forward"})
"""Works by which a unit's own people bring its data together and hand them on."""


def owing_nodes(sop: Sop) -> frozenset[str]:
    """Step nodes at which somebody owes: of a fan-out that gives data, all up to the last one that
    the unit's own performers do (behind it the data are with the collector, who owes nothing).

    Where no fan-out gives data (the SOP ends before any come back), every row is owed by whoever
    holds it. Rows of late branches are never owed: they are what others do about it.
    """
    found = [node for each in _fan_outs(sop.body) for node in _until_handed_in(sop, each)]
    return frozenset(found or [node.id for node in _steps_in(sop.body)])


def gives_by_unit(sop: Sop) -> bool:
    """Whether units owe data in this SOP; else the holders of its rows do."""
    return any(_until_handed_in(sop, each) for each in _fan_outs(sop.body))


def _until_handed_in(sop: Sop, each: Each) -> list[str]:
    nodes = list(_steps_in(each.body))
    if not any(node.giving or GIVES & set(sop.by_key[node.step].work) for node in nodes):
        return []
    own = [at for at, node in enumerate(nodes) if _is_the_units_own(sop, node)]
    return [node.id for node in nodes[: own[-1] + 1]] if own else []


def _is_the_units_own(sop: Sop, node: StepNode) -> bool:
    """Do performers of the unit itself act here? In a fan-out also a post of the agency is one of a
    unit where the row names it for that kind of unit."""
    step = sop.by_key[node.step]
    if node.giving:
        return True
    named = (*step.performers, *step.by_unit.values())
    return any(sop.performers[name].per_unit for name in named)


def _fan_outs(body: Body) -> Iterator[Each]:
    for node in body.nodes:
        if isinstance(node, Each):
            yield node
        elif isinstance(node, Par):
            for inner in node.bodies:
                yield from _fan_outs(inner)


def _steps_in(body: Body) -> Iterator[StepNode]:
    for node in body.nodes:
        if isinstance(node, StepNode):
            yield node
        elif isinstance(node, Each):
            yield from _steps_in(node.body)
        else:
            for inner in node.bodies:
                yield from _steps_in(inner)
