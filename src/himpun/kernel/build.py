"""From the flat rows of the paper to the flow that they mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

from himpun.kernel.definition import FORWARD, Body, Each, Exit, Node, Par, Step, StepNode

GIVING = ".beri"

Entries = Mapping[str, str | None]


def build_body(steps: Sequence[Step]) -> Body:
    """The flow of the numbered rows, in their order.

    Neighbouring per-unit rows become one ``Each`` named "unit:<first key>"; neighbouring rows of
    one parallel group ("name/branch") one ``Par`` named "par:<name>". A row with givers becomes an
    ``Each`` "unit:<key>.beri" with the giving, then the row itself.
    """
    return Body(_nodes_by(steps, _group_of, _top_nodes, after=None))


def build_sides(steps: Sequence[Step]) -> Mapping[str, Body]:
    """The late branch of each row that has one, by the row's key."""
    return {s.key: Body(_plain(s.late.steps, None, {})) for s in steps if s.late}


def _group_of(step: Step) -> tuple[str, str]:
    if step.branch:
        return ("par", step.branch.partition("/")[0])
    return ("unit", "") if step.per_unit else ("plain", "")


def _top_nodes(
    kind: tuple[str, str], steps: list[Step], after: str | None, entries: Entries
) -> tuple[Node, ...]:
    if kind[0] == "unit":
        return (_each(steps, after, entries),)
    if kind[0] == "par":
        return (_par(kind[1], steps, after),)
    return _plain(steps, after, entries)


def _nodes_by(
    steps: Sequence[Step],
    key: Callable[[Step], tuple[str, str]],
    make: Callable[[tuple[str, str], list[Step], str | None, Entries], tuple[Node, ...]],
    after: str | None,
) -> tuple[Node, ...]:
    groups = [(kind, list(rows)) for kind, rows in groupby(steps, key)]
    entries: Entries = {
        row.key: _entry_id(kind, rows, row) for kind, rows in groups for row in rows
    }
    nodes: tuple[Node, ...] = ()
    for kind, rows in reversed(groups):
        made = make(kind, rows, after, entries)
        nodes = (*made, *nodes)
        after = made[0].id
    return nodes


def _entry_id(kind: tuple[str, str], rows: list[Step], row: Step) -> str:
    """Where an exit to this row leads, seen from the body that holds the group."""
    if kind[0] == "unit":
        return f"unit:{rows[0].key}"
    if kind[0] == "par":
        return f"par:{kind[1]}"
    return f"unit:{row.key}{GIVING}" if row.givers else row.key


def _each(steps: list[Step], after: str | None, entries: Entries) -> Each:
    own = {step.key for step in steps}
    # An exit to the row behind the fan-out means, inside it, that this unit is through.
    through: Entries = {
        key: None for key, entry in entries.items() if entry == after and key not in own
    }
    return Each(f"unit:{steps[0].key}", Body(_plain(steps, None, through)), after)


def _par(name: str, steps: list[Step], after: str | None) -> Par:
    def branch_of(step: Step) -> tuple[str, str]:
        return ("unit" if step.per_unit else "plain", "")

    branches = groupby(steps, lambda s: (s.branch or "").partition("/")[2])
    bodies = (Body(_nodes_by(list(rows), branch_of, _top_nodes, None)) for _, rows in branches)
    return Par(f"par:{name}", tuple(bodies), after)


def _plain(steps: Sequence[Step], after: str | None, entries: Entries) -> tuple[Node, ...]:
    nodes: tuple[Node, ...] = ()
    for step in reversed(steps):
        do = StepNode(step.key, step.key, _exits(step, after, entries))
        nodes = (do, *nodes)
        if step.givers:
            giving = StepNode(f"{step.key}{GIVING}", step.key, {FORWARD: None}, giving=True)
            nodes = (Each(f"unit:{giving.id}", Body((giving,)), do.id), *nodes)
        after = nodes[0].id
    return nodes


def _exits(step: Step, after: str | None, entries: Entries) -> Mapping[str, str | None]:
    if not step.exits:
        return {FORWARD: after}

    def target(exit_: Exit) -> str | None:
        if exit_.to is None:
            return None
        return entries.get(exit_.to, exit_.to)

    return {exit_.name: target(exit_) for exit_ in step.exits}
