"""A template's head and signatures as they are typed: one line each, parted by marks.

A row of the head is ``Label: value``. A signature is the lines above the room for it, ``---``, and
the lines below; the next one follows after ``===``. ``[di atas kertas]`` alone on a line says that
it is only ever signed by hand, ``[kedua]`` that it is the second party's.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from himpun.letters.rules.places import OTHER_SIGNATURE, SIGNATURE

ROOM, NEXT = "---", "==="
BY_HAND, SECOND = "[di atas kertas]", "[kedua]"
_WORDS = {"": BY_HAND, OTHER_SIGNATURE: SECOND}
_MARKS = {BY_HAND: "", SECOND: OTHER_SIGNATURE}


def head_text(rows: Sequence[Sequence[str]]) -> str:
    """The rows of a head as lines."""
    return "\n".join(f"{label}: {value}".rstrip() for label, value in rows)


def read_head(text: str) -> list[list[str]]:
    """Lines as rows of a head; a line without a colon is a value without a label."""
    rows = []
    for line in text.splitlines():
        if line.strip():
            label, colon, value = line.partition(":")
            rows.append([label.strip(), value.strip()] if colon else ["", line.strip()])
    return rows


def signatures_text(signatures: Sequence[Mapping[str, Any]]) -> str:
    """Signatures as lines."""
    return f"\n{NEXT}\n".join("\n".join(_lines(one)) for one in signatures)


def _lines(one: Mapping[str, Any]) -> Iterator[str]:
    if word := _WORDS.get(one.get("mark", SIGNATURE)):
        yield word
    yield from one["above"]
    yield ROOM
    yield from one["below"]


def read_signatures(text: str) -> list[dict[str, Any]]:
    """Lines as signatures; whether each is whole, the check of the template says."""
    found = []
    for part in text.replace("\r\n", "\n").rstrip().split(f"\n{NEXT}\n"):
        # An empty line keeps two signatures level with each other.
        lines = [line.strip() for line in part.split("\n")]
        if not any(lines):
            continue
        mark = next((_MARKS[line] for line in lines if line in _MARKS), SIGNATURE)
        said = [line for line in lines if line not in _MARKS]
        room = said.index(ROOM) if ROOM in said else len(said)
        found.append({"above": said[:room], "below": said[room + 1 :], "mark": mark})
    return found
