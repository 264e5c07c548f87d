"""How high a row will be in print, estimated from its text: no script measures anything.

All in px of a print (96 to the inch). The widths are those of ``print.css``; the estimate is on the
high side, for a page that breaks early is better than an arrow cut without its pentagon.
"""

from himpun.sops.rules.identity import BlockView, IdentityView
from himpun.sops.rules.table import LiveView, PaperSize, RowView, TableView

MM = 96 / 25.4
WIDTHS: dict[PaperSize, float] = {"a4": 277 * MM, "f4": 310 * MM}
"""Of the page inside its margins."""
HEIGHTS: dict[PaperSize, float] = {"a4": 186 * MM, "f4": 191 * MM}
COLUMNS = {"no": 6 * MM, "requires": 20 * MM, "time": 14 * MM, "output": 20 * MM, "note": 18 * MM}
LIVE = 52 * MM
PADDING = 8

LETTER, LINE = 5.7, 14.6
"""Width of an average letter and height of a line at 8 pt."""
SMALL_LETTER, SMALL_LINE = 4.9, 12.8
"""The same at 7 pt."""
ROW_AT_LEAST = 46
HEAD, FOOT, LEGEND, PENTAGON = 84, 18, 22, 46
LEAST_BELOW_IDENTITY = 200


def performer_width(performers: int) -> float:
    """Of a column with symbols, in px."""
    return (16 if performers <= 5 else 13.5) * MM


def room_on_page(table: TableView) -> int:
    """What is left for rows between the head and the foot of a page."""
    return round(HEIGHTS[table.paper]) - HEAD - FOOT - LEGEND - PENTAGON


def room_on_first(table: TableView) -> int:
    """The same below the identity block; all of a page where the block stands alone."""
    if identity_stands_alone(table):
        return room_on_page(table)
    return room_on_page(table) - _identity_height(table.identity, table.paper)


def identity_stands_alone(table: TableView) -> bool:
    """Does the block leave too little room for the table to begin below it?"""
    left = room_on_page(table) - _identity_height(table.identity, table.paper)
    return left < min(sum(heights_of(table)), LEAST_BELOW_IDENTITY)


def heights_of(table: TableView) -> tuple[int, ...]:
    """The height of each row."""
    return tuple(_row_height(table, row) for row in table.rows)


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


def _row_height(table: TableView, row: RowView) -> int:
    small = (
        (row.requires, COLUMNS["requires"]),
        (row.time, COLUMNS["time"]),
        (row.output, COLUMNS["output"]),
        (row.note, COLUMNS["note"]),
    )
    activity = lines_in(row.activity, _activity_width(table), LETTER) * LINE
    activity += bool(row.questions) * SMALL_LINE
    others = max(lines_in(text, width, SMALL_LETTER) for text, width in small) * SMALL_LINE
    needed = max(activity, others, _live_height(row.live)) + PADDING
    return max(ROW_AT_LEAST, round(needed))


def _activity_width(table: TableView) -> float:
    taken = sum(COLUMNS.values()) - (0 if table.head.notes else COLUMNS["note"])
    taken += table.performers * performer_width(table.performers)
    return WIDTHS[table.paper] - taken - (LIVE if table.head.live else 0)


def _live_height(live: LiveView | None) -> float:
    if live is None:
        return 0
    width = 0.7 * LIVE
    lines = sum(lines_in(value, width, SMALL_LETTER) for _, value in live.lines)
    letters = sum(len(chip.name) + 6 for chip in live.chips)
    chips = lines_in("x" * letters, LIVE, SMALL_LETTER) * 17 if live.chips else 0
    return LINE * lines_in(live.word, LIVE - 18, LETTER) + SMALL_LINE * lines + chips


def _identity_height(identity: IdentityView, paper: PaperSize) -> int:
    half = WIDTHS[paper] / 2
    facts = len(identity.facts) * (SMALL_LINE + 6)
    blocks = sum(max(_block_height(a, half), _block_height(b, half)) for a, b in identity.pairs)
    return round(facts + blocks + 2 * PADDING)


def _block_height(block: BlockView, width: float) -> float:
    lines = 1 + sum(lines_in(f"1. {item}", width, SMALL_LETTER) for item in block.items)
    return lines * SMALL_LINE + 6
