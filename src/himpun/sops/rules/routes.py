"""How an arrow runs: out of its symbol, along a row, up or down a column, into its target.

The rules of the look, as prices. A forward arrow leaves sideways and enters from above; a back
arrow enters from below; two holders of one row leave downward and meet; where a symbol stands in
the way the line takes a column's edge. Running through a symbol is refused, lying on another arrow
costs most, crossing one a little. There is always a way: lanes and edges pass no symbol.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise, product

from himpun.sops.rules.arrows import Arrow
from himpun.sops.rules.paper import Paper, Placed, Spot
from himpun.sops.rules.tracks import (
    CELL,
    EDGES,
    LANE_ABOVE,
    LANE_BELOW,
    MIDDLE,
    Piece,
    Point,
    centre,
    meeting,
    pieces_through,
    runs_through,
)

PRICE = {"apart": 0, "crossing": 150, "close": 500, "touch": 1500, "overlap": 3000}
BEND = 70
LEAVES_OTHERWISE, ENTERS_OTHERWISE = 60, 100
"""For another side of the symbol than the rules say."""
APART = 150
"""For two holders of one row that do not meet below it."""
OUTER_EDGE = 20
SIDE_DOOR, OTHER_LANE = 30, 15
SHARED = 60
"""Gained by each piece that lies on an arrow of the same origin or the same target."""


@dataclass(frozen=True, slots=True)
class Route:
    """An arrow with the line that it takes, from the middle of one symbol to that of another."""

    arrow: Arrow
    pieces: tuple[Piece, ...]


def routes_of(paper: Paper, arrows: tuple[Arrow, ...]) -> tuple[Route, ...]:
    """The arrows, each with its line, in the given order; later ones give way to earlier ones."""
    crowd = _crowded(arrows)
    taken: list[Route] = []
    for arrow in arrows:
        taken.append(_Search(paper, taken, arrow, crowd).best())
    return tuple(taken)


def _crowded(arrows: tuple[Arrow, ...]) -> frozenset[Spot]:
    """Symbols that share a row and an exit with others: they leave downward and go on together."""
    sources: dict[tuple[int, str, Spot], set[Spot]] = {}
    for arrow in arrows:
        if arrow.kind == "forward":
            way = arrow.source.row, arrow.exit, arrow.target
            sources.setdefault(way, set()).add(arrow.source)
    return frozenset(s for together in sources.values() if len(together) > 1 for s in together)


@dataclass(frozen=True, slots=True)
class _Search:
    paper: Paper
    taken: list[Route]
    arrow: Arrow
    crowd: frozenset[Spot]

    def best(self) -> Route:
        """The cheapest line. Candidates come cheapest first, so the first that meets nothing wins,
        unless it could go along with another arrow."""
        plain = self._plain()
        if plain:
            return Route(self.arrow, plain)
        friends = any(_related(self.arrow, route.arrow) for route in self.taken)
        best: tuple[int, tuple[Piece, ...]] | None = None
        for price, pieces in sorted(self._candidates(), key=lambda c: c[0]):
            if best and price - friends * SHARED * len(pieces) >= best[0]:
                break
            if self._blocked(pieces):
                continue
            full = price + self._trouble(pieces)
            if best is None or full < best[0]:
                best = full, pieces
        if best is None:
            raise AssertionError(f"no way for {self.arrow}")
        return Route(self.arrow, best[1])

    def _plain(self) -> tuple[Piece, ...] | None:
        """The line of the rules, straight or with one bend, if nothing is in its way."""
        begin, end = centre(self.arrow.source), centre(self.arrow.target)
        pieces = pieces_through([begin, (end[0], begin[1]), end])
        if not pieces or self._start_price(pieces[0]) or self._unusual_end(pieces[-1]):
            return None
        free = not self._blocked(pieces) and self._trouble(pieces) <= 0
        return pieces if free else None

    def _candidates(self) -> Iterator[tuple[int, tuple[Piece, ...]]]:
        begin, end = centre(self.arrow.source), centre(self.arrow.target)
        for leave, x, enter, at in product(
            (MIDDLE, LANE_BELOW, LANE_ABOVE),
            self._tracks(),
            (MIDDLE, LANE_ABOVE, LANE_BELOW),
            self._doors(),
        ):
            if enter == MIDDLE and at:
                continue
            y1 = self.arrow.source.row * CELL + leave
            y2 = self.arrow.target.row * CELL + enter
            door = end[0] + at
            corners: list[Point] = [begin, (begin[0], y1), (x, y1), (x, y2), (door, y2)]
            pieces = pieces_through([*corners, (door, end[1])])
            if pieces and not _turns_back(pieces):
                # A label has room beside a lane in the free cell of the next row, not in its own.
                lane = LANE_BELOW if self.arrow.label else LANE_ABOVE
                odd = SIDE_DOOR * bool(at) + OTHER_LANE * (lane in {leave, enter})
                yield self._price(pieces) + odd, pieces

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
        downward = not first.level and first.y2 > first.y1
        if self.arrow.kind == "forward" and self.arrow.source in self.crowd:
            return 0 if downward else APART
        if self.arrow.kind == "forward" and self.arrow.source.column == self.arrow.target.column:
            return 0 if downward else LEAVES_OTHERWISE
        return 0 if first.level else LEAVES_OTHERWISE

    def _unusual_end(self, last: Piece) -> bool:
        if self.arrow.kind in {"link", "receives"}:
            return not last.level
        downward = not last.level and last.y2 > last.y1
        upward = not last.level and last.y2 < last.y1
        return not (upward if self.arrow.kind == "back" else downward)

    def _blocked(self, pieces: tuple[Piece, ...]) -> bool:
        symbols = self.paper.symbols
        own = self.arrow.source, self.arrow.target
        for i, piece in enumerate(pieces):
            allowed = {own[0]} if i == 0 else set()
            if i == len(pieces) - 1:
                allowed.add(own[1])
            if any(_hits(piece, symbols, allowed)):
                return True
        return False

    def _trouble(self, pieces: tuple[Piece, ...]) -> int:
        return sum(
            self._price_of_meeting(piece, other, related)
            for route in self.taken
            for related in (_related(self.arrow, route.arrow),)
            for other in route.pieces
            for piece in pieces
        )

    def _price_of_meeting(self, piece: Piece, other: Piece, related: bool) -> int:
        how = meeting(piece, other)
        if how == "apart":
            return 0
        if related and how != "crossing":
            return -SHARED if how == "overlap" else 0
        if how == "touch" and _at_a_symbol(piece, other, self.paper.symbols):
            return 0
        return PRICE[how]


def _turns_back(pieces: tuple[Piece, ...]) -> bool:
    """Two pieces one after the other along one axis: the line would lie upon itself."""
    return any(a.level == b.level for a, b in pairwise(pieces))


def _hits(piece: Piece, symbols: Mapping[Spot, Placed], allowed: set[Spot]) -> Iterator[bool]:
    (x1, x2), (y1, y2) = sorted((piece.x1, piece.x2)), sorted((piece.y1, piece.y2))
    for row in range(y1 // CELL, y2 // CELL + 1):
        for column in range(x1 // CELL, x2 // CELL + 1):
            spot = Spot(row, column)
            if spot not in allowed and spot in symbols:
                yield runs_through(piece, spot, symbols[spot])


def _related(a: Arrow, b: Arrow) -> bool:
    """May two arrows share a line? Those that leave one row by one exit, or meet at one target."""
    if "link" in {a.kind, b.kind}:
        return False
    same_way = (a.source, a.step, a.exit) == (b.source, b.step, b.exit) and a.kind == b.kind
    return same_way or (a.target == b.target and a.kind == b.kind)


def _at_a_symbol(a: Piece, b: Piece, symbols: Mapping[Spot, Placed]) -> bool:
    """Do two pieces meet in the middle of a symbol, where nothing of them is seen?"""
    for x, y in set(a.ends) & set(b.ends):
        if x % CELL == MIDDLE and y % CELL == MIDDLE and Spot(y // CELL, x // CELL) in symbols:
            return True
    return False
