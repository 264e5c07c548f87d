"""From a template and the facts of a run to a draft, and from a draft and its text to a document.

A draft is what a version of a paper keeps: the text that people edit, and everything else as plain
JSON. Facts are texts: a brace or an asterisk in a name stays one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from himpun.letters.rules.document import (
    DATE,
    MANY_RECIPIENTS,
    NUMBER,
    OFFICE,
    STATEMENT,
    Attachment,
    Blank,
    Block,
    Document,
    HeadField,
    Initial,
    Letterhead,
    Line,
    PageSize,
    Signature,
    line,
)
from himpun.letters.rules.emphasis import escaped, flat
from himpun.letters.rules.kinds import Kind
from himpun.letters.rules.placeholders import BLANKS, BLOCKS, LISTS, braced, names_in, pieces
from himpun.letters.rules.script_reading import read
from himpun.letters.rules.scripting import GUARD, MARKED_LABEL, Script, write
from himpun.letters.rules.template import Signed, Template, dump, load

MISSING = "……………"
"""What stands where a fact is not known: to be written over."""
LISTED = "Daftar terlampir"
NOTHING_YET = "Belum ada data."
NOTHING_LEFT = {"tabel_belum": "Tidak ada."}
"""What stands where a block has nothing to show because nothing is left to be done."""
LINES_OF = {OFFICE: 3, STATEMENT: 2}
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a run knows: texts, lists and whole blocks, by the names of `placeholders`."""

    texts: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, Sequence[str]] = field(default_factory=dict)
    blocks: Mapping[str, Sequence[Block]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """A paper before it is set: `frame` is everything but the body, with only blanks in braces."""

    frame: Template
    text: str

    def as_json(self) -> dict[str, Any]:
        """The frame, to be kept beside the text."""
        return dump(replace(self.frame, body=""))


def draft_of(frame: Mapping[str, Any], text: str) -> Draft:
    """A draft that was kept: its frame as JSON, and its text."""
    return Draft(load(frame), text)


def draft(template: Template, facts: Facts) -> Draft:
    """The template, filled with facts. A missing fact leaves dots, an optional one no line."""
    # The signature's own words are blanks; every other name is a fact.
    one = _Filler(facts)
    frame = Template(
        title="\n".join(one.each(template.title.split("\n"))),
        number=one.line(template.number),
        subject=one.line(template.subject),
        opening=one.line(template.opening),
        date=one.line(template.date),
        head=tuple(one.rows(template.head)),
        recipients=tuple(one.each(template.recipients)),
        recipients_at=one.line(template.recipients_at),
        signatures=tuple(_signed(signed, one) for signed in template.signatures),
        copies=tuple(one.each(template.copies)),
        landscape=template.landscape,
    )
    body = "\n".join(_told(list(one.body(template.body))))
    return Draft(frame, write(read(body)))


def _told(lines: Sequence[str]) -> Iterator[str]:
    """The lines, and that there is nothing yet where all below a heading was left out."""
    for n, said in enumerate(lines):
        yield said
        if level := _level(said):
            below = next((after for after in lines[n + 1 :] if after.strip()), "===")
            if below.startswith("===") or 0 < _level(below) <= level:
                yield NOTHING_YET


def _level(said: str) -> int:
    """Of a heading, from 1; 0 for any other line."""
    marks, blank, _ = said.partition(" ")
    return len(marks) if blank and marks and not marks.strip("#") else 0


def _signed(signed: Signed, one: "_Filler") -> Signed:
    return Signed(tuple(one.each(signed.above)), tuple(one.each(signed.below)), signed.mark)


class _Filler:
    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    def line(self, text: str) -> str:
        """A short text; blanks stay in braces, and so do the braces of facts."""
        return next(self._filled(text, typed=False), "")

    def each(self, texts: Sequence[str]) -> Iterator[str]:
        """Short texts: those with a list once for each entry, those without a fact left out."""
        for text in texts:
            yield from self._filled(text, typed=False)

    def rows(self, rows: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """Rows of a head; of a list only the first has the label, many are named elsewhere."""
        for label, value in rows:
            said = list(self._filled(value, typed=False))
            if len(said) > MANY_RECIPIENTS:
                said = [LISTED]
            yield from (("" if n else label, text) for n, text in enumerate(said))

    def body(self, text: str) -> Iterator[str]:
        for said in text.split("\n"):
            alone = said.strip().removeprefix("{").removesuffix("}").rstrip("?!")
            if alone in BLOCKS:
                yield from self._block(alone, optional=said.strip().endswith("?}"))
            else:
                yield from self._filled(said, typed=True)

    def _block(self, name: str, *, optional: bool) -> Iterator[str]:
        blocks = tuple(self.facts.blocks.get(name, ()))
        if blocks:
            yield from ("", *write(Script(blocks)).split("\n"))
        elif not optional:
            yield NOTHING_LEFT.get(name, NOTHING_YET)

    def _filled(self, text: str, *, typed: bool) -> Iterator[str]:
        named = sorted(names_in(text) & LISTS.keys())
        if not named:
            yield from self._once(text, {}, typed=typed)
            return
        for entry in self.facts.lists.get(named[0], ()):
            yield from self._once(text, {named[0]: entry}, typed=typed)

    def _once(self, text: str, entry: Mapping[str, str], *, typed: bool) -> Iterator[str]:
        known = {**self.facts.texts, **entry}
        out: list[str] = []
        fact_first = typed and text.startswith("{") and not text.startswith("{{")
        for characters, name, how in pieces(text):
            said = known.get(name, "").strip()
            if name and how == "?" and not said:
                return
            if name in BLANKS and not said:
                out.append(f"{{{name}}}")
            elif name:
                said = said.upper() if how == "!" else said
                out.append(_safe(said or MISSING, typed=typed))
            else:
                out.append(characters if typed else braced(characters))
        made = "".join(out)
        yield GUARD + made if fact_first and MARKED_LABEL.match(made) else made


def _safe(fact: str, *, typed: bool) -> str:
    """A fact inside the text that people edit, or inside a frame: it marks nothing there."""
    fact = flat(fact)
    if typed:
        return escaped(fact).replace("[", "\\[").replace(" ::", " \\::")
    return braced(" ".join(fact.split("\n")))


# ---- a draft becomes a document


@dataclass(frozen=True, slots=True)
class Setting:
    """What an agency and a version add to a draft before it is printed.

    `signed`: does anyone sign it? `initials`: the offices that initial, in order. `qr`: the address
    of the check page, or empty. `concept`: KONSEP stands across the pages.
    """

    letterhead: Letterhead | None = None
    page: PageSize = "F4"
    signed: bool = True
    initials: tuple[str, ...] = ()
    qr: str = ""
    concept: bool = False


def document(kind: Kind, kept: Draft, setting: Setting) -> Document:
    """The document of a draft. Refuses a text that cannot be read, with its lines.

    Where nobody signs, only the places remain that are signed by hand.
    """
    frame, script = kept.frame, read(kept.text)
    signatures = (one for one in frame.signatures if setting.signed or not one.mark)
    return Document(
        kind=kind.key,
        layout=kind.layout,
        subject=_plain(frame.subject) or kind.title,
        letterhead=setting.letterhead,
        page=setting.page,
        landscape=frame.landscape,
        title=tuple(_plain(said).upper() for said in frame.title.split("\n") if said),
        number=_line(frame.number),
        opening=_plain(frame.opening).upper(),
        date=_line(frame.date),
        head=tuple(HeadField(label, _line(value)) for label, value in frame.head),
        recipients=tuple(map(_plain, frame.recipients)),
        recipients_at=_plain(frame.recipients_at),
        body=script.body,
        signatures=tuple(
            Signature(tuple(map(_line, one.above)), tuple(map(_line, one.below)), one.mark)
            for one in signatures
        ),
        initials=tuple(Initial(n, office) for n, office in enumerate(setting.initials, start=1)),
        copies=tuple(map(_plain, frame.copies)),
        attachments=tuple(_attachments(script, frame, kind)),
        qr=setting.qr,
        foot=line(Blank(STATEMENT, 2)) if setting.signed and setting.qr else (),
        draft=setting.concept,
    )


def _plain(text: str) -> str:
    """A text of a frame that holds no blanks: only its doubled braces are to be read."""
    return "".join(characters or MISSING for characters, _, _ in pieces(text))


def _line(text: str) -> Line:
    parts: list[str | Blank] = []
    for characters, name, _ in pieces(text):
        if name:
            parts.append(Blank(name, LINES_OF.get(name, 1)))
        elif parts and isinstance(parts[-1], str):
            parts[-1] += characters
        else:
            parts.append(characters)
    return line(*parts)


def _attachments(script: Script, frame: Template, kind: Kind) -> Iterator[Attachment]:
    """The attachments with the lines that say to what they belong."""
    many = len(script.attachments) > 1
    for order, part in enumerate(script.attachments):
        number = f" {ROMAN[order]}" if many and order < len(ROMAN) else ""
        yield replace(part, heading=tuple(_belonging(frame, kind, number)))


def _belonging(frame: Template, kind: Kind, number: str) -> Iterator[Line]:
    if kind.layout == "keputusan":
        title = " ".join(_plain(said).upper() for said in frame.title.split("\n"))
        yield line(f"LAMPIRAN{number}")
        yield line(title)
        yield line("NOMOR ", Blank(NUMBER))
        yield line("TANGGAL ", Blank(DATE))
        yield line(f"TENTANG {_plain(frame.subject).upper()}")
    elif kind.registered:
        yield line(f"Lampiran{number} {'Surat' if kind.layout == 'surat' else kind.title}")
        yield line("Nomor: ", Blank(NUMBER))
        yield line("Tanggal: ", Blank(DATE))
    else:
        yield line(f"Lampiran{number} {kind.title}")
