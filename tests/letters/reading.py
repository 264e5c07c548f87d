"""Reads what a finished paper says."""

import pypdfium2


def text_of(pdf: bytes) -> str:
    """The characters of all pages, in the order in which they are set."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return "\n".join(pages)
