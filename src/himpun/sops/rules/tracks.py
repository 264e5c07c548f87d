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
    """A straight line from (x1, y1) to (x2, y2), along one axis, in its direction of travel."""

    x1: int
    y1: int
    x2: int
    y2: int

    @property
    def level(self) -> bool:
        return self.y1 == self.y2

    @property
    def across(self) -> int:
        """The coordinate that does not change."""
        return self.y1 if self.level else self.x1

    @property
    def span(self) -> tuple[int, int]:
        """The coordinates between which it runs, the smaller first."""
        a, b = (self.x1, self.x2) if self.level else (self.y1, self.y2)
        return (a, b) if a <= b else (b, a)

    @property
    def length(self) -> int:
        low, high = self.span
        return high - low

    @property
    def ends(self) -> tuple[Point, Point]:
        return (self.x1, self.y1), (self.x2, self.y2)


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
    return tuple(Piece(*a, *b) for a, b in pairwise(corners))


def _goes_on(a: Point, b: Point, c: Point) -> bool:
    if a[0] == b[0] == c[0]:
        return (b[1] - a[1]) * (c[1] - b[1]) > 0
    return a[1] == b[1] == c[1] and (b[0] - a[0]) * (c[0] - b[0]) > 0


def runs_through(piece: Piece, spot: Spot, placed: Placed) -> bool:
    """Does a line run through the room of a symbol?"""
    x, y = centre(spot)
    wide, high = HALF_WIDTH[placed.shape], HALF_HEIGHT[placed.shape]
    low, up = piece.span
    if piece.level:
        return abs(piece.y1 - y) < high and low < x + wide and up > x - wide
    return abs(piece.x1 - x) < wide and low < y + high and up > y - high


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
    """The part of a piece that lies inside a cell, in percent of it and in its direction of travel;
    None where there is none."""
    left, top = spot.column * CELL, spot.row * CELL
    x1, x2 = (_clipped(x - left) for x in (piece.x1, piece.x2))
    y1, y2 = (_clipped(y - top) for y in (piece.y1, piece.y2))
    inside = 0 <= piece.across - (top if piece.level else left) <= CELL
    if not inside or (x1 == x2 and y1 == y2):
        return None
    return x1, y1, x2, y2


def _clipped(percent: int) -> int:
    return max(0, min(CELL, percent))


def cells_along(piece: Piece) -> Iterator[Spot]:
    """The cells that a piece passes, in its direction of travel."""
    (x1, y1), (x2, y2) = ((x // CELL, y // CELL) for x, y in piece.ends)
    step = 1 if (x2, y2) >= (x1, y1) else -1
    if piece.level:
        yield from (Spot(y1, column) for column in range(x1, x2 + step, step))
    else:
        yield from (Spot(row, x1) for row in range(y1, y2 + step, step))
