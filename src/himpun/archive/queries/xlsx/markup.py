"""Walking through a part's XML: no document type, so no entities; bounded depth and number."""

from __future__ import annotations

from collections.abc import Mapping
from xml.parsers import expat

from himpun.archive.rules import DAMAGED
from himpun.office.rules import Refused

MOST_ELEMENTS = 1_200_000
MOST_DEPTH = 60
DOCTYPE = (
    "Berkas ini memuat definisi XML yang tidak pernah ditulis Excel; berkas seperti ini tidak "
    "dibuka."
)


class Walker:
    """What hears the elements of a part; names come without their namespace."""

    def start(self, name: str, attributes: Mapping[str, str], /) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Characters, maybe not all at once."""


def walk(part: bytes, walker: Walker) -> None:
    """Tells a walker the elements of a part. Refuses what is not well-formed, declares a document
    type (and with it entities), or is deeper or has more elements than a sheet may."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    _Counted(walker).listen(parser)
    try:
        # At once: fed in small pieces, a very long tag would be read again with every piece.
        parser.Parse(part, True)
    except (expat.ExpatError, ValueError, LookupError):
        # ValueError and LookupError: an encoding that there is not.
        raise Refused(DAMAGED) from None


class _Counted:
    """A walker with bounds. One object, so that no closure is called a million times over."""

    def __init__(self, walker: Walker) -> None:
        self._start, self._end = walker.start, walker.end
        self._text = walker.text
        self._depth = self._seen = 0

    def listen(self, parser: expat.XMLParserType) -> None:
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = _refuse_doctype

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._seen += 1
        if self._depth > MOST_DEPTH or self._seen > MOST_ELEMENTS:
            raise Refused(DAMAGED)
        self._start(name.rpartition(" ")[2], attributes)

    def end(self, name: str) -> None:
        self._depth -= 1
        self._end(name.rpartition(" ")[2])


def _refuse_doctype(*_declared: object) -> None:
    raise Refused(DOCTYPE)
