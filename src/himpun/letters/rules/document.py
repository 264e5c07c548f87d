"""What a paper says, as plain text: all that typesetting needs, and nothing of how it is set.

A text is a text: whatever looks like a mark-up, a path or an address stays what was written.
What is not known before the signature (number, date, who signs in which capacity) is a `Blank`:
room that typesetting keeps free and whose place it answers, so that it is filled in afterwards.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Literal, TypeAlias, TypeVar

from himpun.letters.rules.places import SIGNATURE

Layout = Literal["surat", "naskah", "keputusan", "disposisi"]
PageSize = Literal["A4", "F4"]
ListStyle = Literal["number", "letter", "bullet"]
Align = Literal["left", "right", "center"]

# The names of blank fields; `places` has the whole list.
NUMBER, DATE, OFFICE, NAME, RANK, NIP = "nomor", "tanggal", "jabatan", "nama", "pangkat", "nip"
STATEMENT = "keterangan"
"""How it was signed: the sentence in the foot, filled in when that is known."""


# ---- texts


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one kind."""

    text: str
    bold: bool = False
    italic: bool = False


Text: TypeAlias = tuple[Run, ...]


def plain(text: str) -> Text:
    """A text without emphasis; empty stays empty."""
    return (Run(text),) if text else ()


def words(text: Text) -> str:
    """The characters of a text, without its emphasis."""
    return "".join(run.text for run in text)


@dataclass(frozen=True, slots=True)
class Blank:
    """Room for what is filled in later, `lines` lines high; its field's name is its own."""

    field: str
    lines: int = 1


Line: TypeAlias = tuple[str | Blank, ...]
"""One printed line: "Painan, " and the date's blank."""


def line(*parts: str | Blank) -> Line:
    """`line("Painan, ", Blank("tanggal"))`; empty texts are left out."""
    return tuple(part for part in parts if part != "")


# ---- blocks of a body


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: Text
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1 is a chapter, 2 a section of it."""

    text: Text
    level: int = 1


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list, with a list of its own below it or None."""

    text: Text
    inner: "Listing | None" = None


@dataclass(frozen=True, slots=True)
class Listing:
    """1. 2. 3., a. b. c., or dashes; counted by the typesetter."""

    items: tuple[Item, ...]
    style: ListStyle = "number"


@dataclass(frozen=True, slots=True)
class Row:
    """`Hari : Senin`, `Menimbang : a. bahwa …`: a label, and a text, a list or both."""

    label: str
    text: Text = ()
    inner: Listing | None = None


@dataclass(frozen=True, slots=True)
class Fields:
    """Rows whose colons stand below each other."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """`weight`: its share of the width, from 1."""

    weight: int = 1
    align: Align = "left"


# In a table's header only: this cell belongs to its left neighbour, or to the one above.
LEFT, ABOVE = "<", "^"


@dataclass(frozen=True, slots=True)
class Table:
    """Cells row by row; every row as long as `columns`.

    `header` rows are repeated on each page; a cell LEFT or ABOVE is joined with its neighbour.
    `totals`: so many last rows are set bold. `height`: the least height of a row in millimetres,
    for what is written by hand. `small`: figures in many columns.
    """

    columns: tuple[Column, ...]
    header: tuple[tuple[str, ...], ...] = ()
    rows: tuple[tuple[Text, ...], ...] = ()
    totals: int = 0
    height: int = 0
    small: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    text: Text
    checked: bool = False


@dataclass(frozen=True, slots=True)
class Checks:
    """Boxes to tick, in one or more columns."""

    items: tuple[Check, ...]
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Ruled:
    """Empty ruled lines, to be written on by hand."""

    lines: int


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


Block: TypeAlias = (
    Paragraph | Heading | Listing | Fields | Table | Checks | Ruled | PageBreak
)  # fmt: skip


# ---- what stands around a body


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of an agency's papers: `lines` (government, agency), then where it is reached.

    `logo`: bytes of a PNG or JPEG, or empty.
    """

    lines: tuple[str, ...]
    contact: tuple[str, ...] = ()
    logo: bytes = b""


@dataclass(frozen=True, slots=True)
class HeadField:
    """A row at the head: `Nomor :`, `Sifat : Segera`."""

    label: str
    value: Line


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: the lines above the room for the signature, and those below it.

    `mark` names the room, for a digital signature; empty where it is only ever signed by hand.
    The first line below is the name, and stands out.
    """

    above: tuple[Line, ...]
    below: tuple[Line, ...]
    mark: str = SIGNATURE


def signer(*before: Line) -> Signature:
    """Who signs when that is not known yet; `before`: lines above the office ("Ditetapkan di …").

    The office is printed with its capacity as officials do: `Plt. KEPALA DINAS …`, or
    `a.n. KEPALA DINAS …` with the signer's own office on a line below.
    """
    below = (line(Blank(NAME)), line(Blank(RANK)), line(Blank(NIP)))
    return Signature(above=(*before, line(Blank(OFFICE, 3))), below=below)


@dataclass(frozen=True, slots=True)
class Initial:
    """A row of the table of paraf: the office that initials, in order from 1."""

    order: int
    office: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """What follows on pages of its own.

    `heading`: lines at its top right ("Lampiran Keputusan …", "Nomor …"). `signed`: the signer's
    office and name stand at its end once more, without a room for a second signature.
    """

    title: str
    body: tuple[Block, ...]
    heading: tuple[Line, ...] = ()
    landscape: bool = False
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper.

    surat: date at the right, `head` (Nomor, Sifat, Lampiran, Hal), recipients, body, signature,
    copies. naskah: `title` in the middle with the number below it, `head` as rows, body,
    signatures. keputusan: title, number, TENTANG `subject`, `opening` (the office, in capitals),
    body. disposisi: half a folio, head in two columns, body.

    `number` and `date` empty: the paper has none there. `recipients`: who it is for, one text
    each; more than MANY_RECIPIENTS go to a list at the end. `qr`: the text of the code in each
    page's foot, or empty; `foot`: the sentence beside it. `draft`: KONSEP stands across the pages.
    """

    kind: str
    layout: Layout
    subject: str
    letterhead: Letterhead | None = None
    page: PageSize = "F4"
    landscape: bool = False
    title: tuple[str, ...] = ()
    number: Line = ()
    opening: str = ""
    date: Line = ()
    head: tuple[HeadField, ...] = ()
    recipients: tuple[str, ...] = ()
    recipients_at: str = "Tempat"
    body: tuple[Block, ...] = ()
    signatures: tuple[Signature, ...] = ()
    initials: tuple[Initial, ...] = ()
    copies: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    qr: str = ""
    foot: Line = ()
    draft: bool = False


MANY_RECIPIENTS = 5
LONGEST_PAGES = 90
LONGEST_TEXT = 400_000


# ---- what typesetting takes beside the paper


@dataclass(frozen=True, slots=True)
class Embedded:
    """A file inside the PDF: the figures that the paper shows, for a machine."""

    name: str
    mime: str
    content: bytes
    description: str


# ---- walking through


def parts_of(value: Any) -> Iterator[Any]:
    """Everything a document consists of, itself first, from its beginning to its end."""
    yield value
    if isinstance(value, tuple):
        for inner in value:
            yield from parts_of(inner)
    elif is_dataclass(value):
        for field in fields(value):
            yield from parts_of(getattr(value, field.name))


def blanks_in(document: Document) -> frozenset[str]:
    """The names of the fields that are still to be filled in."""
    return frozenset(part.field for part in parts_of(document) if isinstance(part, Blank))


T = TypeVar("T")


def filled(part: T, values: Mapping[str, str]) -> T:
    """The same document, or part of one, with the blanks that `values` names written out."""
    return _filled(part, values)  # type: ignore[no-any-return]


def _filled(part: Any, values: Mapping[str, str]) -> Any:
    if isinstance(part, Blank):
        return values.get(part.field, part)
    if isinstance(part, tuple):
        return tuple(_filled(inner, values) for inner in part)
    if is_dataclass(part) and not isinstance(part, type):
        changed = {f.name: _filled(getattr(part, f.name), values) for f in fields(part)}
        return replace(part, **changed)
    return part
