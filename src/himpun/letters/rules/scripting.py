"""The light text form of a paper's body: what people edit in a text box, and what is compared.

    # Bab            ## Subbab           > teks di tengah       --- halaman baru
    1. butir         a. butir            - butir                (dua spasi: di bawahnya)
    Hari :: Senin    baris dengan titik dua; daftar di bawahnya masuk dua spasi
    [x] dipilih      [ ] tidak           [kotak: 2] dua kolom    [garis: 3] garis kosong
    | No | Uraian |  tabel; di bawah kepalanya |-:|---| (lebar dan rata), |==| sebelum jumlah
    === Judul [mendatar] [bertanda tangan]   lampiran

Every other line is a paragraph. `write` and `read` are each other's inverse, up to `normal`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby

from himpun.letters.rules.document import (
    Attachment,
    Block,
    Check,
    Checks,
    Column,
    Fields,
    Heading,
    Item,
    Listing,
    Paragraph,
    Row,
    Ruled,
    Table,
)
from himpun.letters.rules.emphasis import escaped, flat, normal_text, typed

INDENT = "  "
DEEPEST = 3
GUARD = "\\ "
"""Before a paragraph that would be read as something else."""
STARTS = r"#{1,2} |> |---$|===|\[|\||-(?: |$)|\d{1,4}\.(?: |$)|[a-z]{1,2}\.(?: |$)|\\ "
MARKED = re.compile(STARTS + r"|.* ::(?: |$)")
MARKED_LABEL = re.compile(STARTS)
LANDSCAPE, SIGNED = "[mendatar]", "[bertanda tangan]"
MOST_RULED, MOST_BOX_COLUMNS, WIDEST, HIGHEST = 40, 4, 40, 60


@dataclass(frozen=True, slots=True)
class Script:
    """What is typed: the body, and attachments (title, body, landscape and signed only)."""

    body: tuple[Block, ...] = ()
    attachments: tuple[Attachment, ...] = ()


def write(script: Script) -> str:
    """A body and its attachments as they are typed."""
    parts = list(_blocks(script.body))
    for part in script.attachments:
        marks = f" {LANDSCAPE}" * part.landscape + f" {SIGNED}" * part.signed
        title = escaped(flat(part.title)).strip(" ").replace("[", "\\[")
        parts.append(f"=== {title}{marks}".rstrip(" "))
        parts += _blocks(part.body)
    return "\n\n".join(parts) + "\n" if parts else ""


def _blocks(blocks: Sequence[Block]) -> Iterator[str]:
    before: Block | None = None
    for block in blocks:
        yield "\n".join(_lines(block, before))
        before = block


def _lines(block: Block, before: Block | None) -> Iterator[str]:
    match block:
        case Paragraph(text, centred):
            yield f"> {typed(text)}" if centred else _guarded(typed(text))
        case Heading(text, level):
            yield f"{'#' * level} {typed(text)}"
        case Listing():
            yield from _list_lines(block, "")
        case Fields(rows):
            yield from chain.from_iterable(map(_row_lines, rows))
        case Table():
            yield from _table_lines(block)
        case Checks():
            yield from _box_lines(block, before)
        case _:
            yield f"[garis: {block.lines}]" if isinstance(block, Ruled) else "---"


def _guarded(said: str) -> str:
    return GUARD + said if MARKED.match(said) else said


def _box_lines(block: Checks, before: Block | None) -> Iterator[str]:
    if block.columns != 1 or isinstance(before, Checks):
        yield f"[kotak: {block.columns}]"
    yield from (f"[{'x' if item.checked else ' '}] {typed(item.text)}" for item in block.items)


def label_of(style: str, number: int) -> str:
    """How the nth item of a list is marked, from 1: `12.`, `c.`, `-`; after z. comes aa."""
    if style == "number":
        return f"{number}."
    if style == "bullet":
        return "-"
    first, second = divmod(number - 1, 26)
    return f"{chr(96 + first) if first else ''}{chr(97 + second)}."


def _list_lines(block: Listing, indent: str) -> Iterator[str]:
    for number, item in enumerate(block.items, start=1):
        yield f"{indent}{label_of(block.style, number)} {typed(item.text)}"
        if item.inner is not None:
            yield from _list_lines(item.inner, indent + INDENT)


def _row_lines(row: Row) -> Iterator[str]:
    yield f"{_label(row.label)} :: {typed(row.text)}".rstrip(" ")
    if row.inner is not None:
        yield from _list_lines(row.inner, INDENT)


def _label(label: str) -> str:
    """A label, so that it is not read as what it may look like: `1\\. Dasar`, `\\- lain`."""
    said = escaped(label)
    if not MARKED_LABEL.match(f"{said} "):
        return said
    return said.replace(".", "\\.", 1) if said[0].isalnum() else "\\" + said


def _table_lines(table: Table) -> Iterator[str]:
    options = [f"tinggi {table.height}"] * bool(table.height) + ["kecil"] * table.small
    if options:
        yield f"[tabel: {', '.join(options)}]"
    yield from (_cells(escaped(said) for said in row) for row in table.header)
    yield f"|{'|'.join(_rule(column) for column in table.columns)}|"
    body = len(table.rows) - table.totals
    yield from (_cells(typed(cell) for cell in row) for row in table.rows[:body])
    if table.totals:
        yield f"|{'|'.join('==' for _ in table.columns)}|"
        yield from (_cells(typed(cell) for cell in row) for row in table.rows[body:])


def _cells(said: Iterator[str]) -> str:
    return f"| {' | '.join(said)} |"


def _rule(column: Column) -> str:
    dashes = "-" * column.weight
    return {"left": dashes, "right": f"{dashes}:", "center": f":{dashes}:"}[column.align]


# ---- the normal form: what typing keeps


def normal(script: Script) -> Script:
    """A script as it comes back from typing: empty blocks gone, neighbours of one kind joined."""
    attachments = (
        Attachment(
            title=flat(part.title).strip(" "),
            body=_normal_blocks(part.body),
            landscape=part.landscape,
            signed=part.signed,
        )
        for part in script.attachments
    )
    return Script(_normal_blocks(script.body), tuple(attachments))


def _normal_blocks(blocks: Sequence[Block]) -> tuple[Block, ...]:
    kept = [made for block in blocks if (made := _normal(block)) is not None]
    out: list[Block] = []
    for _, same in groupby(kept, key=_joins):
        first, *others = same
        out.append(_together(first, others) if others else first)
    return tuple(out)


def _joins(block: Block) -> object:
    """Neighbours with the same key are read as one block."""
    if isinstance(block, Listing) and block.style == "bullet":
        return "bullet"
    return "fields" if isinstance(block, Fields) else object()


def _together(first: Block, others: Sequence[Block]) -> Block:
    if isinstance(first, Listing):
        more = [item for other in others if isinstance(other, Listing) for item in other.items]
        return replace(first, items=(*first.items, *more))
    if isinstance(first, Fields):
        rows = [row for other in others if isinstance(other, Fields) for row in other.rows]
        return Fields((*first.rows, *rows))
    return first


def _normal(block: Block) -> Block | None:
    match block:
        case Paragraph(text, centred):
            said = normal_text(text)
            return Paragraph(said, centred) if said else None
        case Heading(text, level):
            said = normal_text(text)
            return Heading(said, level) if said else None
        case Listing():
            return _normal_list(block)
        case Fields(rows):
            kept = tuple(made for row in rows if (made := _normal_row(row)) is not None)
            return Fields(kept) if kept else None
        case Table():
            return _normal_table(block)
        case Checks(items, columns):
            boxes = tuple(Check(normal_text(item.text), item.checked) for item in items)
            return Checks(boxes, columns) if boxes else None
        case _:
            return block


def _normal_list(block: Listing, depth: int = 1) -> Listing | None:
    items = tuple(
        Item(
            normal_text(item.text),
            _normal_list(item.inner, depth + 1) if item.inner and depth < DEEPEST else None,
        )
        for item in block.items
    )
    return Listing(items, block.style) if items else None


def _normal_row(row: Row) -> Row | None:
    label = flat(row.label).replace("::", ":").strip(" ")
    inner = _normal_list(row.inner) if row.inner else None
    return Row(label, normal_text(row.text), inner) if label else None


def _normal_table(table: Table) -> Table | None:
    if not table.columns:
        return None
    header = tuple(tuple(flat(said).strip(" ") for said in row) for row in table.header)
    rows = tuple(tuple(normal_text(cell) for cell in row) for row in table.rows)
    return replace(table, header=header, rows=rows)
