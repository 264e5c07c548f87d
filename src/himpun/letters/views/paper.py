"""The page of a paper: how it stands, its pages as pictures, its versions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from himpun.archive.queries.reach import keeps_archive
from himpun.letters import services
from himpun.letters.forms.paper import CancelPaperForm
from himpun.letters.queries.desk import why_not_cancel
from himpun.letters.queries.documents import (
    DESTROYED,
    concept_pdf,
    content_of,
    page_picture,
    pages_of,
)
from himpun.letters.queries.paper_page import difference, paper_page, version_in
from himpun.letters.queries.papers import Paper, PaperVersion, paper_seen
from himpun.letters.rules.kinds import KINDS
from himpun.letters.services.receiving import open_paper
from himpun.letters.views.asked import AskedHere, asked_here, leave_session
from himpun.office.asking import FormPage, form_page, found
from himpun.office.rules import Refused

PDF, PNG = "application/pdf", "image/png"
FOREVER = "private, max-age=86400, immutable"


def seen(ask: AskedHere, number: int) -> Paper:
    """A paper that the person may see; 404 for others."""
    return found(paper_seen(ask.agency, number, ask.person, ask.now))


@require_safe
@asked_here
def paper(ask: AskedHere, number: int) -> HttpResponse:
    """How a paper stands, whose turn it is, and what may be done with it now."""
    row = seen(ask, number)
    if row.state == "sent":
        open_paper(paper=row, by=ask.person, now=ask.now)
    page = paper_page(row, ask.person, ask.now)
    return ask.render("paper", page=page, pages=_pages(page.version), paper=page.paper)


def _pages(version: PaperVersion) -> list[int]:
    """The numbers of the pages to be shown; none where the text cannot be set."""
    try:
        return list(range(1, pages_of(version) + 1))
    except Refused:
        return []


def _version(ask: AskedHere, number: int, version: int) -> PaperVersion:
    return found(version_in(seen(ask, number), version))


@require_safe
@asked_here
def paper_picture(ask: AskedHere, number: int, version: int, page: int) -> HttpResponse:
    """A page of a version as a picture."""
    leave_session(ask)
    try:
        png = page_picture(_version(ask, number, version), page)
    except Refused as refused:
        return HttpResponse(str(refused), status=409, content_type="text/plain; charset=utf-8")
    answer = HttpResponse(found(png), content_type=PNG)
    answer["Cache-Control"] = FOREVER if ask.text("sidik") else "private, no-cache"
    return answer


@require_safe
@asked_here
def paper_pdf(ask: AskedHere, number: int, version: int) -> HttpResponse:
    """A version as PDF: its own once it is frozen, else what it would become, marked as a draft."""
    leave_session(ask)
    row = _version(ask, number, version)
    try:
        pdf = content_of(row.pdf) if row.pdf else concept_pdf(row, at=row.at)
    except Refused as refused:
        return HttpResponse(str(refused), status=409, content_type="text/plain; charset=utf-8")
    answer = HttpResponse(pdf, content_type=PDF)
    name = f"{row.paper.kind}-{row.paper.pk}-v{row.no}.pdf"
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


@require_safe
@asked_here
def paper_difference(ask: AskedHere, number: int, before: int, after: int) -> HttpResponse:
    """What changed between two versions."""
    one, other = (_version(ask, number, no) for no in (before, after))
    if one.destroyed_at or other.destroyed_at:
        return render(ask.request, "409.html", {"sentence": DESTROYED}, status=409)
    return ask.render(
        "difference", paper=other.paper, kind=KINDS[other.paper.kind], before=one, after=other,
        lines=difference(one, other),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@asked_here
def paper_cancel(ask: AskedHere, number: int) -> HttpResponse:
    """A paper is given up."""
    row = seen(ask, number)
    if why := why_not_cancel(row, ask.person, ask.now):
        raise PermissionDenied(why)
    kind = KINDS[row.kind]
    page = FormPage(
        "Batalkan naskah", "Batalkan naskah", "Naskah dibatalkan.", ask.url("paper", row.pk),
        lead=f"{kind.title}: {row.subject}. Naskah tetap tercatat; nomornya, bila sudah ada, ikut "
        "dibatalkan dan tidak dipakai lagi.",
        crumbs=((kind.title, ask.url("paper", row.pk)),),
    )  # fmt: skip

    def do(said: dict[str, Any]) -> object:
        return services.cancel_paper(paper_id=row.pk, reason=said["reason"], **ask.by)

    return form_page(ask, CancelPaperForm(ask.posted), page, do)


@require_POST
@asked_here
def paper_file(ask: AskedHere, number: int) -> HttpResponse:
    """A finished paper becomes a record of the archive, where the SOP has no step for it."""
    row = seen(ask, number)
    if not keeps_archive(ask.person, ask.agency, ask.on):
        raise PermissionDenied("Naskah diarsipkan oleh pengelola arsip instansi.")
    try:
        record = services.file_paper(paper_id=row.pk, **ask.by)
    except Refused as refused:
        page = paper_page(row, ask.person, ask.now)
        return ask.render(
            "paper", status=409, page=page, pages=_pages(page.version), paper=row,
            refused=str(refused),
        )  # fmt: skip
    messages.success(ask.request, f"Naskah diarsipkan sebagai arsip nomor {record.no}.")
    return redirect(ask.url("paper", row.pk))
