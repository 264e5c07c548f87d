"""Where a paper still has dots for a fact that was not known when it was drafted."""

import re
from collections.abc import Iterator

from himpun.letters.rules.composing import MISSING, Draft

LONGEST = 80


def unfilled(kept: Draft) -> tuple[str, ...]:
    """What a draft leaves open, as a reader finds it: the label of a row, the words of
    a line, or else the heading above it; each once, in the order of the paper."""
    return tuple(dict.fromkeys(filter(None, _open_places(kept))))


def _open_places(kept: Draft) -> Iterator[str]:
    frame = kept.frame
    if MISSING in frame.title:
        yield "Judul"
    yield from (label or "Hal" for label, value in frame.head if MISSING in value)
    if MISSING in frame.subject:
        yield "Hal"
    if any(MISSING in name for name in frame.recipients):
        yield "Kepada"
    yield from _open_lines(kept.text)
    if any(MISSING in name for name in frame.copies):
        yield "Tembusan"


def _open_lines(text: str) -> Iterator[str]:
    heading = ""
    for said in text.split("\n"):
        if MISSING in said:
            label, is_row, _ = said.strip().partition(" ::")
            named = label if is_row and MISSING not in label else _words(said)
            yield named or heading or "Isi naskah"
        elif said.startswith("#"):
            heading = _words(said)


def _words(said: str) -> str:
    """A line without the marks of a heading, an item or a table; nothing where only dots stand."""
    said = re.sub(r"^\s*(#+|>|-|\w{1,4}\.)\s+", "", said).replace("|", " ")
    words = " ".join(said.replace(MISSING, "…").split())
    if not re.search(r"[^\W\d_]", words):
        return ""
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"
