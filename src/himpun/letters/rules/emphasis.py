"""Bold and italic in a line of typed text: `**tebal**`, `*miring*`, `***keduanya***`.

`\\*`, `\\|` and `\\\\` are the characters themselves, `\\n` a new line inside a paragraph or cell.
An asterisk without its partner is an asterisk.
"""

import re
from collections.abc import Iterable, Iterator

from himpun.letters.rules.document import Run, Text

MARKS = re.compile(r"\\.|\*{1,3}|[^\\*]+|\\", re.DOTALL)
# Everything that some program takes for the end of a line, and what no keyboard types.
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
SPECIAL = re.compile(r"[\\*|]")


def escaped(text: str) -> str:
    """A text without emphasis, so that every character of it is read as itself."""
    return SPECIAL.sub(lambda found: "\\" + found[0], text).replace("\n", "\\n")


def unescaped(typed: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], typed)


def typed(text: Text) -> str:
    """A text as it is typed."""
    out: list[str] = []
    bold = italic = False
    for run in (*text, Run("")):
        out.append("**" * (run.bold != bold) + "*" * (run.italic != italic) + escaped(run.text))
        bold, italic = run.bold, run.italic
    return "".join(out)


def read_text(line: str) -> Text:
    """What a typed line says; blanks at both ends are nothing."""
    pieces = MARKS.findall(line.strip(" "))
    stars = [n for n, piece in enumerate(pieces) if piece[0] == "*"]
    literal = set(_unpaired(pieces, stars, "bold")) | set(_unpaired(pieces, stars, "italic"))
    return joined(_runs(pieces, literal))


def _turns(piece: str) -> set[str]:
    return {"*": {"italic"}, "**": {"bold"}, "***": {"bold", "italic"}}[piece]


def _unpaired(pieces: list[str], stars: list[int], kind: str) -> list[int]:
    turning = [n for n in stars if kind in _turns(pieces[n])]
    return turning[-1:] if len(turning) % 2 else []


def _runs(pieces: list[str], literal: set[int]) -> Iterator[Run]:
    on = {"bold": False, "italic": False}
    for n, piece in enumerate(pieces):
        if piece[0] == "*" and n not in literal:
            for kind in _turns(piece):
                on[kind] = not on[kind]
        else:
            yield Run(unescaped(piece) if piece[0] == "\\" else piece, **on)


def joined(runs: Iterable[Run]) -> Text:
    """Neighbours of one kind are one run; empty ones are none."""
    out: list[Run] = []
    for run in runs:
        if out and (out[-1].bold, out[-1].italic) == (run.bold, run.italic):
            out[-1] = Run(out[-1].text + run.text, run.bold, run.italic)
        elif run.text:
            out.append(run)
    return tuple(out)


def flat(text: str) -> str:
    """A text without the characters that no typed line can hold."""
    return CONTROL.sub(" ", text)


def normal_text(text: Text) -> Text:
    """A text as it comes back from typing: no tabs, no plain blanks at its ends, runs joined."""
    runs = list(joined(Run(flat(run.text), run.bold, run.italic) for run in text))
    for end, strip in ((0, str.lstrip), (-1, str.rstrip)):
        while runs and not (runs[end].bold or runs[end].italic):
            shorter = strip(runs[end].text, " ")
            if shorter:
                runs[end] = Run(shorter)
                break
            runs.pop(end)
    return tuple(runs)
