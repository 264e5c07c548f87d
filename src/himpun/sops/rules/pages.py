"""Where the printed table breaks: where the fewest arrows cross, closed and opened by pentagons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from himpun.sops.rules.drawing import Drawing
from himpun.sops.rules.tracks import CELL


@dataclass(frozen=True, slots=True)
class Link:
    """An arrow that goes over the break: the same letter on both pages. ``x``: percent of its
    column at which it runs. ``back``: it runs upward."""

    letter: str
    column: int
    x: int
    went: bool
    back: bool


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The page ends after row ``after`` (counted from 0)."""

    after: int
    links: tuple[Link, ...]


def page_breaks(
    drawing: Drawing,
    rows_per_page: int,
    *,
    on_first: int | None = None,
    heights: Sequence[int] | None = None,
    link_height: int = 0,
) -> tuple[PageBreak, ...]:
    """The breaks of a drawing: as few pages as can be, then as few crossing arrows, then pages of
    like length.

    ``rows_per_page`` counts rows, or the unit of ``heights`` (one a row) and of ``link_height``
    (the pentagons at each end of a break); ``on_first`` is what the first page holds beside the
    identity block. A row that is too high has a page to itself.
    """
    measures = tuple(heights or [1] * len(drawing.rows))
    rooms = rows_per_page if on_first is None else on_first, rows_per_page
    crossing = tuple(len(_crossing(drawing, after)) for after in range(len(measures)))
    letters = _letters()
    ends = _Pages(measures, crossing, rooms, link_height).ends()
    return tuple(PageBreak(end, _links(drawing, end, letters)) for end in ends)


Price = tuple[int, int, int]
"""Pages, arrows cut, and how uneven the pages are."""


@dataclass(frozen=True)
class _Pages:
    heights: tuple[int, ...]
    crossing: tuple[int, ...]
    rooms: tuple[int, int]
    link_height: int

    def ends(self) -> tuple[int, ...]:
        """The last row of every page but the last, found from the back."""
        last = len(self.heights) - 1
        best: dict[int, tuple[Price, tuple[int, ...]]] = {last + 1: ((0, 0, 0), ())}
        for start in range(last, -1, -1):
            found: list[tuple[Price, tuple[int, ...]]] = []
            for end in range(start, last + 1):
                spare = self._spare(start, end)
                if spare < 0 and end > start:
                    break
                (pages, cuts, uneven), rest = best[end + 1]
                price = pages + 1, cuts + self._cut_after(end), uneven + max(0, spare) ** 2
                found.append((price, (end, *rest) if end < last else ()))
            best[start] = min(found)
        return best[0][1]

    def _spare(self, start: int, end: int) -> int:
        """What a page with these rows leaves empty; below 0 where they do not fit."""
        links = (start > 0) + (end < len(self.heights) - 1)
        taken = sum(self.heights[start : end + 1]) + links * self.link_height
        return self.rooms[start > 0] - taken

    def _cut_after(self, end: int) -> int:
        return self.crossing[end] if end < len(self.heights) - 1 else 0


def _crossing(drawing: Drawing, after: int) -> dict[tuple[int, bool], bool]:
    """Where arrows cross the lower rule of a row: (x, upward) → travelled."""
    y = (after + 1) * CELL
    found: dict[tuple[int, bool], bool] = {}
    for route, went in zip(drawing.routes, drawing.went, strict=True):
        for piece in route.pieces:
            low, high = piece.span
            if not piece.level and low < y < high:
                at = piece.across, route.arrow.kind == "back"
                found[at] = found.get(at, False) or went
    return found


def _links(drawing: Drawing, after: int, letters: Iterator[str]) -> tuple[Link, ...]:
    return tuple(
        Link(next(letters), x // CELL, x % CELL, went, back)
        for (x, back), went in sorted(_crossing(drawing, after).items())
    )


def _letters() -> Iterator[str]:
    """A to Z, then AA, AB and on."""
    yield from ascii_uppercase
    for more in _letters():
        yield from (f"{more}{letter}" for letter in ascii_uppercase)
