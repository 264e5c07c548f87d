"""The numbered and dotted paragraphs of a Word file as lists."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.text.paragraph import Paragraph as WordParagraph

from himpun.letters.rules.document import Item, Listing, ListStyle, Text
from himpun.letters.rules.scripting import DEEPEST

STYLES: Mapping[str, ListStyle] = {
    "bullet": "bullet", "lowerLetter": "letter", "upperLetter": "letter", "none": "bullet",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listed:
    """A paragraph of a list: the list's number in the file, how deep, how it is marked."""

    number: int
    level: int
    style: ListStyle


class Lists:
    """The lists that a file knows."""

    def __init__(self, word: Any) -> None:
        self.word = word
        self.formats = _formats(word)

    def item(self, element: CT_P) -> Listed | None:
        """What a paragraph is in a list; None if it is in none."""
        properties = self._properties(element)
        if properties is None or properties.numId is None or properties.numId.val == 0:
            return None
        number = int(properties.numId.val)
        level = 0 if properties.ilvl is None else int(properties.ilvl.val)
        found = self.formats.get(number, {})
        return Listed(number, level, STYLES.get(found.get(level, "decimal"), "number"))

    def _properties(self, element: CT_P) -> Any:
        if element.pPr is not None and element.pPr.numPr is not None:
            return element.pPr.numPr
        style = WordParagraph(element, self.word._body).style
        own = None if style is None else style.element.pPr
        return None if own is None else own.numPr


def _formats(word: Any) -> dict[int, dict[int, str]]:
    """How each list marks each of its levels."""
    try:
        numbering = word.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    patterns = {
        pattern.get(qn("w:abstractNumId")): {
            int(level.get(qn("w:ilvl"))): _value(level.find(qn("w:numFmt")))
            for level in pattern.iter(qn("w:lvl"))
        }
        for pattern in numbering.iter(qn("w:abstractNum"))
    }
    return {
        int(made.get(qn("w:numId"))): patterns.get(_value(made.find(qn("w:abstractNumId"))), {})
        for made in numbering.iter(qn("w:num"))
    }


def _value(element: Any) -> str:
    return "decimal" if element is None else str(element.get(qn("w:val")))


@dataclass(slots=True)
class _Open:
    number: int
    style: ListStyle
    items: list[tuple[Text, "_Open | None"]] = field(default_factory=list)

    def made(self) -> Listing:
        items = (Item(text, inner.made() if inner else None) for text, inner in self.items)
        return Listing(tuple(items), self.style)


class ListMaker:
    """Puts paragraphs of lists together, as long as nothing comes between."""

    def __init__(self) -> None:
        self.roots: list[_Open] = []

    def add(self, item: Listed, text: Text) -> None:
        path = self._path()
        level = min(item.level, len(path), DEEPEST - 1)
        if level < len(path) and path[level].number == item.number:
            path[level].items.append((text, None))
            return
        made = _Open(item.number, item.style, [(text, None)])
        if level == 0:
            self.roots.append(made)
            return
        above = path[level - 1].items
        said, inner = above[-1]
        if inner is None:
            above[-1] = (said, made)
        else:
            # A second list below the same item: the text form knows one.
            inner.items.append((text, None))

    def _path(self) -> list[_Open]:
        path: list[_Open] = []
        step = self.roots[-1] if self.roots else None
        while step is not None:
            path.append(step)
            step = step.items[-1][1]
        return path

    def made(self) -> list[Listing]:
        """The lists that were put together; afterwards there are none."""
        made = [root.made() for root in self.roots]
        self.roots = []
        return made
