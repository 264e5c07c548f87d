"""The table of an SOP as a page shows it: plain values, ready to be written out.

The register shows the paper alone; a running SOP adds how each row stands (``LiveView``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from himpun.sops.rules.drawing import Cell, State, line_kind
from himpun.sops.rules.identity import IdentityView
from himpun.sops.rules.paper import Shape

PaperSize = Literal["a4", "f4", "a3"]

STATE_WORDS: Mapping[State, str] = {
    "done": "Selesai",
    "now": "Sedang dikerjakan",
    "risk": "Berisiko",
    "late": "Terlambat",
    "back": "Dikembalikan",
    "wait": "Menunggu",
    "idle": "Belum",
    "none": "",
}


@dataclass(frozen=True, slots=True)
class ChipView:
    """A unit and how it stands."""

    name: str
    state: State
    href: str = ""

    @property
    def word(self) -> str:
        """The state in words."""
        return STATE_WORDS[self.state]


@dataclass(frozen=True, slots=True)
class LiveView:
    """How a row of a run stands. ``word``: "Terlambat 7 hari kerja, 1 unit"; ``lines``: pairs like
    ("tenggat", "24 Sep"); ``chips``: its units."""

    state: State
    word: str
    lines: tuple[tuple[str, str], ...] = ()
    chips: tuple[ChipView, ...] = ()


@dataclass(frozen=True, slots=True)
class SymbolView:
    """A symbol that a page may lead on from. ``label``: its name for those who cannot see it."""

    shape: Shape
    state: State
    label: str
    href: str = ""

    @property
    def marked(self) -> bool:
        """Is there something to say inside it?"""
        return self.state not in {"idle", "none"}


@dataclass(frozen=True, slots=True)
class CellView:
    """A performer's cell: its lines and, if one stands there, its symbol."""

    drawn: Cell
    symbol: SymbolView | None = None


@dataclass(frozen=True, slots=True)
class LinkView:
    """A pentagon between two pages, in its cell. ``at``: percent at which it stands; ``x``: percent
    at which its arrow runs."""

    letter: str
    at: int
    x: int
    went: bool
    back: bool

    @property
    def kind(self) -> str:
        """The class of its line."""
        return line_kind(went=self.went, back=self.back)


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of the paper. ``no`` is empty for a row that only holds the beginning or the end.

    ``flow``: where its ways lead, in words, where that is not simply the next row. ``symbol``: the
    row's own, for the list that a phone shows. ``links``: what a page break after this row draws,
    a tuple a column; None where the page goes on.
    """

    no: str
    key: str
    activity: str
    holders: str
    cells: tuple[CellView, ...]
    symbol: SymbolView
    questions: tuple[str, ...] = ()
    requires: str = ""
    time: str = ""
    output: str = ""
    note: str = ""
    flow: str = ""
    live: LiveView | None = None
    href: str = ""
    current: bool = False
    finished: bool = False
    links: tuple[tuple[LinkView, ...], ...] | None = None


@dataclass(frozen=True, slots=True)
class HeadView:
    """Heads of the columns. ``live``: head of the column that tells the run, "" without one;
    ``notes``: does the SOP have a Keterangan; ``footer``: stands under every printed page;
    ``title``: what a print without the identity block begins with, and whose it is."""

    performers: tuple[str, ...]
    notes: bool
    live: str = ""
    footer: str = ""
    title: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class TableView:
    """The whole table, with the identity block that a print begins with.

    ``identity_alone``: it has a page of its own, where it leaves too little room for the table.
    ``few_sheets``: printed without the identity block, on one sheet where it fits: small, on A3
    at the usual size.
    """

    head: HeadView
    rows: tuple[RowView, ...]
    identity: IdentityView
    paper: PaperSize = "a4"
    identity_alone: bool = False
    few_sheets: bool = False

    @property
    def performers(self) -> int:
        """How many columns have symbols."""
        return len(self.head.performers)

    @property
    def small(self) -> bool:
        """Is everything printed at the smallest size?"""
        return self.few_sheets and self.paper != "a3"

    @property
    def sheets(self) -> int:
        """On how many sheets it is printed."""
        return 1 + self.identity_alone + sum(row.links is not None for row in self.rows)

    @property
    def columns(self) -> int:
        """How many columns the table has in all."""
        return 5 + self.performers + self.head.notes + bool(self.head.live)

    @property
    def plain_columns(self) -> int:
        """How many columns stand between the performers and what tells the run."""
        return 3 + self.head.notes
