"""Pages of a finished PDF as pictures, to be looked at before and after it is signed."""

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pypdfium2

from himpun.letters.typeset.pdfium import PDFIUM
from himpun.office.rules import Refused

DOTS_PER_INCH = 96
MOST_PAGES = 20


def pictures(
    pdf: bytes, *, pages: Iterable[int] | None = None, dots: int = DOTS_PER_INCH
) -> list[bytes]:
    """The pages (counted from 1; None: the first MOST_PAGES) as PNG, with what fields say."""
    with _opened(pdf) as document:
        document.init_forms()
        wanted = pages or range(1, min(len(document), MOST_PAGES) + 1)
        return [_picture(document, page - 1, dots) for page in wanted if 1 <= page <= len(document)]


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has."""
    with _opened(pdf) as document:
        return len(document)


@contextmanager
def _opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise Refused("Berkas PDF tidak dapat dibaca.") from error
        try:
            yield document
        finally:
            document.close()


def _picture(document: pypdfium2.PdfDocument, index: int, dots: int) -> bytes:
    page = document[index]
    image = page.render(scale=dots / 72, may_draw_forms=True).to_pil()
    page.close()
    out = io.BytesIO()
    image.save(out, format="PNG", optimize=False)
    return out.getvalue()
