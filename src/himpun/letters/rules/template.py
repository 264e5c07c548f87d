"""An agency's template for a kind of paper: data that is checked before it is used.

It holds texts, their order, and names in braces from a closed list (`placeholders`). It is stored
as JSON in the shape of `dump`; whatever is not of that shape is told with its place.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from himpun.letters.rules.kinds import Kind
from himpun.letters.rules.placeholders import BLANKS, BLOCKS, LISTS, TEXTS, BadBrace, pieces
from himpun.letters.rules.places import OTHER_SIGNATURE, SIGNATURE
from himpun.letters.rules.script_reading import reading

LONGEST_LINE, LONGEST_BODY, MOST_ENTRIES = 500, 40_000, 60
MARKS = (SIGNATURE, OTHER_SIGNATURE, "")
SHAPE: Mapping[str, type[Any]] = {
    "title": str, "number": str, "subject": str, "opening": str, "date": str, "head": list,
    "recipients": list, "recipients_at": str, "body": str, "signatures": list, "copies": list,
    "landscape": bool,
}  # fmt: skip
WORDS: Mapping[str, str] = {
    "title": "Judul", "number": "Nomor", "subject": "Hal", "opening": "Pembuka",
    "date": "Tempat dan tanggal",
    "head": "Kepala naskah", "recipients": "Penerima", "recipients_at": "Alamat penerima",
    "body": "Isi", "signatures": "Tanda tangan", "copies": "Tembusan", "landscape": "Mendatar",
}  # fmt: skip
# Where a field that is filled in at signing may stand: never in what people edit.
WITH_BLANKS = frozenset({"number", "date", "head", "signatures"})


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signs: lines above and below the room; `mark` "" is signed on paper only."""

    above: tuple[str, ...]
    below: tuple[str, ...]
    mark: str = SIGNATURE


@dataclass(frozen=True, slots=True)
class Template:
    """Texts with names in braces.

    `title` lines are parted by a new line and printed in capitals, as `opening` is; `number` stands
    below the title, in letters and memos it is a row of `head` instead, whose rows are (label,
    value). `body` is the light text form.
    """

    title: str = ""
    number: str = ""
    subject: str = ""
    opening: str = ""
    date: str = ""
    head: tuple[tuple[str, str], ...] = ()
    recipients: tuple[str, ...] = ()
    recipients_at: str = ""
    body: str = ""
    signatures: tuple[Signed, ...] = ()
    copies: tuple[str, ...] = ()
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a template and where: "Isi, baris 4"."""

    place: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"


def dump(template: Template) -> dict[str, Any]:
    """The template as JSON."""
    said: dict[str, Any] = json.loads(json.dumps(asdict(template)))
    return said


def load(body: Mapping[str, Any]) -> Template:
    """A template from JSON in which `mistakes_in` found nothing."""
    signatures = (
        Signed(tuple(one["above"]), tuple(one["below"]), one.get("mark", SIGNATURE))
        for one in body.get("signatures", ())
    )
    head = ((label, value) for label, value in body.get("head", ()))
    lists: dict[str, Any] = {name: tuple(body.get(name, ())) for name in ("recipients", "copies")}
    texts = {
        name: body[name]
        for name, kind in SHAPE.items()
        if kind in (str, bool) and name in body
    }  # fmt: skip
    return Template(signatures=tuple(signatures), head=tuple(head), **lists, **texts)


def mistakes_in(body: Mapping[str, Any], kind: Kind) -> tuple[Mistake, ...]:
    """Everything that is wrong with a template as JSON, from its top to its bottom."""
    shape = tuple(_shape_mistakes(body))
    if shape:
        return shape
    template = load(body)
    return tuple(
        mistake
        for part in (_text_mistakes, _body_mistakes, _signature_mistakes)
        for mistake in part(template)
    ) + tuple(_number_mistakes(template, kind))


# ---- shape


def _shape_mistakes(body: Mapping[str, Any]) -> Iterator[Mistake]:
    for name in body:
        if name not in SHAPE:
            yield Mistake("Templat", f"bagian “{str(name)[:40]}” tidak dikenal.")
    for name, kind in SHAPE.items():
        value = body.get(name, kind())
        if type(value) is not kind:
            yield Mistake(WORDS[name], "bentuknya tidak sesuai.")
        elif kind is list and len(value) > MOST_ENTRIES:
            yield Mistake(WORDS[name], f"paling banyak {MOST_ENTRIES} baris.")
        elif name in ENTRIES and not all(map(ENTRIES[name], value)):
            yield Mistake(WORDS[name], "ada baris yang bentuknya tidak sesuai.")


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_row(value: object) -> bool:
    return isinstance(value, list | tuple) and len(value) == 2 and all(map(_is_text, value))


def _is_signature(value: object) -> bool:
    if not isinstance(value, Mapping) or value.keys() - {"above", "below", "mark"}:
        return False
    lines = (value.get("above"), value.get("below"))
    return value.get("mark", SIGNATURE) in MARKS and all(
        isinstance(part, list | tuple) and 0 < len(part) <= 8 and all(map(_is_text, part))
        for part in lines
    )


ENTRIES: Mapping[str, Callable[[object], bool]] = {
    "head": _is_row,
    "recipients": _is_text,
    "copies": _is_text,
    "signatures": _is_signature,
}


# ---- texts


def _lines_of(template: Template) -> Iterator[tuple[str, str, str]]:
    """Every short text: the part it belongs to, its place, the text."""
    for name in ("title", "number", "subject", "opening", "date", "recipients_at"):
        yield name, WORDS[name], getattr(template, name)
    for label, value in template.head:
        yield "head", f"{WORDS['head']}, {label or 'tanpa nama'}", f"{label} {value}"
    for name in ("recipients", "copies"):
        for number, text in enumerate(getattr(template, name), start=1):
            yield name, f"{WORDS[name]}, baris {number}", text
    for number, signed in enumerate(template.signatures, start=1):
        for text in (*signed.above, *signed.below):
            yield "signatures", f"{WORDS['signatures']} {number}", text


def _text_mistakes(template: Template) -> Iterator[Mistake]:
    for part, place, text in _lines_of(template):
        if len(text) > LONGEST_LINE:
            yield Mistake(place, f"paling panjang {LONGEST_LINE} huruf.")
        allowed = {*TEXTS, *(BLANKS if part in WITH_BLANKS else ())}
        if part in ("recipients", "copies", "head"):
            allowed |= LISTS.keys()
        yield from _brace_mistakes(place, text, allowed)
    if not template.subject.strip():
        yield Mistake(WORDS["subject"], "belum ditulis.")


def _brace_mistakes(place: str, text: str, allowed: set[str]) -> Iterator[Mistake]:
    try:
        found = list(pieces(text))
    except BadBrace as error:
        yield Mistake(place, f"kurung kurawal “{error}” tidak membuka atau menutup nama.")
        return
    for _, name, _ in found:
        if name and name not in allowed:
            known = name in {*TEXTS, *LISTS, *BLOCKS, *BLANKS}
            why = "tidak dapat dipakai di sini" if known else "tidak dikenal"
            yield Mistake(place, f"nama {{{name}}} {why}.")


def _body_mistakes(template: Template) -> Iterator[Mistake]:
    if len(template.body) > LONGEST_BODY:
        yield Mistake(WORDS["body"], f"paling panjang {LONGEST_BODY} huruf.")
        return
    for number, text in enumerate(template.body.split("\n"), start=1):
        place = f"{WORDS['body']}, baris {number}"
        yield from _brace_mistakes(place, text, {*TEXTS, *LISTS, *BLOCKS})
        yield from _alone_mistakes(place, text)
    _, wrong = reading(template.body)
    for mistake in wrong:
        yield Mistake(f"{WORDS['body']}, baris {mistake.line}", mistake.sentence)


def _alone_mistakes(place: str, text: str) -> Iterator[Mistake]:
    try:
        names = [name for _, name, _ in pieces(text) if name]
    except BadBrace:
        return
    for name in names:
        if name in BLOCKS and text.strip() not in (f"{{{name}}}", f"{{{name}?}}"):
            yield Mistake(place, f"{{{name}}} harus sendirian dalam barisnya.")
    if len({name for name in names if name in LISTS}) > 1:
        yield Mistake(place, "satu baris hanya dapat memuat satu daftar.")


def _signature_mistakes(template: Template) -> Iterator[Mistake]:
    marks = [signed.mark for signed in template.signatures if signed.mark]
    if len(marks) != len(set(marks)):
        yield Mistake(WORDS["signatures"], "dua tanda tangan menempati ruang yang sama.")
    if OTHER_SIGNATURE in marks and SIGNATURE not in marks:
        yield Mistake(WORDS["signatures"], "tanda tangan utama belum ada.")


def _number_mistakes(template: Template, kind: Kind) -> Iterator[Mistake]:
    if not kind.registered:
        return
    texts: Sequence[str] = (template.number, *(value for _, value in template.head))
    if not any(_names(text, "nomor") for text in texts):
        yield Mistake(WORDS["head"], f"{kind.title} bernomor, tetapi {{nomor}} tidak ada.")
    if SIGNATURE not in {signed.mark for signed in template.signatures}:
        yield Mistake(WORDS["signatures"], f"{kind.title} ditandatangani, tetapi tanpa ruangnya.")


def _names(text: str, name: str) -> bool:
    try:
        return any(found == name for _, found, _ in pieces(text))
    except BadBrace:
        return False
