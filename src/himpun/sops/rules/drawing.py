"""The flow of an SOP as each cell of its table draws it: only its own part, in percent of the cell.

So rows may be of any height, pages may break, and nothing measures anything. Travelled arrows are
marked; what a symbol's state is comes from the run. Without states the paper itself is drawn.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Literal

from himpun.kernel.definition import FORWARD, Sop
from himpun.sops.rules.arrows import IN_TIME, arrows_of
from himpun.sops.rules.labels import Label, Part, labels_of
from himpun.sops.rules.paper import Paper, PaperRow, Role, RowKind, Shape, Spot, lay_out
from himpun.sops.rules.routes import Route, routes_of
from himpun.sops.rules.tracks import CELL, MIDDLE, Piece, cells_along, meeting, within

State = Literal["done", "now", "risk", "late", "back", "wait", "idle", "none"]
"""How a symbol stands; ``none`` for the paper without a run."""
Side = Literal["top", "bottom", "left", "right"]

SIZES: Mapping[Shape, tuple[int, int]] = {"capsule": (46, 24), "box": (42, 24), "diamond": (52, 34)}
HEAD_LENGTH, HEAD_WIDTH = 8, 9
"""In px: width and height of the symbols, and the head of an arrow."""
HALO = 7
"""Percent of the cell by which the paper shows on both sides of a crossing."""


@dataclass(frozen=True, slots=True)
class CellState:
    """How a row of a run stands. ``parts``: performers that stand otherwise than the row.
    ``taken``: names of exits by which it has been left ("" stands for none known: then a row that
    is done has left by its only exit). The limit's two ways are "ya" and "belum"."""

    state: State = "idle"
    parts: Mapping[str, State] = field(default_factory=dict)
    taken: frozenset[str] | None = None

    def went_by(self, exit_: str) -> bool:
        """Has a row in this state been left by this exit?"""
        if self.taken is None:
            return self.state == "done" and exit_ in {FORWARD, IN_TIME}
        same = {FORWARD, IN_TIME} if exit_ in {FORWARD, IN_TIME} else {exit_}
        return bool(same & self.taken)


IDLE, ON_PAPER = CellState("idle"), CellState("none")


def line_kind(*, went: bool, back: bool) -> str:
    """The class of a line or head: "ret" and "went", or neither."""
    return " ".join(name for name, holds in (("ret", back), ("went", went)) if holds)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A part of a line inside one cell, in percent. ``back``: dashed. ``arrow``: which it is."""

    x1: int
    y1: int
    x2: int
    y2: int
    went: bool
    back: bool
    arrow: int

    @property
    def kind(self) -> str:
        """The class of the line."""
        return line_kind(went=self.went, back=self.back)


@dataclass(frozen=True, slots=True)
class Halo:
    """Where the paper shows round a crossing, in percent."""

    x1: int
    y1: int
    x2: int
    y2: int


@dataclass(frozen=True, slots=True)
class Head:
    """The head of an arrow at the symbol in the middle of its cell, on the side it enters from.
    ``x``: percent of the cell; beside the middle only from above or below."""

    side: Side
    x: int
    shape: Shape
    went: bool
    back: bool

    @property
    def kind(self) -> str:
        """The class of the head."""
        return line_kind(went=self.went, back=self.back)

    @property
    def path(self) -> str:
        """Its outline in px round the middle of the cell, the tip at the symbol's edge."""
        wide, high = SIZES[self.shape]
        across, along = HEAD_WIDTH / 2, HEAD_LENGTH
        tip = (high if self.side in {"top", "bottom"} else wide) / 2 + 0.5
        if self.side in {"top", "left"}:
            tip, along = -tip, -along
        base = tip + along
        if self.side in {"top", "bottom"}:
            return f"M{-across} {base} 0 {tip} {across} {base}Z"
        return f"M{base} {-across} {tip} 0 {base} {across}Z"


@dataclass(frozen=True, slots=True)
class Symbol:
    """The symbol of a cell and how it stands."""

    shape: Shape
    role: Role
    state: State


@dataclass(frozen=True, slots=True)
class Cell:
    """All that one cell draws, in the order in which it is drawn. ``over``: lines that cross
    others, with the paper showing round the crossing."""

    strokes: tuple[Stroke, ...] = ()
    halos: tuple[Halo, ...] = ()
    over: tuple[Stroke, ...] = ()
    heads: tuple[Head, ...] = ()
    labels: tuple[Label, ...] = ()
    symbol: Symbol | None = None

    @property
    def blank(self) -> bool:
        """Does no line touch the cell?"""
        return not (self.strokes or self.over)


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """A row of the table: one cell a performer."""

    kind: RowKind
    key: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Drawing:
    """The whole flow. ``columns``: ids of performers."""

    columns: tuple[str, ...]
    rows: tuple[DrawnRow, ...]
    routes: tuple[Route, ...]
    went: tuple[bool, ...]


@dataclass(frozen=True)
class Layout:
    """What does not depend on a run: where everything stands. Worth keeping per version."""

    paper: Paper
    routes: tuple[Route, ...]
    parts: Mapping[Spot, tuple[Part, ...]]
    crossings: Mapping[Spot, tuple[tuple[int, Halo], ...]]
    labels: Mapping[Spot, tuple[Label, ...]]


def plan(sop: Sop) -> Layout:
    """Places the symbols of an SOP and finds a way for every arrow."""
    paper = lay_out(sop)
    routes = routes_of(paper, arrows_of(sop, paper))
    parts = _parts(routes)
    return Layout(paper, routes, parts, _crossings(routes), labels_of(paper, routes, parts))


def _parts(routes: tuple[Route, ...]) -> Mapping[Spot, tuple[Part, ...]]:
    found: dict[Spot, list[Part]] = defaultdict(list)
    for i, route in enumerate(routes):
        for piece in route.pieces:
            for spot in cells_along(piece):
                part = within(piece, spot)
                if part:
                    found[spot].append((i, part))
    return {spot: tuple(parts) for spot, parts in found.items()}


def _crossings(routes: tuple[Route, ...]) -> Mapping[Spot, tuple[tuple[int, Halo], ...]]:
    """Where an arrow crosses an earlier one: its number, and the paper that shows round it."""
    found: dict[Spot, list[tuple[int, Halo]]] = defaultdict(list)
    for i, later in enumerate(routes):
        for earlier in routes[:i]:
            for a, b in product(later.pieces, earlier.pieces):
                if meeting(a, b) == "crossing":
                    spot, halo = _halo(a, b)
                    found[spot].append((i, halo))
    return {spot: tuple(halos) for spot, halos in found.items()}


def draw(
    sop: Sop, states: Mapping[str, CellState] | None = None, layout: Layout | None = None
) -> Drawing:
    """The flow of a run (``states``: key of a step → how it stands; missing ones are idle), or of
    the paper alone when there are none."""
    layout = layout or plan(sop)
    went = tuple(_went(route, states) for route in layout.routes)
    drawn = _Drawn(layout, states, went)
    rows = tuple(drawn.row(r, row) for r, row in enumerate(layout.paper.rows))
    return Drawing(layout.paper.columns, rows, layout.routes, went)


def _went(route: Route, states: Mapping[str, CellState] | None) -> bool:
    if states is None:
        return True
    state = states.get(route.arrow.step)
    if route.arrow.kind in {"link", "receives"}:
        return state is not None and state.state not in {"idle", "wait"}
    if not route.arrow.step:  # from an added beginning: as soon as anything has begun
        return any(s.state != "idle" for s in states.values())
    return state is not None and state.went_by(route.arrow.exit)


@dataclass(frozen=True, slots=True)
class _Drawn:
    layout: Layout
    states: Mapping[str, CellState] | None
    went: tuple[bool, ...]

    def row(self, at: int, row: PaperRow) -> DrawnRow:
        cells = (self._cell(Spot(at, c), row) for c in range(len(self.layout.paper.columns)))
        return DrawnRow(row.kind, row.step.key if row.step else "", tuple(cells))

    def _cell(self, spot: Spot, row: PaperRow) -> Cell:
        parts = _once(sorted(self._strokes(spot), key=lambda stroke: (stroke.went, stroke.back)))
        crossings = self.layout.crossings.get(spot, ())
        crossing = {arrow for arrow, _ in crossings}
        return Cell(
            strokes=tuple(s for s in parts if s.arrow not in crossing),
            halos=tuple(halo for _, halo in crossings),
            over=tuple(s for s in parts if s.arrow in crossing),
            heads=tuple(dict.fromkeys(sorted(self._heads(spot), key=lambda h: h.went))),
            labels=self.layout.labels.get(spot, ()),
            symbol=self._symbol(spot, row),
        )

    def _strokes(self, spot: Spot) -> Iterator[Stroke]:
        for i, part in self.layout.parts.get(spot, ()):
            back = self.layout.routes[i].arrow.kind == "back"
            yield Stroke(*part, went=self.went[i], back=back, arrow=i)

    def _heads(self, spot: Spot) -> Iterator[Head]:
        placed = self.layout.paper.symbols.get(spot)
        for i, route in enumerate(self.layout.routes):
            if placed and route.arrow.target == spot and route.arrow.kind != "link":
                last = route.pieces[-1]
                x = MIDDLE if last.level else last.across - spot.column * CELL
                back = route.arrow.kind == "back"
                yield Head(_side(last), x, placed.shape, self.went[i], back)

    def _symbol(self, spot: Spot, row: PaperRow) -> Symbol | None:
        placed = self.layout.paper.symbols.get(spot)
        if placed is None:
            return None
        return Symbol(placed.shape, placed.role, self._state(spot, row))

    def _state(self, spot: Spot, row: PaperRow) -> State:
        if self.states is None:
            return "none"
        if row.step:
            state = self.states.get(row.step.key, IDLE)
            return state.parts.get(self.layout.paper.columns[spot.column], state.state)
        arriving = (
            went
            for route, went in zip(self.layout.routes, self.went, strict=True)
            if spot in {route.arrow.source, route.arrow.target}
        )
        return "done" if any(arriving) else "idle"


def _once(strokes: list[Stroke]) -> list[Stroke]:
    """Without lines that lie wholly on another of their kind: dashes must not fill each other."""
    found = {(s.x1, s.y1, s.x2, s.y2, s.went, s.back): s for s in reversed(strokes)}
    return list(reversed(found.values()))


def _halo(later: Piece, earlier: Piece) -> tuple[Spot, Halo]:
    level, upright = (later, earlier) if later.level else (earlier, later)
    spot = Spot(level.across // CELL, upright.across // CELL)
    x, y = upright.across % CELL, level.across % CELL
    if later.level:
        return spot, Halo(x - HALO, y, x + HALO, y)
    return spot, Halo(x, y - HALO, x, y + HALO)


def _side(last: Piece) -> Side:
    if last.level:
        return "left" if last.onward else "right"
    return "top" if last.onward else "bottom"
