"""Reading the QR codes on a scan or a photograph of a paper that was signed by hand."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from himpun.letters.typeset.pdfium import PDFIUM
from himpun.office.rules import Refused

MOST_PAGES: Final = 60
LARGEST: Final = 60_000_000
"""Pixels of a photograph; a larger one is a trap, or nothing that a telephone takes."""
SIDE: Final = 3_000
"""Pixels of the longer side that a page is looked at with."""
SCALES: Final = (2.0, 3.5)
"""A PDF's page in pixels for each point: 144 and 252 dots an inch."""
KINDS: Final = {b"%PDF": "pdf", b"\x89PNG": "png", b"\xff\xd8\xff": "jpeg"}
NOT_READ: Final = "Berkas pindaian rusak dan tidak dapat dibuka."


@dataclass(frozen=True, slots=True)
class Scanned:
    """How many pages a scan has, and what the QR codes on them say, page by page."""

    pages: int
    codes: tuple[str, ...]


def read_scan(content: bytes) -> Scanned:
    """The codes on a scan (PDF, PNG or JPEG), in any rotation.

    Refuses another kind, a broken file, one with too many pages or pixels.
    """
    kind = next((kind for magic, kind in KINDS.items() if content.startswith(magic)), None)
    if kind is None:
        raise Refused("Pindaian harus berupa PDF, PNG, atau JPEG.")
    if kind != "pdf":
        return _of_picture(content)
    with PDFIUM:
        return _of_pdf(content)


def _of_pdf(content: bytes) -> Scanned:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
        pages = len(document)
    except pypdfium2.PdfiumError as error:
        raise Refused(NOT_READ) from error
    try:
        if not 0 < pages <= MOST_PAGES:
            raise Refused(f"Pindaian memuat {pages} halaman; paling banyak {MOST_PAGES}.")
        found = [code for index in range(pages) for code in _of_page(document[index])]
    except pypdfium2.PdfiumError as error:
        raise Refused(NOT_READ) from error
    finally:
        document.close()
    return Scanned(pages, tuple(found))


def _of_page(page: object) -> list[str]:
    """Looked at coarsely first; a page whose code is not found then is looked at closer."""
    for scale in SCALES:
        width, height = page.get_size()  # type: ignore[attr-defined]
        fitting = min(scale, SIDE / max(width, height, 1.0))
        picture = page.render(scale=fitting, grayscale=True).to_pil()  # type: ignore[attr-defined]
        if found := _codes(picture):
            return found
    return []


def _of_picture(content: bytes) -> Scanned:
    from PIL import Image, ImageOps

    try:
        with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as picture:
            if math.prod(picture.size) > LARGEST:
                raise Refused("Gambar pindaian terlalu besar; paling besar 60 megapiksel.")
            upright = ImageOps.exif_transpose(picture).convert("L")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Refused(NOT_READ) from error
    upright.thumbnail((SIDE, SIDE))
    return Scanned(1, tuple(_codes(upright)))


def _codes(picture: object) -> list[str]:
    import zxingcpp

    for one in _looks(picture):
        found = zxingcpp.read_barcodes(one, formats=zxingcpp.barcode_formats_from_str("QRCode"))
        if texts := [code.text for code in found if code.valid]:
            return texts
    return []


def _looks(picture: object) -> Iterator[object]:
    """The picture as it is; with its full contrast, for faint prints and shadows; and smaller,
    where the noise of a bad camera goes under."""
    from PIL import Image, ImageFilter, ImageOps

    assert isinstance(picture, Image.Image)
    yield picture
    yield ImageOps.autocontrast(picture, cutoff=2)
    yield picture.filter(ImageFilter.GaussianBlur(1.5))
    if max(picture.size) > SIDE // 2:
        yield ImageOps.autocontrast(picture.reduce(2), cutoff=2)
