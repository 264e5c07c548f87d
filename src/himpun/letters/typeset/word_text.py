"""What a paragraph of a Word file says: its characters, bold and italic, and its style."""

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from himpun.letters.rules.document import Check, Run, Text
from himpun.letters.rules.emphasis import joined, normal_text

TICKED_BOXES, EMPTY_BOXES = "☑☒✓✔🗹", "☐□"
BOXES = TICKED_BOXES + EMPTY_BOXES
CENTRED = ("center",)
WITH_TEXT = {qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr"), qn("w:noBreakHyphen")}


def style_of(element: Any, word: Any) -> str:
    """The name of a paragraph's style."""
    style = WordParagraph(element, word._body).style
    return "" if style is None or style.name is None else style.name


def is_centred(element: CT_P, word: Any) -> bool:
    """Whether a paragraph stands in the middle, by itself or by its style."""
    paragraph = WordParagraph(element, word._body)
    alignment = paragraph.alignment
    if alignment is None and paragraph.style is not None:
        alignment = paragraph.style.paragraph_format.alignment
    return alignment is not None and int(alignment) == 1


def pieces_of(element: CT_P, word: Any) -> list[Text]:
    """The texts of a paragraph, one more than there are page breaks in it."""
    pieces: list[list[Run]] = [[]]
    if element.pPr is not None and element.pPr.find(qn("w:pageBreakBefore")) is not None:
        pieces.append([])
    paragraph = WordParagraph(element, word._body)
    made: Any
    for made in element.iter(qn("w:r")):
        run = WordRun(made, paragraph)
        bold, italic = _set(run, "bold"), _set(run, "italic")
        for characters in _characters(made):
            if characters is None:
                pieces.append([])
            else:
                pieces[-1].append(Run(characters, bold, italic))
    return [joined(runs) for runs in pieces]


def text_of(element: CT_P, word: Any) -> Text:
    """The text of a paragraph, page breaks passed over."""
    return joined(run for piece in pieces_of(element, word) for run in piece)


def _set(run: WordRun, kind: str) -> bool:
    said = getattr(run, kind)
    if said is None and run._r.style is not None:
        said = getattr(run.style.font, kind)
    return bool(said)


def _characters(run: Any) -> Iterator[str | None]:
    """The characters of a run; None is a page break."""
    for part in run:
        if part.tag == qn("w:t"):
            yield part.text or ""
        elif part.tag == qn("w:tab"):
            yield " "
        elif part.tag == qn("w:noBreakHyphen"):
            yield "-"
        elif part.tag == qn("w:br") and part.get(qn("w:type")) == "page":
            yield None
        elif part.tag in (qn("w:br"), qn("w:cr")):
            yield "\n"


def unboxed(text: Text) -> Check:
    """A text that begins with a box, as a box to tick."""
    first = next(run for run in text if run.text.strip())
    box = first.text.lstrip()[0]
    rest = first.text.lstrip()[1:]
    kept = [Run(rest, first.bold, first.italic), *text[text.index(first) + 1 :]]
    return Check(normal_text(joined(kept)), box in TICKED_BOXES)
