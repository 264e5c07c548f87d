"""Straight pieces of lines on the paper, and what happens where two of them meet.

Everything is counted in hundredths of a cell: x = 100 × column + percent, y = 100 × row + percent.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from himpun.sops.rules.paper import Placed, Spot

CELL = 100
MIDDLE = 50
EDGES = (8, 92, 4, 96)
"""Where a line may run up or down beside a symbol; the outer ones clear a diamond's tips."""
LANE_ABOVE, LANE_BELOW = 14, 86
"""Where a line may run along a row above or below its symbols."""
HALF_WIDTH = {"capsule": 39, "box": 36, "diamond": 44}
HALF_HEIGHT = {"capsule": 22, "box": 22, "diamond": 30}
"""Room of a symbol in a cell of the smallest size (61 × 68 px), with a little air."""

Point = tuple[int, int]
Meeting = Literal["apart", "close", "crossing", "touch", "overlap"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A straight line along one axis: ``across`` is the coordinate that does not change (y of a
    ``level`` one), ``start`` and ``stop`` are where it begins and ends along the other."""

    level: bool
    across: int
    start: int
    stop: int

    @property
    def span(self) -> tuple[int, int]:
        """Between which coordinates it runs, the smaller first."""
        start, stop = self.start, self.stop
        return (start, stop) if start <= stop else (stop, start)

    @property
    def length(self) -> int:
        return abs(self.stop - self.start)

    @property
    def onward(self) -> bool:
        """Does it run to the right, or down?"""
        return self.stop > self.start

    @property
    def ends(self) -> tuple[Point, Point]:
        if self.level:
            return (self.start, self.across), (self.stop, self.across)
        return (self.across, self.start), (self.across, self.stop)


def centre(spot: Spot) -> Point:
    return spot.column * CELL + MIDDLE, spot.row * CELL + MIDDLE


def pieces_through(points: list[Point]) -> tuple[Piece, ...]:
    """The line through these corners, without pieces of no length, straight runs in one piece.

    A run that turns back upon itself stays two pieces, so that it can be refused.
    """
    corners: list[Point] = []
    for point in points:
        if corners and point == corners[-1]:
            continue
        if len(corners) > 1 and _goes_on(corners[-2], corners[-1], point):
            corners.pop()
        corners.append(point)
    return tuple(_piece(a, b) for a, b in pairwise(corners))


def _piece(a: Point, b: Point) -> Piece:
    level = a[1] == b[1]
    return Piece(True, a[1], a[0], b[0]) if level else Piece(False, a[0], a[1], b[1])


def _goes_on(a: Point, b: Point, c: Point) -> bool:
    if a[0] == b[0] == c[0]:
        return (b[1] - a[1]) * (c[1] - b[1]) > 0
    return a[1] == b[1] == c[1] and (b[0] - a[0]) * (c[0] - b[0]) > 0


def runs_through(piece: Piece, spot: Spot, placed: Placed) -> bool:
    """Does a line run through the room of a symbol?"""
    x, y = centre(spot)
    wide, high = HALF_WIDTH[placed.shape], HALF_HEIGHT[placed.shape]
    along, beside = ((x, wide), (y, high)) if piece.level else ((y, high), (x, wide))
    low, up = piece.span
    near = abs(piece.across - beside[0]) < beside[1]
    return near and low < along[0] + along[1] and up > along[0] - along[1]


def meeting(a: Piece, b: Piece) -> Meeting:
    """How two pieces lie to each other."""
    if a.level == b.level:
        return _side_by_side(a, b)
    level, upright = (a, b) if a.level else (b, a)
    (left, right), (top, bottom) = level.span, upright.span
    x, y = upright.across, level.across
    if not (left <= x <= right and top <= y <= bottom):
        return "apart"
    return "crossing" if left < x < right and top < y < bottom else "touch"


def _side_by_side(a: Piece, b: Piece) -> Meeting:
    (a1, a2), (b1, b2) = a.span, b.span
    shared = min(a2, b2) - max(a1, b1)
    if shared < 0:
        return "apart"
    distance = abs(a.across - b.across)
    if distance == 0:
        return "overlap" if shared > 0 else "touch"
    return "close" if distance < EDGES[0] and shared > 0 else "apart"


def within(piece: Piece, spot: Spot) -> tuple[int, int, int, int] | None:
    """The part of a piece that lies inside a cell, (x1, y1, x2, y2) in percent of it and in its
    direction of travel; None where there is none."""
    left, top = spot.column * CELL, spot.row * CELL
    across = piece.across - (top if piece.level else left)
    begin = left if piece.level else top
    start, stop = _clipped(piece.start - begin), _clipped(piece.stop - begin)
    if start == stop or not 0 <= across <= CELL:
        return None
    return (start, across, stop, across) if piece.level else (across, start, across, stop)


def _clipped(percent: int) -> int:
    return max(0, min(CELL, percent))


def cells_along(piece: Piece) -> Iterator[Spot]:
    """The cells that a piece passes, in its direction of travel."""
    first, last, beside = piece.start // CELL, piece.stop // CELL, piece.across // CELL
    step = 1 if piece.onward else -1
    for along in range(first, last + step, step):
        yield Spot(beside, along) if piece.level else Spot(along, beside)
