"""Where the words "ya" and "tidak" stand: in the first free cell beside the diamond, inside it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from himpun.sops.rules.paper import Paper, Spot
from himpun.sops.rules.routes import Route
from himpun.sops.rules.tracks import CELL, LANE_ABOVE, LANE_BELOW, MIDDLE, cells_along, within

NARROW, WIDE, USUAL = 4.2, 9.8, 6.7
"""Width of a letter in px at 11 px, semi-bold."""
WIDTH = 61
"""Of the narrowest cell, in px."""
ABOVE, BELOW, BESIDE = -6, 14, 6
LOOK_AHEAD = 4
"""How many cells along the arrow a label may stand away from its diamond."""


@dataclass(frozen=True, slots=True)
class Label:
    """``x``, ``y`` in percent of the cell, ``dx``, ``dy`` in px from there to the text's anchor."""

    text: str
    x: int
    y: int
    dx: int
    dy: int
    anchor: Literal["start", "middle", "end"]
    back: bool

    @property
    def extent(self) -> tuple[float, float]:
        """Left and right end of the text in px, in a cell of the smallest width."""
        at, wide = self.x * WIDTH / CELL + self.dx, width_of(self.text)
        left = {"start": at, "middle": at - wide / 2, "end": at - wide}[self.anchor]
        return left, left + wide


def width_of(text: str) -> float:
    """About how wide a label is, in px."""
    return sum(NARROW if c in "fijlrt " else WIDE if c in "mwMW" else USUAL for c in text)


Part = tuple[int, tuple[int, int, int, int]]
"""An arrow by its number, and where it runs inside a cell: x1, y1, x2, y2 in percent."""


def labels_of(
    paper: Paper, routes: tuple[Route, ...], parts: Mapping[Spot, tuple[Part, ...]]
) -> Mapping[Spot, tuple[Label, ...]]:
    """The labels of each cell; arrows that leave a symbol by one exit share one label."""
    ways: dict[tuple[Spot, str], list[Route]] = defaultdict(list)
    for route in routes:
        if route.arrow.label:
            ways[route.arrow.source, route.arrow.label].append(route)
    arrows_in = {spot: len({arrow for arrow, _ in here}) for spot, here in parts.items()}
    found: dict[Spot, tuple[Label, ...]] = defaultdict(tuple)
    for together in ways.values():
        spot, label = _placed(paper, arrows_in, together, found)
        found[spot] += (label,)
    return dict(found)


@dataclass(frozen=True, slots=True)
class _Choice:
    """A part of an arrow beside which its label may stand; ``part`` in percent of its cell."""

    spot: Spot
    part: tuple[int, int, int, int]
    own: bool

    @property
    def level(self) -> bool:
        return self.part[1] == self.part[3]


def _placed(
    paper: Paper,
    arrows_in: Mapping[Spot, int],
    together: list[Route],
    found: Mapping[Spot, tuple[Label, ...]],
) -> tuple[Spot, Label]:
    best: tuple[int, _Choice, Route] | None = None
    for route in together:
        seen: list[Spot] = []
        for choice in _choices(route):
            if choice.spot not in seen:
                seen.append(choice.spot)
            if (not choice.own and choice.spot in paper.symbols) or len(seen) > LOOK_AHEAD:
                continue
            price = 4 * seen.index(choice.spot) + 20 * choice.own + 2 * (not choice.level)
            price += 3 * (arrows_in[choice.spot] - 1) + 30 * (choice.spot in found)
            if best is None or price < best[0]:
                best = price, choice, route
    assert best is not None, "an arrow begins in its own cell"
    return best[1].spot, _label(best[1], best[2])


def _choices(route: Route) -> Iterator[_Choice]:
    for piece in route.pieces:
        for spot in cells_along(piece):
            part = within(piece, spot)
            if part:
                yield _Choice(spot, part, spot == route.arrow.source)


def _label(choice: _Choice, route: Route) -> Label:
    back = route.arrow.kind == "back"
    make = _on_level if choice.level else _on_upright
    x, y, dx, dy, anchor = make(choice, route)
    return Label(route.arrow.label, x, y, dx, dy, anchor, back)


Place = tuple[int, int, int, int, Literal["start", "middle", "end"]]


def _on_level(choice: _Choice, route: Route) -> Place:
    x1, y, x2, _ = choice.part
    half = width_of(route.arrow.label) / WIDTH * CELL / 2
    middle = (x1 + x2) / 2
    x = round(max(half + 1, min(CELL - half - 1, middle)))
    upward = [
        part[0]
        for piece in route.pieces
        if not piece.level and (part := within(piece, choice.spot)) and min(part[1], part[3]) < y
    ]
    below = y <= LANE_ABOVE or any(x - half < at < x + half for at in upward)
    below = below and y < LANE_BELOW
    return x, y, 0, BELOW if below else ABOVE, "middle"


def _on_upright(choice: _Choice, route: Route) -> Place:
    at, y1, _, y2 = choice.part
    # In its own cell the label stands at the way out, clear of the diamond.
    y, dy = (MIDDLE, 4) if not choice.own else ((CELL, ABOVE) if y2 > y1 else (0, BELOW - 3))
    wide, px = width_of(route.arrow.label), at * WIDTH / CELL
    if px + BESIDE + wide < WIDTH:
        return at, y, BESIDE, dy, "start"
    if px - BESIDE - wide > 0:
        return at, y, -BESIDE, dy, "end"
    return MIDDLE, y, 0, dy, "middle"
