"""How an arrow runs: out of its symbol, along a row, up or down a column, into its target.

The rules of the look, as prices. A forward arrow leaves sideways and enters from above; a back
arrow enters from below; two holders of one row leave downward and meet; where a symbol stands in
the way the line takes a column's edge. Running through a symbol is refused, lying on another arrow
costs most, crossing one a little. There is always a way: lanes and edges pass no symbol.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, product

from himpun.sops.rules.arrows import Arrow
from himpun.sops.rules.paper import Paper, Spot
from himpun.sops.rules.tracks import (
    CELL,
    EDGES,
    LANE_ABOVE,
    LANE_BELOW,
    MIDDLE,
    Piece,
    Point,
    centre,
    pieces_through,
)
from himpun.sops.rules.traffic import SHARED, Traffic

NONE: frozenset[Spot] = frozenset()
LANES = (MIDDLE, LANE_BELOW, LANE_ABOVE)
BEND = 70
LEAVES_OTHERWISE, ENTERS_OTHERWISE = 60, 100
"""For another side of the symbol than the rules say."""
APART = 150
"""For two holders of one row that do not meet below it."""
OUTER_EDGE = 20
SIDE_DOOR, OTHER_LANE = 30, 15


@dataclass(frozen=True, slots=True)
class Route:
    """An arrow with the line that it takes, from the middle of one symbol to that of another."""

    arrow: Arrow
    pieces: tuple[Piece, ...]


def routes_of(paper: Paper, arrows: tuple[Arrow, ...]) -> tuple[Route, ...]:
    """The arrows, each with its line, in the given order; later ones give way to earlier ones."""
    crowd, traffic = _crowded(arrows), Traffic(paper)
    routes: list[Route] = []
    for arrow in arrows:
        pieces = _Search(paper, traffic, arrow, crowd).best()
        traffic.add(arrow, pieces)
        routes.append(Route(arrow, pieces))
    return tuple(routes)


def _crowded(arrows: tuple[Arrow, ...]) -> frozenset[Spot]:
    """Symbols that share a row and an exit with others: they leave downward and go on together."""
    sources: dict[tuple[int, str, Spot], set[Spot]] = {}
    for arrow in arrows:
        if arrow.kind == "forward":
            way = arrow.source.row, arrow.exit, arrow.target
            sources.setdefault(way, set()).add(arrow.source)
    return frozenset(s for together in sources.values() if len(together) > 1 for s in together)


class _Search:
    """For the line of one arrow."""

    def __init__(
        self, paper: Paper, traffic: Traffic, arrow: Arrow, crowd: frozenset[Spot]
    ) -> None:
        self.paper, self.traffic, self.arrow, self.crowd = paper, traffic, arrow, crowd
        self.priced: dict[Piece, int] = {}
        self.friends = traffic.has_friends_of(arrow)

    def best(self) -> tuple[Piece, ...]:
        """The cheapest line. Candidates come cheapest first, so the first that meets nothing wins,
        unless it could go along with another arrow."""
        plain = self._plain()
        if plain:
            return plain
        best: tuple[int, tuple[Piece, ...]] | None = None
        for price, pieces in sorted(self._candidates(), key=lambda c: c[0]):
            if best and price - self.friends * SHARED * len(pieces) >= best[0]:
                break
            if self._blocked(pieces):
                continue
            full = price + self._trouble(pieces)
            if best is None or full < best[0]:
                best = full, pieces
        assert best is not None, "lanes and edges pass no symbol"
        return best[1]

    def _plain(self) -> tuple[Piece, ...] | None:
        """The line of the rules, straight or with one bend, if nothing is in its way."""
        begin, end = centre(self.arrow.source), centre(self.arrow.target)
        pieces = pieces_through([begin, (end[0], begin[1]), end])
        if not pieces or self._start_price(pieces[0]) or self._unusual_end(pieces[-1]):
            return None
        free = not self._blocked(pieces) and self._trouble(pieces) <= 0
        return pieces if free else None

    def _candidates(self) -> Iterator[tuple[int, tuple[Piece, ...]]]:
        """Every line of up to five pieces with one run up or down, and its price before traffic."""
        begin, end = centre(self.arrow.source), centre(self.arrow.target)
        for leave, x, enter, at in product(LANES, self._tracks(), LANES, self._doors()):
            door = end[0] + at
            if (enter == MIDDLE and at) or (leave != MIDDLE and x == begin[0]):
                continue
            if enter != MIDDLE and x == door:
                continue
            y1, y2 = self.arrow.source.row * CELL + leave, self.arrow.target.row * CELL + enter
            corners: list[Point] = [begin, (begin[0], y1), (x, y1), (x, y2), (door, y2)]
            pieces = pieces_through([*corners, (door, end[1])])
            if pieces and not _turns_back(pieces):
                yield self._price(pieces) + self._oddity(leave, enter, at), pieces

    def _oddity(self, leave: int, enter: int, at: int) -> int:
        # A label has room beside a lane in the free cell of the next row, not in its own.
        labelled = self.arrow.kind == "forward" and self.arrow.label
        lane = LANE_BELOW if labelled else LANE_ABOVE
        return SIDE_DOOR * bool(at) + OTHER_LANE * (lane in {leave, enter})

    def _doors(self) -> tuple[int, ...]:
        """Where a line may come in, from the middle: back arrows also beside it, where the top and
        the bottom of the symbol are level, for forward arrows have the middle."""
        shape = self.paper.symbols[self.arrow.target].shape
        return (0, -18, 18) if self.arrow.kind == "back" and shape != "diamond" else (0,)

    def _tracks(self) -> Iterator[int]:
        own = self.arrow.source.column, self.arrow.target.column
        for column in range(len(self.paper.columns)):
            for percent in (MIDDLE, *(EDGES if column in own else EDGES[:2])):
                yield column * CELL + percent

    def _price(self, pieces: tuple[Piece, ...]) -> int:
        length = sum(piece.length for piece in pieces) // 5
        edge = any(not p.level and p.across % CELL in EDGES[2:] for p in pieces)
        sides = self._start_price(pieces[0]) + ENTERS_OTHERWISE * self._unusual_end(pieces[-1])
        return length + BEND * len(pieces) + sides + OUTER_EDGE * edge

    def _start_price(self, first: Piece) -> int:
        downward = not first.level and first.onward
        if self.arrow.kind == "forward" and self.arrow.source in self.crowd:
            return 0 if downward else APART
        if self.arrow.kind == "forward" and self.arrow.source.column == self.arrow.target.column:
            return 0 if downward else LEAVES_OTHERWISE
        return 0 if first.level else LEAVES_OTHERWISE

    def _unusual_end(self, last: Piece) -> bool:
        if self.arrow.kind in {"link", "receives"}:
            return not last.level
        downward = not last.level and last.onward
        upward = not last.level and not last.onward
        return not (upward if self.arrow.kind == "back" else downward)

    def _blocked(self, pieces: tuple[Piece, ...]) -> bool:
        source, target = frozenset({self.arrow.source}), frozenset({self.arrow.target})
        last = len(pieces) - 1
        return any(
            self.traffic.blocks(
                piece, (source if i == 0 else NONE) | (target if i == last else NONE)
            )
            for i, piece in enumerate(pieces)
        )

    def _trouble(self, pieces: tuple[Piece, ...]) -> int:
        for piece in pieces:
            if piece not in self.priced:
                self.priced[piece] = self.traffic.price(self.arrow, piece)
        return sum(self.priced[piece] for piece in pieces)


def _turns_back(pieces: tuple[Piece, ...]) -> bool:
    """Two pieces one after the other along one axis: the line would lie upon itself."""
    return any(a.level == b.level for a, b in pairwise(pieces))
