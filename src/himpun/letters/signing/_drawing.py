"""Texts as the appearance of form fields and marks: set by Typst, with their letters embedded.

Each text becomes a form XObject, taken from a page of a small PDF/A of its own; texts drawn at
once share their fonts.
"""

import json
import re
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Final

import typst
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter

import himpun
from himpun.letters.rules.places import Align, Place
from himpun.office.rules import Refused

SOURCE: Final = Path(__file__).with_name("text.typ")
FONTS: Final = Path(himpun.__file__).parent / "project" / "static" / "built" / "fonts"
"""Where `make bundles` puts the letters that papers are set in (`himpun.letters.typeset.font`)."""
FAMILIES: Final = ("Arimo",)
TOO_LONG: Final = "too long: "
NOT_IN_FONT: Final = re.compile(r"the text `\"(.+?)\"` could not be displayed")
ONE_AT_A_TIME: Final = Lock()
"""Typst's compiler keeps what it was given last, and refuses a second thread meanwhile."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Texts in a rectangle, in points; ``wrap``: lines may break and begin at the top.

    ``boxed``: a mark, with a margin in the middle of its height; ``framed`` with a line around it.
    """

    name: str
    lines: tuple[str, ...]
    width: float
    height: float
    size: float = 11.0
    align: Align = "left"
    bold: bool = False
    wrap: bool = False
    boxed: bool = False
    framed: bool = True


def piece_at(name: str, place: Place, text: str) -> Piece:
    """A text in a blank's place."""
    return Piece(
        name=name,
        lines=tuple(text.split("\n")),
        width=place.width,
        height=place.height,
        size=place.size,
        align=place.align,
        bold=place.bold,
        wrap=place.lines > 1 or "\n" in text,
    )


@cache
def _compiler() -> typst.Compiler:
    """Sees its own source only: no fonts of the machine, no packages."""
    empty = tempfile.mkdtemp(prefix="himpun-typst-")
    if not FONTS.is_dir():
        raise FileNotFoundError("The fonts of papers are missing: run `make bundles`.")
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
    return typst.Compiler(
        str(SOURCE),
        root=str(SOURCE.parent),
        font_paths=fonts,
        package_path=empty,
        package_cache_path=empty,
    )


def _set(pieces: Sequence[Piece]) -> bytes:
    inputs = {
        "pieces": json.dumps([asdict(piece) for piece in pieces]),
        "fonts": json.dumps(FAMILIES),
    }
    try:
        with ONE_AT_A_TIME:
            pdf = _compiler().compile(
                format="pdf", sys_inputs=inputs, pdf_standards=["a-2b"], timestamp=0, pdf_tags=False
            )
    except typst.TypstError as error:
        if TOO_LONG in (text := str(error)):
            name = text.partition(TOO_LONG)[2].partition('"')[0]
            raise Refused(f"Teks untuk “{name}” terlalu panjang untuk tempatnya.") from None
        if found := NOT_IN_FONT.search(text):
            raise Refused(f"Huruf “{found[1]}” tidak dapat dicetak pada naskah.") from None
        raise
    assert isinstance(pdf, bytes)
    return pdf


def draw(writer: BasePdfFileWriter, pieces: Sequence[Piece]) -> list[generic.IndirectObject]:
    """A form XObject in ``writer`` for each piece. Refuses a text that no size makes fit."""
    if not pieces:
        return []
    source = PdfFileReader(BytesIO(_set(pieces)))
    pages = [source.find_page_for_modification(at)[0].get_object() for at in range(len(pieces))]
    # Imported in one go, so that what several pages use is taken over once.
    resources = generic.ArrayObject(page.raw_get("/Resources") for page in pages)
    holder = generic.DictionaryObject({pdf_name("/All"): resources})
    holder.container_ref = pages[0].container_ref
    taken = writer.import_object(holder)
    assert isinstance(taken, generic.DictionaryObject)
    return [
        writer.add_object(_form(page, resource))
        for page, resource in zip(pages, taken["/All"], strict=True)
    ]


def _form(page: generic.DictionaryObject, resources: generic.PdfObject) -> generic.StreamObject:
    stream = page["/Contents"]
    if isinstance(stream, generic.ArrayObject):
        stream = stream[0].get_object()
    assert isinstance(stream, generic.StreamObject)
    known = {
        pdf_name("/Type"): pdf_name("/XObject"),
        pdf_name("/Subtype"): pdf_name("/Form"),
        pdf_name("/BBox"): generic.ArrayObject(page["/MediaBox"]),
        pdf_name("/Resources"): resources,
    }
    form = generic.StreamObject(known, stream_data=stream.data)
    form.compress()
    return form


def empty_form(writer: BasePdfFileWriter, width: float, height: float) -> generic.IndirectObject:
    """The appearance of a blank: nothing, in a rectangle of that size."""
    box = (generic.FloatObject(round(value, 3)) for value in (0, 0, width, height))
    known = {
        pdf_name("/Type"): pdf_name("/XObject"),
        pdf_name("/Subtype"): pdf_name("/Form"),
        pdf_name("/BBox"): generic.ArrayObject(box),
        pdf_name("/Resources"): generic.DictionaryObject(),
    }
    return writer.add_object(generic.StreamObject(known, stream_data=b""))
