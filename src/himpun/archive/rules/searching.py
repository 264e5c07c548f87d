"""What is searched for, and what of a text is shown with it.

Both databases search the same words: those that are made here, of letters and figures only, small,
without accents. So neither an operator nor a quotation mark ever reaches a database's own language,
and both answer alike.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from himpun.archive.rules.stems import roots_of

KINDS = {
    "arsip": "Arsip",
    "naskah": "Naskah",
    "indikator": "Indikator",
    "isian": "Isian data kinerja",
    "sop": "SOP berjalan",
    "paket": "Paket arsip",
}
"""What can be found, and how it is called."""
_WORD = re.compile(r"[^\W_]+")
LONGEST_WORD = 60
MOST_ASKED = 12
MOST_QUERY = 2_000
"""Characters of a question that are read; what follows is left out."""
MOST_TEXT = 300_000
"""Characters of a text that are searched: a paper of a hundred pages."""
BEFORE, EXCERPT = 60, 260


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found. ``agency``, ``people`` and ``units`` are numbers; ``ref`` names
    it once ("paper/34"); ``page`` and ``args`` are the page that shows it. ``year`` is
    the one it is about."""

    agency: int
    kind: str
    ref: str
    page: str
    args: tuple[str | int, ...]
    subject: str
    text: str = ""
    security: str = "biasa"
    people: tuple[int, ...] = ()
    units: tuple[int, ...] = ()
    year: int | None = None
    dated_on: date | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of an excerpt; ``hit`` where it is what was asked for."""

    text: str
    hit: bool = False


def words_of(text: str) -> list[str]:
    """The words of a text as they are searched, in their order."""
    return [word for found in _WORD.finditer(text[:MOST_TEXT]) for word in _plain(found[0])]


def found_by(text: str) -> list[str]:
    """The words by which a text is found: its own, and what they may be without their prefixes."""
    return [form for word in words_of(text) for form in (word, *roots_of(word))]


def _plain(word: str) -> list[str]:
    if word.isascii():
        return [word.lower()[:LONGEST_WORD]]
    bare = unicodedata.normalize("NFKD", word.casefold())
    kept = "".join(c if c.isalnum() else " " for c in bare if not unicodedata.combining(c))
    return [part[:LONGEST_WORD] for part in kept.split()]


def asked_words(question: str) -> list[str]:
    """The words of a question, each once, the first twelve. Whatever else is in it means nothing.

    A word finds also those that begin with it, or do so without their prefix: "lapor" finds
    "laporan" and "pelaporan".
    """
    return list(dict.fromkeys(words_of(question[:MOST_QUERY])))[:MOST_ASKED]


def in_sqlite(words: Sequence[str], keys: Sequence[str]) -> str:
    """The question in the language of FTS5. Both must be made by this module, or be keys."""
    wanted = " AND ".join(f'"{word}" *' for word in words)
    allowed = " OR ".join(f'"{key}"' for key in keys)
    return f"{{keys}} : ({allowed}) AND {{subject_words text_words}} : ({wanted})"


def in_postgresql(words: Sequence[str], keys: Sequence[str]) -> str:
    """The question in the language of tsquery; the letters are the weights of the columns."""
    wanted = " & ".join(f"'{word}':*AB" for word in words)
    allowed = " | ".join(f"'{key}':D" for key in keys)
    return f"({allowed}) & {wanted}"


def weighed_in_postgresql(words: Sequence[str]) -> str:
    """What tsquery is to weigh: the words alone, for keys say nothing of how well a text fits."""
    return " | ".join(f"'{word}':*AB" for word in words)


def excerpt(text: str, asked: Sequence[str]) -> list[Piece]:
    """The part of a text around the first word that was asked for, with all such words marked; its
    beginning where none is in it."""
    text = " ".join(text[:MOST_TEXT].split())
    first = next(_hits(text, asked), None)
    begin = 0 if first is None else max(0, first[0] - BEFORE)
    if begin:
        begin = text.find(" ", begin) + 1
    end = len(text) if len(text) - begin <= EXCERPT else text.rfind(" ", begin, begin + EXCERPT)
    end = end if end > begin else begin + EXCERPT
    pieces = marked(text[begin:end], asked)
    return [*([Piece("… ")] if begin else []), *pieces, *([Piece(" …")] if end < len(text) else [])]


def marked(text: str, asked: Sequence[str]) -> list[Piece]:
    """A text in pieces, with the words that were asked for marked."""
    pieces, at = [], 0
    for begin, end in _hits(text, asked):
        pieces += [Piece(text[at:begin]), Piece(text[begin:end], hit=True)]
        at = end
    return [piece for piece in (*pieces, Piece(text[at:])) if piece.text]


def _hits(text: str, asked: Sequence[str]) -> Iterator[tuple[int, int]]:
    if not asked:
        return
    wanted = tuple(asked)
    for found in _WORD.finditer(text):
        if any(form.startswith(wanted) for form in found_by(found[0])):
            yield found.start(), found.end()
