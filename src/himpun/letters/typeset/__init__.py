"""From a document to its sheet: PDF/A with the places of its blanks, pictures, and Word files.

Bytes in, bytes out; no tables, no clock, no network. Only our own typst sources are ever compiled:
see docs/decisions/0016-papers-are-set-from-data-only.md. The libraries are loaded when they are
first needed: a command that prints nothing need not wait for them.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from himpun.letters.rules.document import Document, Embedded
from himpun.letters.typeset.result import FontsMissing, Printed


def printed(
    document: Document, *, at: datetime, embedded: Sequence[Embedded] = (), author: str = "Himpun"
) -> Printed:
    """The paper as PDF/A-2b, or A-3b where `embedded` files of text lie inside.

    The same document at the same moment (with a zone) gives the same bytes. Refuses papers that
    are too long, and characters that cannot be printed. `author`: who made the file, an office.
    """
    from himpun.letters.typeset import setting

    return setting.printed(document, at=at, embedded=embedded, author=author)


def pictures(pdf: bytes, *, pages: Iterable[int] | None = None, dots: int = 96) -> list[bytes]:
    """Pages of a finished PDF (counted from 1; None: the first twenty) as PNG, with what its fields
    say; `dots` to an inch."""
    from himpun.letters.typeset import picturing

    return picturing.pictures(pdf, pages=pages, dots=dots)


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has. Refuses what is none."""
    from himpun.letters.typeset import picturing

    return picturing.page_count(pdf)


def docx_of(document: Document, *, at: datetime) -> bytes:
    """The document as a Word file (.docx), made `at` a moment: dots for blanks, no marks."""
    from himpun.letters.typeset import word

    return word.docx_of(document, at=at)


def read_docx(content: bytes) -> str:
    """The body and the attachments of a Word file, as light text. Refuses (a sentence) what cannot
    be opened safely, and what could not be kept."""
    from himpun.letters.typeset import word_read

    return word_read.read_docx(content)


def logo_png(picture: bytes) -> bytes:
    """A logo (PNG or JPEG) as it is printed: a small PNG without what else the file carried.
    Refuses other files."""
    from himpun.letters.typeset import packed

    return packed.logo_png(picture)


def font(*, bold: bool = False) -> Path:
    """The file of the letters that papers are set in, for who writes into a finished paper."""
    from himpun.letters.typeset import setting

    return setting.font(bold=bold)


__all__ = [
    "FontsMissing",
    "Printed",
    "docx_of",
    "font",
    "logo_png",
    "page_count",
    "pictures",
    "printed",
    "read_docx",
]
