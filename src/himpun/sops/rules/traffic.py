"""What lies on the paper already, and what it costs a new line to meet it."""

from collections import defaultdict

from himpun.sops.rules.arrows import Arrow
from himpun.sops.rules.paper import Paper, Spot
from himpun.sops.rules.tracks import CELL, MIDDLE, Piece, cells_along, meeting, runs_through

PRICE = {"apart": 0, "crossing": 150, "close": 500, "touch": 1500, "overlap": 3000}
SHARED = 60
"""Gained by each piece that lies on an arrow of the same origin or the same target."""


class Traffic:
    """The symbols of a paper and the lines drawn so far."""

    def __init__(self, paper: Paper) -> None:
        self._symbols = paper.symbols
        self._here: dict[Spot, list[int]] = defaultdict(list)
        self._lines: list[tuple[Arrow, Piece]] = []

    def add(self, arrow: Arrow, pieces: tuple[Piece, ...]) -> None:
        """A line that stays."""
        for piece in pieces:
            for spot in cells_along(piece):
                self._here[spot].append(len(self._lines))
            self._lines.append((arrow, piece))

    def has_friends_of(self, arrow: Arrow) -> bool:
        """Is there a line that the arrow might share?"""
        return any(_related(arrow, other) for other, _ in self._lines)

    def blocks(self, piece: Piece, allowed: frozenset[Spot]) -> bool:
        """Does a piece run through a symbol that is not allowed?"""
        return any(
            runs_through(piece, spot, self._symbols[spot])
            for spot in cells_along(piece)
            if spot not in allowed and spot in self._symbols
        )

    def price(self, arrow: Arrow, piece: Piece) -> int:
        """What a piece of a new arrow costs for all that it meets; below 0 where it may go along
        with what is there."""
        met = {line for spot in cells_along(piece) for line in self._here.get(spot, ())}
        return sum(self._price_of(arrow, piece, *self._lines[line]) for line in met)

    def _price_of(self, arrow: Arrow, piece: Piece, there: Arrow, other: Piece) -> int:
        how = meeting(piece, other)
        if how == "apart" or (how == "touch" and self._hidden(piece, other)):
            return 0
        if how != "crossing" and _related(arrow, there):
            return -SHARED if how == "overlap" else 0
        return PRICE[how]

    def _hidden(self, a: Piece, b: Piece) -> bool:
        """Do two pieces meet in the middle of a symbol, where nothing of them is seen?"""
        return any(
            x % CELL == MIDDLE == y % CELL and Spot(y // CELL, x // CELL) in self._symbols
            for x, y in set(a.ends) & set(b.ends)
        )


def _related(a: Arrow, b: Arrow) -> bool:
    """May two arrows share a line? Those that leave one symbol by one exit, or meet at a target."""
    if a.kind != b.kind or a.kind == "link":
        return False
    return a.target == b.target or (a.source, a.exit) == (b.source, b.exit)
