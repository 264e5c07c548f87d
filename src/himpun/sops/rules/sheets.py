"""How high a row will be in print, estimated from its text: no script measures anything.

All in px of a print (96 to the inch). The widths are those of ``print.css``; the estimate is on the
high side, for a page that breaks early is better than an arrow cut without its pentagon.
"""

from dataclasses import dataclass

from himpun.sops.rules.identity import BlockView, IdentityView
from himpun.sops.rules.syllables import SOFT_HYPHEN
from himpun.sops.rules.table import LiveView, PaperSize, RowView, TableView

MM = 96 / 25.4
WIDTHS: dict[PaperSize, float] = {"a4": 277 * MM, "f4": 310 * MM, "a3": 400 * MM}
"""Of the page inside its margins."""
HEIGHTS: dict[PaperSize, float] = {"a4": 186 * MM, "f4": 191 * MM, "a3": 275 * MM}
TIME, NOTE, NUMBER, LIVE = 14 * MM, 22 * MM, 6 * MM, 52 * MM
GOODS, GOODS_ON_PAPER = 20 * MM, 34 * MM
"""What a row needs and gives, beside a run and without one."""
PADDING = 7

LETTER, LINE = 5.6, 14.3
"""Width of an average letter and height of a line at 8 pt."""
SMALL_LETTER, SMALL_LINE = 4.8, 12.4
"""The same at 7 pt."""
HEAD_LETTER, HEAD_LINE, HEAD_BESIDE = 4.6, 10.3, 26
"""The same at 6.4 pt, bold, and what a head has beside these lines."""
ROW_AT_LEAST, ROW_ON_A3, PENTAGON = 53, 44, 40
FOOT, LEGEND, MARGIN = 19, 24, 18
TITLE = 24
"""What a print begins with that has no identity block."""
SMALL_SHEET: dict[PaperSize, float] = {"a4": 192 * MM, "f4": 197 * MM}
SMALL_LIVE, SMALL_BESIDE = 54 * MM, 134 * MM
TINY_LETTER, TINY_LINE, SMALL_ROW = 4.1, 11.0, 34
"""At 6.4 pt, the smallest that is printed."""


@dataclass(frozen=True, slots=True)
class Beside:
    """How wide the columns beside the activity are."""

    performer: float
    goods: float
    note: float
    live: float


ON_A3 = Beside(16 * MM, 30 * MM, 40 * MM, 88 * MM)


def beside(table: TableView) -> Beside:
    """The columns of a table that is printed at the usual size."""
    if table.paper == "a3":
        return ON_A3
    goods = GOODS if table.head.live else GOODS_ON_PAPER
    return Beside(performer_width(table.performers), goods, NOTE, LIVE)


def performer_width(performers: int) -> float:
    """Of a column with symbols, in px, where nothing else is said."""
    return (16 if performers <= 5 else 13.5) * MM


def room_on_page(table: TableView) -> int:
    """What is left for rows between the head and the foot of a page."""
    return round(HEIGHTS[table.paper] - _head_height(table)) - FOOT - LEGEND - MARGIN


def room_below_identity(table: TableView) -> int:
    """The same on the page that begins with the identity block; it may be less than nothing."""
    return room_on_page(table) - _identity_height(table.identity, table.paper)


def heights_of(table: TableView) -> tuple[int, ...]:
    """The height of each row."""
    return tuple(_row_height(table, row) for row in table.rows)


def small_room(table: TableView) -> int:
    """What is left for rows where all is printed small, without the identity block."""
    return round(SMALL_SHEET[table.paper] - _head_height(table)) - FOOT - LEGEND


def small_heights_of(table: TableView) -> tuple[int, ...]:
    """The height of each row where they are printed small, the activity in a wider column."""
    width = WIDTHS[table.paper] - SMALL_BESIDE
    width -= table.performers * performer_width(table.performers)
    return tuple(_small_row(row, width) for row in table.rows)


def _small_row(row: RowView, width: float) -> int:
    others = ((row.requires, 20 * MM), (row.output, 18 * MM), (row.note, 26 * MM))
    lines = [lines_in(row.activity, width, TINY_LETTER)]
    lines += [lines_in(text, room, TINY_LETTER) for text, room in others]
    if row.live:
        said = _in_one(row.live)
        chips = sum(len(chip.name) + 6 for chip in row.live.chips)
        beside = lines_in(said, SMALL_LIVE, TINY_LETTER) if said else 0
        lines.append(1 + beside + (lines_in("x" * chips, SMALL_LIVE, TINY_LETTER) if chips else 0))
    return max(SMALL_ROW, round(max(lines) * TINY_LINE) + 5)


def _in_one(live: LiveView) -> str:
    return " ".join(f"{name} {value}" for name, value in live.lines)


def lines_in(text: str, width: float, letter: float) -> int:
    """How many lines a text takes in a cell, words kept whole where they fit."""
    room = max(1, int((width - PADDING) / letter))
    lines, used = 1, 0
    for word in text.split():
        if used and used + 1 + len(word) > room:
            lines, used = lines + 1, 0
        used += len(word) + bool(used)
        lines, used = lines + (used - 1) // room, (used - 1) % room + 1
    return lines


def _head_height(table: TableView) -> float:
    width = beside(table).performer
    titles = (title.replace(SOFT_HYPHEN, "") for title in table.head.performers)
    lines = max(lines_in(title, width, HEAD_LETTER) for title in titles)
    return HEAD_BESIDE + HEAD_LINE * lines


def _row_height(table: TableView, row: RowView) -> int:
    width = beside(table)
    goods, note = width.goods, width.note
    small = ((row.requires, goods), (row.time, TIME), (row.output, goods), (row.note, note))
    activity = lines_in(row.activity, _activity_width(table), LETTER) * LINE
    others = max(lines_in(text, width, SMALL_LETTER) for text, width in small) * SMALL_LINE
    least = ROW_ON_A3 if table.paper == "a3" else ROW_AT_LEAST
    live = _live_height(row.live, width.live, in_one=table.paper == "a3")
    return max(least, round(max(activity, others, live) + PADDING))


def _activity_width(table: TableView) -> float:
    width = beside(table)
    taken = NUMBER + TIME + 2 * width.goods + (width.note if table.head.notes else 0)
    taken += table.performers * width.performer
    return WIDTHS[table.paper] - taken - (width.live if table.head.live else 0)


def _live_height(live: LiveView | None, room: float, *, in_one: bool) -> float:
    """``in_one``: its lines follow each other in one paragraph."""
    if live is None:
        return 0
    if in_one:
        lines = lines_in(_in_one(live), room, SMALL_LETTER) if live.lines else 0
    else:
        lines = sum(lines_in(value, 0.7 * room, SMALL_LETTER) for _, value in live.lines)
    letters = sum(len(chip.name) + 6 for chip in live.chips)
    chips = lines_in("x" * letters, room, SMALL_LETTER) * 17 if live.chips else 0
    return LINE * lines_in(live.word, room - 18, LETTER) + SMALL_LINE * lines + chips


def _identity_height(identity: IdentityView, paper: PaperSize) -> int:
    half = WIDTHS[paper] / 2
    facts = len(identity.facts) * (SMALL_LINE + 6)
    blocks = sum(max(_block_height(a, half), _block_height(b, half)) for a, b in identity.pairs)
    return round(facts + blocks + 2 * PADDING)


def _block_height(block: BlockView, width: float) -> float:
    lines = 1 + sum(lines_in(f"1. {item}", width, SMALL_LETTER) for item in block.items)
    return lines * SMALL_LINE + 6
