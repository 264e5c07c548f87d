"""A document as the JSON that the typst sources read: nothing but texts, numbers and truth values.

What would make a sheet unreadable is mended here: a word longer than a line may break anywhere.
"""

import base64
import io
import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import Any

import segno
from PIL import Image, UnidentifiedImageError

from himpun.letters.rules.document import (
    MANY_RECIPIENTS,
    NUMBER,
    Attachment,
    Blank,
    Checks,
    Document,
    Heading,
    Item,
    Letterhead,
    Listing,
    Run,
    line,
    plain,
    words,
)
from himpun.office.rules import Refused

SIZES = {"A4": (210, 297), "F4": (215, 330)}
# The slip of a disposition takes half of a sheet: its shorter side is half the sheet's longer one.
HALVES = {"A4": (148, 210), "F4": (165, 215)}
LONGEST_WORD, PIECE = 28, 6
BREAK = "\u200b"
LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
LONGEST_BOX = 24
TALLEST_BOXES = 4
"""So many long boxes below each other leave room for the rest of half a sheet."""
LOGO_SIDE = 480
LOGO_PIXELS = 25_000_000
# Never printed: control characters, half of a pair, and what turns the direction of reading.
UNPRINTED = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)


def clean(text: str) -> str:
    """A text as it is printed: tabs as blanks, no control characters, long words breakable."""
    text = UNPRINTED.sub("", text.replace("\r\n", "\n").replace("\t", " "))
    return LONG_WORD.sub(lambda word: _breakable(word[0]), text)


def _breakable(word: str) -> str:
    return BREAK.join(word[start : start + PIECE] for start in range(0, len(word), PIECE))


def packed(document: Document, *, author: str) -> dict[str, Any]:
    """The document for the typst source of its layout. ``author``: who made the file."""
    width, height = (HALVES if document.layout == "disposisi" else SIZES)[document.page]
    document_ = listed(document)
    said: dict[str, Any] = _packed(document_)
    said |= {
        "is": "Document",
        "width": width,
        "height": height,
        "author": author,
        "keywords": [document.kind],
        "listed": len(document.recipients) > MANY_RECIPIENTS,
        "letterhead": _letterhead(document.letterhead),
        "qr": qr_svg(document.qr) if document.qr else "",
    }
    if document.layout == "disposisi":
        said["sections"] = _sections(document)
    return said


def listed(document: Document) -> Document:
    """A paper to many names them in a list at its end; every other stays as it is."""
    if len(document.recipients) <= MANY_RECIPIENTS:
        return document
    names = tuple(Item(plain(name)) for name in document.recipients)
    numbers = tuple(field.value for field in document.head if Blank(NUMBER) in field.value)
    at_top = tuple(line("Nomor: ", *number) for number in numbers)
    of = line("Lampiran Surat" if document.layout == "surat" else "Lampiran")
    pages = Attachment(title="DAFTAR PENERIMA", body=(Listing(names),), heading=(of, *at_top))
    return replace(document, attachments=(*document.attachments, pages))


def _packed(part: Any) -> Any:
    special = SPECIAL.get(type(part))
    if special is not None:
        return special(part)
    if isinstance(part, str):
        return clean(part)
    if isinstance(part, tuple):
        return [_packed(inner) for inner in part]
    if is_dataclass(part):
        inner = {field.name: _packed(getattr(part, field.name)) for field in fields(part)}
        return {"is": type(part).__name__, **inner}
    return part


def _run(run: Run) -> list[str]:
    return [clean(run.text), "b" * run.bold + "i" * run.italic]


SPECIAL: dict[type, Callable[[Any], Any]] = {
    Run: _run,
    bytes: lambda _: "",
}


def _letterhead(head: Letterhead | None) -> dict[str, Any] | None:
    if head is None:
        return None
    return {
        "lines": [clean(said) for said in head.lines],
        "contact": [clean(said) for said in head.contact],
        "logo": logo_svg(head.logo) if head.logo else "",
    }


def _sections(document: Document) -> list[dict[str, Any]]:
    """The body of a disposition, cut at its headings; two lists of boxes stand side by side, if
    neither is tall."""
    cut: list[tuple[Heading, list[Any]]] = []
    for part in document.body:
        if isinstance(part, Heading):
            cut.append((part, []))
        else:
            if not cut:
                cut.append((Heading(()), []))
            cut[-1][1].append(part)
    boxes = [all(_is_low(part) for part in body) for _, body in cut]
    halves = [False] * len(cut)
    for n in range(len(cut) - 1):
        if boxes[n] and boxes[n + 1] and not halves[n]:
            halves[n] = halves[n + 1] = True
    return [
        {
            "title": _packed(head.text),
            "body": [_packed(_narrowed(part) if half else _widened(part)) for part in body],
            "half": half,
        }
        for (head, body), half in zip(cut, halves, strict=True)
    ]


def _is_low(part: Any) -> bool:
    return isinstance(part, Checks) and (len(part.items) <= TALLEST_BOXES or not _is_long(part))


def _is_long(boxes: Checks) -> bool:
    return any(len(words(item.text)) > LONGEST_BOX for item in boxes.items)


def _narrowed(part: Any) -> Any:
    """Boxes in half the width of half a sheet: at most two side by side, and long ones alone."""
    if not isinstance(part, Checks):
        return part
    return replace(part, columns=1 if _is_long(part) else min(part.columns, 2))


def _widened(part: Any) -> Any:
    """Boxes in the width of half a sheet: at least two side by side, of short ones three."""
    if not isinstance(part, Checks):
        return part
    return replace(part, columns=max(part.columns, 2 if _is_long(part) else 3))


# ---- pictures


@lru_cache(maxsize=64)
def qr_svg(text: str) -> str:
    """A QR code as SVG, readable from a scan although a tenth of it is covered."""
    out = io.BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(out, kind="svg", xmldecl=False, svgns=True, border=4, dark="#000", light="#fff")
    return out.getvalue().decode()


@lru_cache(maxsize=64)
def logo_svg(picture: bytes) -> str:
    """A logo (PNG or JPEG), no larger than is seen in print, inside an SVG that names no file."""
    png = logo_png(picture)
    with Image.open(io.BytesIO(png)) as image:
        width, height = image.size
    inside = base64.b64encode(png).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"><image '
        f'width="{width}" height="{height}" xlink:href="data:image/png;base64,{inside}"/></svg>'
    )


@lru_cache(maxsize=64)
def logo_png(picture: bytes) -> bytes:
    """The logo as a PNG of at most LOGO_SIDE dots, without what else the file carried."""
    try:
        with Image.open(io.BytesIO(picture), formats=("PNG", "JPEG")) as image:
            if image.width * image.height > LOGO_PIXELS:
                raise Refused("Gambar logo terlalu besar.")
            image.thumbnail((LOGO_SIDE, LOGO_SIDE))
            plain_image = image.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise Refused("Logo bukan gambar PNG atau JPEG yang utuh.") from error
    out = io.BytesIO()
    plain_image.save(out, format="PNG", optimize=True)
    return out.getvalue()
