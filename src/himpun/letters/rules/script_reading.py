"""Reads the light text form of a paper's body (see `scripting`), or says what is wrong where."""

import re
from dataclasses import dataclass, field

from himpun.letters.rules.document import (
    Align,
    Attachment,
    Block,
    Check,
    Checks,
    Column,
    Fields,
    Heading,
    Item,
    Listing,
    ListStyle,
    PageBreak,
    Paragraph,
    Row,
    Ruled,
    Table,
    Text,
)
from himpun.letters.rules.emphasis import flat, read_text, unescaped
from himpun.letters.rules.scripting import (
    DEEPEST,
    GUARD,
    HIGHEST,
    LANDSCAPE,
    MOST_BOX_COLUMNS,
    MOST_RULED,
    SIGNED,
    WIDEST,
    Script,
    label_of,
)
from himpun.office.rules import Refused

ITEM = re.compile(r"( *)(-|\d{1,4}\.|[a-z]{1,2}\.)(?: (.*))?")
ROW = re.compile(r"((?:(?! ::).)+) ::(?: (.*))?")
CHECK = re.compile(r"\[([ xX])\] ?(.*)")
BOXES = re.compile(r"\[kotak: *(\d{1,3})\]")
RULED = re.compile(r"\[garis: *(\d{1,3})\]")
TABLE = re.compile(r"\[tabel: *([^\]]*)\]")
HEIGHT = re.compile(r"tinggi (\d{1,3})")
RULE = re.compile(r"\|(?::?-+:?\|)+")
TOTAL = re.compile(r"\|(?:=+\|)+")
HEADING = re.compile(r"(#{1,2}) (.*)")
CELL = re.compile(r"((?:\\.|[^\\|])*)\|")
MOST_SAID = 5


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong in a typed text, and in which line, counted from 1."""

    line: int
    sentence: str

    def __str__(self) -> str:
        return f"Baris {self.line}: {self.sentence}"


def read(text: str) -> Script:
    """What a typed text says. Refuses with every mistake and its line (at most MOST_SAID)."""
    script, mistakes = reading(text)
    if mistakes:
        more = len(mistakes) - MOST_SAID
        said = " ".join(str(mistake) for mistake in mistakes[:MOST_SAID])
        raise Refused(said + (f" Dan {more} kesalahan lain." if more > 0 else ""))
    return script


def reading(text: str) -> tuple[Script, tuple[Mistake, ...]]:
    """What a typed text says as far as it can be read, and its mistakes in order."""
    reader = _Reader()
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        reader.line(number, flat(line).rstrip(" "))
    return reader.script(), tuple(sorted(reader.mistakes, key=lambda mistake: mistake.line))


@dataclass(slots=True)
class _List:
    """A list that is being read: how far it stands in, and its items with their lists."""

    indent: int
    style: ListStyle
    items: list[tuple[Text, "_List | None"]] = field(default_factory=list)

    def made(self) -> Listing:
        items = (Item(text, inner.made() if inner else None) for text, inner in self.items)
        return Listing(tuple(items), self.style)


@dataclass(slots=True)
class _Rows:
    rows: list[tuple[str, Text, "_List | None"]] = field(default_factory=list)

    def made(self) -> Fields:
        said = (
            Row(label, text, inner.made() if inner else None) for label, text, inner in self.rows
        )
        return Fields(tuple(said))


@dataclass(slots=True)
class _Boxes:
    columns: int
    items: list[Check] = field(default_factory=list)

    def made(self) -> Checks | None:
        return Checks(tuple(self.items), self.columns) if self.items else None


@dataclass(slots=True)
class _Grid:
    """A table that is being read; a row is kept with its line."""

    height: int = 0
    small: bool = False
    columns: list[Column] = field(default_factory=list)
    above: list[list[str]] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    totals: int | None = None

    def made(self) -> Table | None:
        columns = self.columns or [Column()] * max((len(row) for row in self.above), default=0)
        header, rows = (self.above, self.rows) if self.columns else ([], self.above)
        if not columns:
            return None
        return Table(
            tuple(columns),
            tuple(tuple(unescaped(said) for said in row) for row in header),
            tuple(tuple(read_text(said) for said in row) for row in rows),
            0 if self.totals is None else len(rows) - self.totals,
            self.height,
            self.small,
        )


_Open = _List | _Rows | _Boxes | _Grid


class _Reader:
    """Goes through the lines; `open` is the block that the next line may still belong to."""

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []
        self.parts: list[tuple[str, list[Block]]] = [("", [])]
        self.open: _Open | None = None
        self.gap = True
        self.number = 0

    def script(self) -> Script:
        self.close()
        attachments = (_attachment(title, body) for title, body in self.parts[1:])
        return Script(tuple(self.parts[0][1]), tuple(attachments))

    def wrong(self, sentence: str) -> None:
        self.mistakes.append(Mistake(self.number, sentence))

    def close(self) -> None:
        made = self.open.made() if self.open else None
        self.open = None
        if made is not None:
            self.parts[-1][1].append(made)

    def add(self, block: Block) -> None:
        self.close()
        self.parts[-1][1].append(block)

    def line(self, number: int, line: str) -> None:
        self.number = number
        if not line:
            self.gap = True
            return
        if not any(take(line) for take in (self.table, self.item, self.option, self.marked)):
            self.row_or_paragraph(line)
        self.gap = False

    # ---- one kind of line each: was it one?

    def item(self, line: str) -> bool:
        found = ITEM.fullmatch(line)
        if found is None:
            return False
        indent, label, text = len(found[1]), found[2], read_text(found[3] or "")
        style: ListStyle = (
            "bullet" if label == "-" else "number" if label[0].isdigit() else "letter"
        )
        home = self._list_for(indent, style, label)
        if home is None:
            return False
        home.items.append((text, None))
        return True

    def _list_for(self, indent: int, style: ListStyle, label: str) -> _List | None:
        """The list that an item belongs to, an open one or a new one; None: it is no item."""
        path = self._path()
        for home in reversed(path):
            if home.indent <= indent < home.indent + 2 and home.style == style:
                if len(label) == 3 and label != label_of(style, len(home.items) + 1):
                    return home if style == "number" else None
                starts = self.gap and label in {"1.", "a."} and home is path[0] and indent == 0
                if not starts:
                    return home
            if home.indent + 2 <= indent:
                return self._below(home, len(path), style, label)
        if indent >= 2 and isinstance(self.open, _Rows) and self.open.rows:
            return self._below_row(self.open, style, label)
        if indent or (len(label) == 3 and style == "letter"):
            return None
        self.close()
        self.open = _List(0, style)
        return self.open

    def _path(self) -> list[_List]:
        """The open lists, the outermost first; below a row they stand in two blanks."""
        if isinstance(self.open, _Rows):
            step = self.open.rows[-1][2] if self.open.rows else None
        else:
            step = self.open if isinstance(self.open, _List) else None
        path: list[_List] = []
        while step is not None:
            path.append(step)
            step = step.items[-1][1] if step.items else None
        return path

    def _below(self, home: _List, depth: int, style: ListStyle, label: str) -> _List | None:
        if not home.items:
            return None
        if depth >= DEEPEST:
            self.wrong(f"daftar hanya dapat bertingkat {DEEPEST}.")
            return home
        text, inner = home.items[-1]
        if inner is not None:
            self.wrong(f"tanda “{label}” tidak sama dengan butir-butir sebelumnya.")
            return inner
        made = _List(home.indent + 2, style)
        home.items[-1] = (text, made)
        return made

    def _below_row(self, rows: _Rows, style: ListStyle, label: str) -> _List:
        name, text, inner = rows.rows[-1]
        if inner is not None:
            self.wrong(f"tanda “{label}” tidak sama dengan butir-butir sebelumnya.")
            return inner
        made = _List(2, style)
        rows.rows[-1] = (name, text, made)
        return made

    def table(self, line: str) -> bool:
        options = TABLE.fullmatch(line)
        if options:
            self.close()
            self.open = self._grid(options[1])
            return True
        if not line.startswith("|"):
            return False
        if not isinstance(self.open, _Grid) or (
            self.gap and (self.open.columns or self.open.above)
        ):
            self.close()
            self.open = _Grid()
        self._table_line(self.open, line)
        return True

    def _grid(self, options: str) -> _Grid:
        grid = _Grid()
        for option in filter(None, (part.strip(" ") for part in options.split(","))):
            height = HEIGHT.fullmatch(option)
            if height and int(height[1]) <= HIGHEST:
                grid.height = int(height[1])
            elif option == "kecil":
                grid.small = True
            else:
                self.wrong(f"pilihan tabel “{option}” tidak dikenal (tinggi 1–{HIGHEST}, kecil).")
        return grid

    def _table_line(self, grid: _Grid, line: str) -> None:
        if RULE.fullmatch(line) and not grid.columns:
            grid.columns = [self._column(rule) for rule in line.strip("|").split("|")]
            wrong = [row for row in grid.above if len(row) != len(grid.columns)]
            if wrong:
                self.wrong(f"kepala tabel tidak memiliki {len(grid.columns)} kolom.")
        elif TOTAL.fullmatch(line) and grid.columns and grid.totals is None:
            grid.totals = len(grid.rows)
        else:
            self._table_row(grid, line)

    def _table_row(self, grid: _Grid, line: str) -> None:
        if not line.endswith("|") or line.endswith("\\|"):
            line += "|"
        cells = [said.strip(" ") for said in CELL.findall(line[1:])]
        width = len(grid.columns) or (len(grid.above[0]) if grid.above else len(cells))
        if len(cells) != width:
            self.wrong(f"baris tabel memiliki {len(cells)} kolom, seharusnya {width}.")
            cells = (cells + [""] * width)[:width]
        (grid.rows if grid.columns else grid.above).append(cells)

    def _column(self, rule: str) -> Column:
        weight = rule.count("-")
        if weight > WIDEST:
            self.wrong(f"lebar kolom paling banyak {WIDEST} tanda “-”.")
        align: Align = "left"
        if rule.endswith(":"):
            align = "center" if rule.startswith(":") else "right"
        return Column(min(weight, WIDEST), align)

    def option(self, line: str) -> bool:
        boxes, ruled, check = (how.fullmatch(line) for how in (BOXES, RULED, CHECK))
        if boxes:
            columns = self._at_most(int(boxes[1]), MOST_BOX_COLUMNS, "kolom kotak")
            self.close()
            self.open = _Boxes(columns)
        elif ruled:
            self.add(Ruled(self._at_most(int(ruled[1]), MOST_RULED, "garis")))
        elif check:
            if not isinstance(self.open, _Boxes):
                self.close()
                self.open = _Boxes(1)
            self.open.items.append(Check(read_text(check[2]), check[1] != " "))
        return bool(boxes or ruled or check)

    def _at_most(self, number: int, most: int, what: str) -> int:
        if not 1 <= number <= most:
            self.wrong(f"banyaknya {what} antara 1 dan {most}.")
        return max(1, min(number, most))

    def marked(self, line: str) -> bool:
        heading = HEADING.fullmatch(line)
        if heading:
            self.add(Heading(read_text(heading[2]), len(heading[1])))
        elif line.startswith("> "):
            self.add(Paragraph(read_text(line[2:]), centred=True))
        elif line == "---":
            self.add(PageBreak())
        elif line == "===" or line.startswith("=== "):
            self.close()
            self.parts.append((line[3:], []))
        else:
            return False
        return True

    def row_or_paragraph(self, line: str) -> None:
        row = ROW.fullmatch(line)
        if row and not line.startswith(GUARD):
            if not isinstance(self.open, _Rows):
                self.close()
                self.open = _Rows()
            self.open.rows.append((unescaped(row[1]).strip(" "), read_text(row[2] or ""), None))
        else:
            self.add(Paragraph(read_text(line.removeprefix(GUARD))))


def _attachment(title: str, body: list[Block]) -> Attachment:
    # The blank before a mark tells it from an escaped one, which belongs to the title.
    signed = title.endswith(f" {SIGNED}")
    title = title.removesuffix(f" {SIGNED}")
    landscape = title.endswith(f" {LANDSCAPE}")
    title = unescaped(title.removesuffix(f" {LANDSCAPE}")).strip(" ")
    return Attachment(title=title, body=tuple(body), landscape=landscape, signed=signed)
