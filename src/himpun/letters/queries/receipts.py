"""The receipts of a paper as one sheet: who received it, and room for those who sign by hand."""

from __future__ import annotations

from datetime import datetime

from himpun.kernel.worktime import ZONES
from himpun.letters.models import Letterhead, Paper
from himpun.letters.queries.documents import kop_of, letterhead_facts
from himpun.letters.queries.registers import number_of_paper
from himpun.letters.queries.sending import RecipientLine, recipients_of
from himpun.letters.rules.blocks import BY_HAND
from himpun.letters.rules.content import long_day
from himpun.letters.rules.document import Column, Document, HeadField, Table, Text, line, plain
from himpun.letters.rules.kinds import KINDS
from himpun.letters.typeset import printed
from himpun.office import queries as office
from himpun.runs.rules.words import moment_in

KIND = "tanda-terima"
WIDTHS = (Column(1, "center"), Column(6), Column(6), Column(5), Column(5))
HEADER = ("No.", "Penerima", "Diterima oleh", "Waktu", "Tanda tangan")


def receipts_pdf(paper: Paper, now: datetime) -> bytes:
    """The sheet as PDF/A: each recipient with who received it, as what and when; whoever has not
    yet has room to write and sign. Refuses (Refused) one of more than 90 pages."""
    own = Letterhead.objects.filter(agency=paper.agency).first()
    rows = recipients_of(paper, now)
    body = tuple(_row(paper, no, row) for no, row in enumerate(rows, start=1))
    document = Document(
        kind=KIND, layout="naskah", subject=f"Tanda terima {paper.subject}",
        letterhead=kop_of(letterhead_facts(own)) if own else None,
        page="A4" if own is None or own.paper == "A4" else "F4", title=("TANDA TERIMA",),
        head=tuple(HeadField(label, line(text)) for label, text in _head(paper)),
        body=(Table(WIDTHS, (HEADER,), body, height=BY_HAND),),
    )  # fmt: skip
    return printed(document, at=now, author=paper.agency.name).pdf


def _head(paper: Paper) -> list[tuple[str, str]]:
    number = number_of_paper(paper)
    said = [("Naskah", KINDS[paper.kind].title), ("Hal", paper.subject)]
    if number is not None:
        said.insert(1, ("Nomor", number.text))
    if paper.sent_at is not None:
        said.append(("Dikirim", long_day(office.day_at(paper.agency, paper.sent_at).isoformat())))
    return said


def _row(paper: Paper, no: int, shown: RecipientLine) -> tuple[Text, ...]:
    row = shown.recipient
    if row.received_at is None:
        return (plain(str(no)), plain(row.name), (), (), ())
    at = moment_in(row.received_at, ZONES[paper.agency.zone])
    by = ", ".join(filter(None, (row.received_by_text, row.received_as)))
    return (plain(str(no)), plain(row.name), plain(by), plain(at), plain("Tercatat dalam sistem"))
