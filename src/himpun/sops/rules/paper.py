"""The paper as a grid: a row a step, a column a performer, and which symbol stands where.

The five symbols are those of PermenPANRB 35/2012; a run's state never changes their shape.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from himpun.kernel.definition import Body, Each, Node, Par, Sop, Step, StepNode

Shape = Literal["capsule", "box", "diamond"]
Role = Literal["acts", "gives", "receives", "attends"]
RowKind = Literal["start", "step", "end"]


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A cell of the grid, both counted from 0."""

    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A symbol on the grid and what the performer of its column does in that row."""

    shape: Shape
    role: Role


@dataclass(frozen=True, slots=True)
class PaperRow:
    """``start`` and ``end`` are rows without a number; only the end of some SOPs is on the paper,
    the others are added where a decision takes the place at which the capsule would stand."""

    kind: RowKind
    step: Step | None = None


@dataclass(frozen=True)
class Paper:
    """``columns``: ids of performers, left to right. ``row_of``: key of a step → its row."""

    columns: tuple[str, ...]
    rows: tuple[PaperRow, ...]
    symbols: Mapping[Spot, Placed]
    row_of: Mapping[str, int]

    def spot(self, key: str, performer: str) -> Spot:
        """Where the symbol of a performer stands in the row of a step."""
        return Spot(self.row_of[key], self.columns.index(performer))

    @property
    def end_row(self) -> int | None:
        """The row that holds nothing but the end, or None where the last step is the end."""
        return len(self.rows) - 1 if self.rows[-1].kind == "end" else None


def lay_out(sop: Sop) -> Paper:
    """The grid of an SOP, with every symbol in its cell."""
    first, last = sop.steps[0], sop.steps[-1]
    rows = [PaperRow("step", step) for step in sop.steps]
    if decides(first):
        rows.insert(0, PaperRow("start"))
    if sop.terminator or decides(last) or any(_ends_early(sop)):
        rows.append(PaperRow("end"))
    columns = tuple(sop.performers)
    symbols = {
        Spot(r, columns.index(performer)): placed
        for r, row in enumerate(rows)
        for performer, placed in _symbols_in(rows, r, sop)
    }
    row_of = {row.step.key: r for r, row in enumerate(rows) if row.step}
    return Paper(columns, tuple(rows), symbols, row_of)


def decides(step: Step) -> bool:
    """Does the paper draw a diamond here: several exits, or a limit after which it is chased?"""
    return len(step.exits) > 1 or step.late is not None


def _ends_early(sop: Sop) -> Iterator[bool]:
    last = sop.steps[-1].key
    yield from (target is None and key != last for key, _, target in ways(sop))


def _symbols_in(rows: list[PaperRow], at: int, sop: Sop) -> Iterator[tuple[str, Placed]]:
    step = rows[at].step
    if step is None:
        beside = sop.steps[0] if rows[at].kind == "start" else sop.steps[-1]
        yield leader(beside), Placed("capsule", "acts")
        return
    outer = at in {0, len(rows) - 1}
    for performer in holders(step):
        yield performer, Placed("capsule" if outer else _shape(step, performer), "acts")
    for performer, part in step.involved.items():
        if performer not in holders(step):
            yield performer, Placed("box", part)


def _shape(step: Step, performer: str) -> Shape:
    alone = step.mode == "joint" or step.decider is not None
    if decides(step) and (not alone or performer == leader(step)):
        return "diamond"
    return "box"


def leader(step: Step) -> str:
    """Whose voice decides, and from whose symbol the arrows of a joint row leave."""
    return step.decider if step.decider in step.performers else step.performers[0]


def holders(step: Step) -> tuple[str, ...]:
    """Everybody who acts in a row, whichever kind of unit they act for."""
    return tuple(dict.fromkeys((*step.performers, *step.by_unit.values())))


Way = tuple[str, str, str | None]
"""Key of a step, name of its exit, key of the step it leads to (None for the end)."""


def ways(sop: Sop) -> tuple[Way, ...]:
    """Every way from a row to the rows that may follow it, in the order of the paper."""
    return tuple(_ways_in(sop, sop.body, (None,)))


Targets = tuple[str | None, ...]


def _ways_in(sop: Sop, body: Body, after: Targets) -> Iterator[Way]:
    for node in body.nodes:
        if isinstance(node, StepNode):
            yield from _ways_of(sop, node, after)
        else:
            onward = _entries(sop, node.next) if node.next else after
            for inner in (node.body,) if isinstance(node, Each) else node.bodies:
                yield from _ways_in(sop, inner, onward)


def _ways_of(sop: Sop, node: StepNode, after: Targets) -> Iterator[Way]:
    if node.giving:  # the giving and the row it belongs to are one row of the paper
        return
    for name, to in node.exits.items():
        for target in _entries(sop, to) if to else after:
            yield node.step, name, target


def _entries(sop: Sop, node_id: str) -> tuple[str, ...]:
    return tuple(_first_rows(sop.places[node_id].node))


def _first_rows(node: Node) -> Iterator[str]:
    if isinstance(node, StepNode):
        yield node.step
    elif isinstance(node, Par):
        for body in node.bodies:
            yield from _first_rows(body.nodes[0])
    else:
        yield from _first_rows(node.body.nodes[0])
