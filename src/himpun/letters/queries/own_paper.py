"""A document of another app on the agency's letterhead, as PDF/A or Word."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from himpun.letters.models import Letterhead
from himpun.letters.queries.documents import kop_of, letterhead_facts
from himpun.letters.rules.document import Document, PageSize
from himpun.letters.typeset import docx_of, printed
from himpun.office.queries import Agency


def paper_pdf(*, agency: Agency, document: Document, at: datetime) -> bytes:
    """The document as PDF/A-2b, on the letterhead and the paper size that the agency has set. The
    same document at the same moment gives the same bytes. Refuses (Refused) one of more than 90
    pages."""
    return printed(on_letterhead(agency, document), at=at, author=agency.name).pdf


def paper_docx(*, agency: Agency, document: Document, at: datetime) -> bytes:
    """The same as a Word file."""
    return docx_of(on_letterhead(agency, document), at=at)


def on_letterhead(agency: Agency, document: Document) -> Document:
    """The document with the agency's letterhead, if it has one; A4 where it has not (one query)."""
    own = Letterhead.objects.filter(agency=agency).first()
    if own is None:
        return replace(document, letterhead=None, page="A4")
    page: PageSize = "A4" if own.paper == "A4" else "F4"
    return replace(document, letterhead=kop_of(letterhead_facts(own)), page=page)
