"""What changed between two texts, line by line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Change = Literal["same", "added", "removed", "skipped"]
WORDS: dict[Change, str] = {
    "same": "", "added": "Ditambahkan", "removed": "Dihapus", "skipped": "Tidak berubah",
}  # fmt: skip
AROUND = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line with what became of it; of a stretch of unchanged lines only the ends are shown."""

    change: Change
    text: str

    @property
    def word(self) -> str:
        """What became of it, for whoever cannot see colours."""
        return WORDS[self.change]


def lines_between(before: str, after: str) -> list[Line]:
    """Every line that was removed or added, with two unchanged ones around."""
    old, new = before.splitlines(), after.splitlines()
    found: list[Line] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += _shortened(old[a:b], first=a == 0, last=b == len(old))
        else:
            found += [Line("removed", text) for text in old[a:b]]
            found += [Line("added", text) for text in new[c:d]]
    return found if any(line.change in {"added", "removed"} for line in found) else []


def _shortened(lines: Sequence[str], *, first: bool, last: bool) -> Iterator[Line]:
    head = 0 if first else AROUND
    tail = 0 if last else AROUND
    if len(lines) <= head + tail:
        yield from (Line("same", text) for text in lines)
        return
    yield from (Line("same", text) for text in lines[:head])
    yield Line("skipped", f"{len(lines) - head - tail} baris tidak berubah")
    yield from (Line("same", text) for text in lines[len(lines) - tail :])
