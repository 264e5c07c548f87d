"""A version of a paper as a document, and as the pictures of its pages."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings

from himpun.archive.queries import StoredFile, open_file
from himpun.letters.models import Letterhead, Paper, PaperVersion, Template
from himpun.letters.queries.shipped import shipped_template
from himpun.letters.rules import template as templates
from himpun.letters.rules.codes import paper_code
from himpun.letters.rules.composing import Draft, Setting, document, draft_of
from himpun.letters.rules.document import Document, Embedded
from himpun.letters.rules.document import Letterhead as Kop
from himpun.letters.rules.kinds import KINDS, Kind
from himpun.letters.rules.unfilled import unfilled
from himpun.letters.typeset import Printed, docx_of, page_count, pictures, printed
from himpun.office.queries import Agency
from himpun.office.rules import Refused

CHECK = "/p/{token}"
"""The page on which anybody checks a paper, by the token of its QR code."""
DESTROYED = "Isi naskah ini sudah dimusnahkan menurut jadwal retensi."


def template_of(agency: Agency, kind: Kind) -> templates.Template:
    """The template that an agency's papers of a kind are made from: its published one, else the
    shipped one (one query)."""
    rows = Template.objects.filter(agency=agency, kind=kind.key, state="published")
    own = rows.first()
    return templates.load(own.body) if own else shipped_template(kind)


def letterhead_facts(row: Letterhead) -> dict[str, Any]:
    """A letterhead as a version keeps it."""
    return {
        "lines": list(row.lines),
        "contact": [row.contact] if row.contact else [],
        "logo": row.logo.sha256 if row.logo else "",
    }


def draft_kept(version: PaperVersion) -> Draft:
    """What a version says, before it is set."""
    return draft_of(version.facts["frame"], version.text)


def unfilled_of(paper: Paper, version: PaperVersion) -> tuple[str, ...]:
    """Where a paper that is not signed yet has dots for a fact that was not known."""
    return unfilled(draft_kept(version)) if paper.state in ("draft", "circulating") else ()


def document_of(version: PaperVersion, *, concept: bool) -> Document:
    """The document of a version; with ``concept`` the word KONSEP stands across its pages. Refuses
    (Refused) a text that cannot be read, and one that the archive has destroyed."""
    if version.destroyed_at is not None:
        raise Refused(DESTROYED)
    facts, paper = version.facts, version.paper
    setting = Setting(
        letterhead=kop_of(facts["letterhead"]),
        page=facts["page"],
        signed=facts["signed"],
        initials=tuple(facts["initials"]),
        qr=paper_code(check_address(paper), version.no),
        concept=concept,
    )
    return document(KINDS[paper.kind], draft_kept(version), setting)


def check_address(paper: Paper) -> str:
    """Where anybody checks a paper; its QR code says it with the version."""
    return settings.HIMPUN_URL + CHECK.format(token=paper.token)


def embedded_of(version: PaperVersion) -> tuple[Embedded, ...]:
    """The files of figures that lie inside the PDF."""
    return tuple(
        Embedded(row["name"], row["mime"], row["content"].encode(), row["description"])
        for row in version.facts.get("embedded", ())
    )


def page_picture(version: PaperVersion, page: int) -> bytes | None:
    """A page (from 1) of a version as PNG: of its PDF once it is frozen, else of what it would
    become, with KONSEP across; None where there is no such page. Refuses (Refused) what cannot be
    set."""
    return next(iter(pictures(_pdf_of(version), pages=[page])), None)


def pages_of(version: PaperVersion) -> int:
    """How many pages a version has. Refuses (Refused) what cannot be set."""
    if version.pdf is not None:
        return page_count(content_of(version.pdf))
    return _concept(version, version.at).pages


def concept_pdf(version: PaperVersion, *, at: datetime) -> bytes:
    """A version as PDF with KONSEP across; never kept."""
    return _concept(version, at).pdf


def word_file(version: PaperVersion) -> bytes:
    """A version as a Word file, to be edited. Refuses (Refused) what cannot be set."""
    return docx_of(document_of(version, concept=False), at=version.at)


def _concept(version: PaperVersion, at: datetime) -> Printed:
    return printed(document_of(version, concept=True), at=at, author=version.paper.agency.name)


def _pdf_of(version: PaperVersion) -> bytes:
    if version.pdf is not None:
        return content_of(version.pdf)
    return concept_pdf(version, at=version.at)


def content_of(file: StoredFile) -> bytes:
    """A stored file, whole."""
    with open_file(file) as handle:
        return handle.read()


def kop_of(kept: dict[str, Any]) -> Kop:
    """A letterhead as it is set, from what a version keeps of it (one query at most)."""
    logo = StoredFile.objects.filter(sha256=kept["logo"]).first() if kept["logo"] else None
    return Kop(tuple(kept["lines"]), tuple(kept["contact"]), content_of(logo) if logo else b"")
