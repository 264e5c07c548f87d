"""Where the printed table breaks: where the fewest arrows cross, closed and opened by pentagons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
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
) -> tuple[PageBreak, ...]:
    """The breaks of a drawing: as few pages as can be, then as few crossing arrows, then pages of
    like length.

    ``rows_per_page`` counts rows, or the unit of ``heights`` (one a row); ``on_first`` is what the
    first page holds beside the identity block. A row that is too high has a page to itself.
    """
    measures = tuple(heights or [1] * len(drawing.rows))
    first = rows_per_page if on_first is None else on_first
    crossing = tuple(len(_crossing(drawing, after)) for after in range(len(measures)))
    ends = _ends(measures, crossing, first, rows_per_page)
    letters = _letters()
    return tuple(PageBreak(end, _links(drawing, end, letters)) for end in ends)


def _ends(
    heights: tuple[int, ...], crossing: tuple[int, ...], first: int, others: int
) -> tuple[int, ...]:
    """The last row of every page but the last."""

    @cache
    def from_row(start: int) -> tuple[tuple[int, int, int], tuple[int, ...]]:
        room = first if start == 0 else others
        found: list[tuple[tuple[int, int, int], tuple[int, ...]]] = []
        for end in range(start, len(heights)):
            height = sum(heights[start : end + 1])
            if height > room and end > start:
                break
            spare = max(0, room - height) ** 2
            if end == len(heights) - 1:
                found.append(((1, 0, 0), ()))
                break
            (pages, cuts, uneven), rest = from_row(end + 1)
            found.append(((pages + 1, cuts + crossing[end], uneven + spare), (end, *rest)))
        return min(found)

    return from_row(0)[1] if heights else ()


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
