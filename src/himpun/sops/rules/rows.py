"""How the table of an SOP comes about: its rows, with what a run adds to them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from himpun.kernel.definition import FORWARD, Sop, Step
from himpun.kernel.worktime.words import listed
from himpun.sops.rules.arrows import IN_TIME, NOT_IN_TIME
from himpun.sops.rules.drawing import CellState, Drawing, DrawnRow, Layout, State, draw, plan
from himpun.sops.rules.identity import identity_of
from himpun.sops.rules.pages import Link, PageBreak, page_breaks
from himpun.sops.rules.paper import Role, Shape, holders, leader, ways
from himpun.sops.rules.sheets import (
    PENTAGON,
    TITLE,
    heights_of,
    room_below_identity,
    room_on_page,
    small_heights_of,
    small_room,
)
from himpun.sops.rules.syllables import breakable
from himpun.sops.rules.table import (
    STATE_WORDS,
    CellView,
    HeadView,
    LinkView,
    LiveView,
    PaperSize,
    RowView,
    SymbolView,
    TableView,
)

SHAPE_WORDS: Mapping[Shape, str] = {
    "capsule": "mulai atau selesai",
    "box": "pelaksanaan",
    "diamond": "keputusan",
}
ROLE_WORDS: Mapping[Role, str] = {
    "acts": "",
    "gives": ", memberi data",
    "receives": ", menerima",
    "attends": ", hadir",
}
BEGINNING, ENDING = "Mulai", "Selesai"


def table_of(
    sop: Sop,
    *,
    states: Mapping[str, CellState] | None = None,
    live: Mapping[str, LiveView] | None = None,
    hrefs: Mapping[str, str] | None = None,
    current: Iterable[str] = (),
    live_head: str = "",
    footer: str = "",
    title: tuple[str, str] = ("", ""),
    paper: PaperSize = "a4",
    layout: Layout | None = None,
    few_sheets: bool = False,
) -> TableView:
    """The table of an SOP. Without ``states`` it is the paper alone.

    ``states``, ``live`` and ``hrefs`` go by the key of a step; ``current``: steps on which the page
    should dwell; ``live_head``: "Jalannya, Triwulan III 2026"; ``layout``: from ``plan``, kept;
    ``few_sheets``: print it small and without the identity block, on one sheet where it fits; on
    A3 at the usual size; ``title``: what it then begins with.
    """
    drawing = draw(sop, states, layout or plan(sop))
    make = _Rows(sop, drawing, live or {}, hrefs or {}, frozenset(current))
    rows = tuple(make.row(at) for at in range(len(drawing.rows)))
    identity = identity_of(sop)
    titles = tuple(breakable(performer.title) for performer in sop.performers.values())
    notes = any(row.note for row in rows)
    table = TableView(HeadView(titles, notes, live_head, footer, title), rows, identity, paper)
    return _few_sheets(table, drawing) if few_sheets else _paged(table, drawing)


def _few_sheets(table: TableView, drawing: Drawing) -> TableView:
    """With its page breaks where no identity block is printed."""
    table = replace(table, few_sheets=True)
    if table.small:
        heights, room = small_heights_of(table), small_room(table)
    else:
        heights, room = heights_of(table), room_on_page(table)
    first = room - TITLE * any(table.head.title)
    breaks = page_breaks(drawing, room, on_first=first, heights=heights, link_height=PENTAGON)
    return replace(table, rows=_with_breaks(table.rows, breaks, len(drawing.columns)))


def _paged(table: TableView, drawing: Drawing) -> TableView:
    """With its page breaks; the identity block has a page to itself where the table then needs no
    more pages and is cut less, as on the papers of the agencies."""
    heights, room = heights_of(table), room_on_page(table)
    below = room_below_identity(table)
    alone = page_breaks(drawing, room, heights=heights, link_height=PENTAGON)
    joint = page_breaks(drawing, room, on_first=below, heights=heights, link_height=PENTAGON)
    fits = below >= heights[0] + PENTAGON * (len(heights) > 1)
    by_itself = not fits or (len(alone) + 1, _cuts(alone)) <= (len(joint), _cuts(joint))
    rows = _with_breaks(table.rows, alone if by_itself else joint, len(drawing.columns))
    return replace(table, rows=rows, identity_alone=by_itself)


def _cuts(breaks: tuple[PageBreak, ...]) -> int:
    return sum(len(page.links) for page in breaks)


@dataclass(frozen=True, slots=True)
class _Rows:
    sop: Sop
    drawing: Drawing
    live: Mapping[str, LiveView]
    hrefs: Mapping[str, str]
    current: frozenset[str]

    def row(self, at: int) -> RowView:
        drawn = self.drawing.rows[at]
        cells = tuple(self._cells(drawn))
        if not drawn.key:
            return self._without_number(drawn, cells)
        step = self.sop.by_key[drawn.key]
        live = self.live.get(step.key)
        return RowView(
            no=step.key,
            key=step.key,
            activity=step.activity,
            holders=self._titles(holders(step)),
            cells=cells,
            symbol=self._own_symbol(step, drawn, live),
            questions=step.reading.questions,
            requires=_joined(step.requires),
            time=step.time.raw if step.time else "",
            output=_joined(step.output),
            note=step.note or step.window_text,
            flow=_flow(self.sop, step),
            live=live,
            href=self.hrefs.get(step.key, ""),
            current=step.key in self.current,
            finished=live is not None and live.state == "done",
        )

    def _without_number(self, drawn: DrawnRow, cells: tuple[CellView, ...]) -> RowView:
        symbol = next(cell.symbol for cell in cells if cell.symbol)
        text = BEGINNING if drawn.kind == "start" else self.sop.terminator or ENDING
        activity = text[:1].upper() + text[1:]
        return RowView("", "", activity, "", cells, symbol, finished=symbol.state == "done")

    def _cells(self, drawn: DrawnRow) -> Iterator[CellView]:
        for performer, cell in zip(self.drawing.columns, drawn.cells, strict=True):
            if cell.symbol is None:
                yield CellView(cell)
                continue
            title = self.sop.performers[performer].title
            who = f"{title}{ROLE_WORDS[cell.symbol.role]}"
            place = f"Langkah {drawn.key}" if drawn.key else _ends(drawn.kind)
            word = STATE_WORDS[cell.symbol.state] or SHAPE_WORDS[cell.symbol.shape]
            href = self.hrefs.get(drawn.key, "")
            shape, state = cell.symbol.shape, cell.symbol.state
            yield CellView(cell, SymbolView(shape, state, f"{place}, {who}: {word}", href))

    def _own_symbol(self, step: Step, drawn: DrawnRow, live: LiveView | None) -> SymbolView:
        column = self.drawing.columns.index(leader(step))
        symbol = drawn.cells[column].symbol
        assert symbol is not None, "who leads a row has a symbol in it"
        state: State = live.state if live else symbol.state
        word = STATE_WORDS[state] or SHAPE_WORDS[symbol.shape]
        label = f"Langkah {step.key}: {word}"
        return SymbolView(symbol.shape, state, label, self.hrefs.get(step.key, ""))

    def _titles(self, performers: Iterable[str]) -> str:
        return listed([self.sop.performers[performer].title for performer in performers])


def _ends(kind: str) -> str:
    return "Awal" if kind == "start" else "Akhir"


def _joined(items: tuple[str, ...]) -> str:
    return ("; " if any("," in item for item in items) else ", ").join(items)


def _flow(sop: Sop, step: Step) -> str:
    """Its ways in words; nothing where the next row simply follows."""
    keys = [row.key for row in sop.steps]
    following = keys[keys.index(step.key) + 1 : keys.index(step.key) + 2]
    found: dict[str, list[str | None]] = {}
    for key, exit_, target in ways(sop):
        if key == step.key:
            found.setdefault(exit_, []).append(target)
    if list(found) == [FORWARD] and found[FORWARD] in (following, [None]):
        parts: list[str] = []
        if step.late:
            parts.append(_way(IN_TIME, found[FORWARD], step, keys))
    else:
        parts = [_way(name, targets, step, keys) for name, targets in found.items()]
    if step.late:
        parts.append(_way(NOT_IN_TIME, [step.late.back_to], step, keys))
    return "; ".join(parts)


def _way(name: str, targets: list[str | None], step: Step, keys: list[str]) -> str:
    numbers = [target for target in targets if target]
    back = any(keys.index(number) <= keys.index(step.key) for number in numbers)
    verb = "kembali ke langkah" if back else "ke langkah"
    there = f"{verb} {listed(numbers)}" if numbers else "selesai"
    return there if name == FORWARD else f"{name}: {there}"


def _with_breaks(
    rows: tuple[RowView, ...], breaks: tuple[PageBreak, ...], columns: int
) -> tuple[RowView, ...]:
    ends = {page.after: page.links for page in breaks}
    return tuple(
        replace(row, links=tuple(_links_in(ends[at], c) for c in range(columns)))
        if at in ends
        else row
        for at, row in enumerate(rows)
    )


def _links_in(links: tuple[Link, ...], column: int) -> tuple[LinkView, ...]:
    """The pentagons of one cell, side by side."""
    here = [link for link in links if link.column == column]
    return tuple(
        LinkView(link.letter, round((i + 0.5) * 100 / len(here)), link.x, link.went, link.back)
        for i, link in enumerate(here)
    )
