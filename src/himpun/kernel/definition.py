"""An SOP as immutable values: what the signed paper says, and the shape of the flow that it means.

Two views of one thing. ``Sop.steps`` are the rows of the paper. ``Sop.body`` is the flow built
from them (``build.py``): an ordered list of nodes, where a run of neighbouring per-unit rows has
become one ``Each`` and neighbouring rows of one parallel group one ``Par``. No exit leaves its
body, except back into the beginning of an ``Each`` ("tidak: dikembalikan untuk dilengkapi").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from himpun.kernel.worktime import Duration, Window

Mode = Literal["one", "all", "joint"]
Part = Literal["gives", "receives", "attends"]

FORWARD = "lanjut"
"""Name of the only exit of a step that decides nothing."""

WORKS = (
    "instruct", "prepare", "review", "initial", "sign", "duplicate", "distribute", "meet", "assign",
    "gather", "collect", "forward", "receive", "recap", "report", "deliberate", "archive",
)  # fmt: skip
"""The closed list of step kinds: what the page lets the performer do."""


@dataclass(frozen=True, slots=True)
class Performer:
    """A column of the paper. ``per_unit``: one holder in each participating unit of ``unit_kinds``
    (all kinds when empty). ``team``: any member may act."""

    id: str
    title: str
    per_unit: bool = False
    team: bool = False
    unit_kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exit:
    """A way out of a step. ``to`` is the key of a step, or None for what follows the last row."""

    name: str
    to: str | None


@dataclass(frozen=True, slots=True)
class Late:
    """What happens to a unit that has not come as far as this step when ``until`` has passed.

    ``steps`` are a side branch of the unit (draft, initial, sign, send the ``paper``); it never
    hinders the unit from handing in. At its end the unit stands at step ``back_to``.
    """

    until: Window
    paper: str
    back_to: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """How sure the reading of a field is: stated, reasoned, implied or unsure (with a question)."""

    marks: Mapping[str, str] = field(default_factory=dict)
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One row. ``key`` is its number as text ("8"; "10.1" for the first row of a late branch).

    ``performers`` act: one of them, all of them, or together with one deciding voice (``decider``).
    ``involved`` have a symbol in the row without acting: they give data (then the row begins with
    a fan-out over their units), receive the paper, or attend the meeting. ``per_unit``: the row is
    done once for each unit. ``by_unit``: which performer acts in a unit of that kind.
    ``passed_by``: kinds of unit that have nobody for this row and pass it, visibly. ``returns``:
    steps to which the holder may send back by a button that the paper does not draw.
    """

    key: str
    activity: str
    performers: tuple[str, ...]
    work: tuple[str, ...]
    mode: Mode = "one"
    decider: str | None = None
    requires: tuple[str, ...] = ()
    time: Duration | None = None
    output: tuple[str, ...] = ()
    window: Window | None = None
    window_text: str = ""
    note: str = ""
    papers: tuple[str, ...] = ()
    exits: tuple[Exit, ...] = ()
    returns: tuple[str, ...] = ()
    involved: Mapping[str, Part] = field(default_factory=dict)
    per_unit: bool = False
    by_unit: Mapping[str, str] = field(default_factory=dict)
    passed_by: tuple[str, ...] = ()
    late: Late | None = None
    branch: str | None = None
    reading: Reading = field(default_factory=Reading)

    @property
    def no(self) -> int:
        """The row's number on the paper; a late branch carries the number of its row."""
        return int(self.key.split(".")[0])

    @property
    def givers(self) -> tuple[str, ...]:
        """Performers who give data in this row, once per unit, before its holder goes on."""
        return tuple(p for p, part in self.involved.items() if part == "gives")

    def performers_in(self, unit_kind: str) -> tuple[str, ...]:
        """Who acts in a unit of this kind."""
        chosen = self.by_unit.get(unit_kind)
        return (chosen,) if chosen else self.performers


@dataclass(frozen=True, slots=True)
class StepNode:
    """A place in the flow. ``exits`` name → id of the next node in the same body, the id of an
    ``Each`` of this body, or None for the end of the body. ``giving``: the per-unit part of a row
    with givers; its id is the step's key with ".beri"."""

    id: str
    step: str
    exits: Mapping[str, str | None]
    giving: bool = False


@dataclass(frozen=True, slots=True)
class Each:
    """A fan-out over the units of the run; goes on when all of them have finished ``body``."""

    id: str
    body: Body
    next: str | None


@dataclass(frozen=True, slots=True)
class Par:
    """Several bodies at once; goes on when all have finished."""

    id: str
    bodies: tuple[Body, ...]
    next: str | None


Node = StepNode | Each | Par


@dataclass(frozen=True)
class Body:
    """An ordered list of nodes, entered at the first."""

    nodes: tuple[Node, ...]

    @property
    def entry(self) -> str:
        """The id of the node at which the body begins."""
        return self.nodes[0].id

    @cached_property
    def order(self) -> Mapping[str, int]:
        """Node id → its position in this body."""
        return {node.id: i for i, node in enumerate(self.nodes)}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node stands: the body that holds it and the blocks to enter from the root, outermost
    first, each with the index of the body to take (always 0 for an ``Each``)."""

    node: Node
    body: Body
    path: tuple[tuple[str, int], ...]
    side_of: str | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """The identity block of PermenPANRB 35/2012. Offices only, never people's names."""

    number: str = ""
    created: date | None = None
    revised: date | None = None
    effective: date | None = None
    ratified: date | None = None
    approved_by: str = ""
    legal_basis: tuple[str, ...] = ()
    qualifications: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    reading: Reading = field(default_factory=Reading)


@dataclass(frozen=True)
class Sop:
    """A whole definition, one immutable version. ``gaps``: what the SOP lacks, shown beside it and
    never added unasked. ``frequency``: "triwulan", "tahun" or "" (not said)."""

    id: str
    version: int
    name: str
    agency: str
    frequency: str
    trigger: str
    identity: Identity
    performers: Mapping[str, Performer]
    steps: tuple[Step, ...]
    body: Body
    sides: Mapping[str, Body] = field(default_factory=dict)
    gaps: tuple[str, ...] = ()
    terminator: str = ""

    @cached_property
    def by_key(self) -> Mapping[str, Step]:
        """Every step by its key, the rows of a late branch after the step that it is beside."""
        found: dict[str, Step] = {}
        for step in self.steps:
            sides = step.late.steps if step.late else ()
            found |= {row.key: row for row in (step, *sides)}
        return found

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Every node by its id, with where it stands."""
        found = dict(_places(self.body, (), None))
        for key, side in self.sides.items():
            found |= dict(_places(side, (), key))
        return found

    def step_at(self, node: str) -> Step:
        """The row to which a step node belongs."""
        at = self.places[node].node
        assert isinstance(at, StepNode)
        return self.by_key[at.step]


def _places(
    body: Body, path: tuple[tuple[str, int], ...], side_of: str | None
) -> Iterator[tuple[str, Place]]:
    for node in body.nodes:
        yield node.id, Place(node, body, path, side_of)
        if isinstance(node, Each):
            yield from _places(node.body, (*path, (node.id, 0)), side_of)
        elif isinstance(node, Par):
            for i, inner in enumerate(node.bodies):
                yield from _places(inner, (*path, (node.id, i)), side_of)
