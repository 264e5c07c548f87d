"""Lists of other apps as PDF/A, on the agency's letterhead: daftar berkas, daftar isi berkas."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from himpun.letters.models import Letterhead
from himpun.letters.queries.documents import kop_of, letterhead_facts
from himpun.letters.rules.document import (
    Column,
    Document,
    HeadField,
    Table,
    line,
    plain,
)
from himpun.letters.typeset import printed
from himpun.office.queries import Agency


def list_pdf(
    *,
    agency: Agency,
    title: Sequence[str],
    head: Sequence[tuple[str, str]],
    columns: Sequence[tuple[str, int]],
    rows: Sequence[Sequence[str]],
    at: datetime,
) -> bytes:
    """A list on wide pages: lines of a title, facts above it, columns (head, share of the width),
    rows of texts. The same list at the same moment gives the same bytes. Refuses (Refused) one of
    more than 90 pages."""
    own = Letterhead.objects.filter(agency=agency).first()
    table = Table(
        columns=tuple(Column(weight) for _, weight in columns),
        header=(tuple(name for name, _ in columns),),
        rows=tuple(tuple(plain(text) for text in row) for row in rows),
        small=True,
    )
    document = Document(
        kind="daftar-arsip", layout="naskah", subject=title[0],
        letterhead=kop_of(letterhead_facts(own)) if own else None,
        page="A4" if own is None or own.paper == "A4" else "F4", landscape=True,
        title=tuple(words.upper() for words in title),
        head=tuple(HeadField(label, line(value)) for label, value in head), body=(table,),
    )  # fmt: skip
    return printed(document, at=at, author=agency.name).pdf
