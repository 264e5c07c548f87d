"""What was sent to a person, to their posts and their units; opened and received there."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from himpun.archive.queries import StoredFile, open_file
from himpun.kernel.worktime import ZONES
from himpun.letters.forms.sending import OwnReceiptForm
from himpun.letters.queries.registers import number_of_paper
from himpun.letters.queries.sending import (
    Recipient,
    papers_in,
    recipient_word,
    signed_file,
)
from himpun.letters.rules.kinds import KINDS
from himpun.letters.services.receiving import open_paper, record_receipt
from himpun.letters.views.asked import asked
from himpun.office.asking import Asked, answer, found

PAGE = 50


@require_safe
@asked
def incoming(ask: Asked) -> HttpResponse:
    """The papers that came in, the newest first."""
    page = Paginator(papers_in(ask.person, ask.on), PAGE).get_page(ask.text("halaman"))
    lines = [(row, KINDS[row.paper.kind].title, *recipient_word(row)) for row in page]
    return ask.render("incoming", pages=page, lines=lines, kept="")


def _row(ask: Asked, number: int) -> Recipient:
    """Something sent to the person, or to whom they stand for today; 404 for others."""
    return found(papers_in(ask.person, ask.on).filter(pk=number).first())


@require_http_methods(["GET", "POST"])
@asked
def incoming_paper(ask: Asked, number: int) -> HttpResponse:
    """A paper that came in; looking at it is opening it, a receipt is given by a button."""
    row = _row(ask, number)
    with timezone.override(ZONES[row.paper.agency.zone]):
        form = OwnReceiptForm(ask.posted)
        to = reverse("letters:incoming_paper", args=[row.pk])

        def do(said: dict[str, Any]) -> object:
            return record_receipt(recipient=row, **said, **ask.by)

        answered, status = answer(ask, form, do, to=to, done="Tanda terima diberikan.")
        if answered is not None:
            return answered
        open_paper(paper=row.paper, by=ask.person, now=ask.now)
        row.refresh_from_db()
        word, mark = recipient_word(row)
        return ask.render(
            "incoming_paper", status=status, row=row, paper=row.paper, form=form, word=word,
            mark=mark, kind=KINDS[row.paper.kind], number=number_of_paper(row.paper),
            has_file=signed_file(row.paper) is not None,
        )  # fmt: skip


@require_safe
@asked
def incoming_pdf(ask: Asked, number: int) -> HttpResponse:
    """The paper itself; who takes it has opened it."""
    row = _row(ask, number)
    file = signed_file(row.paper)
    if file is None:
        return redirect("letters:incoming_paper", row.pk)
    open_paper(paper=row.paper, by=ask.person, now=ask.now)
    return pdf_answer(file, f"{row.paper.kind}-{row.paper.pk}.pdf")


def pdf_answer(file: StoredFile, name: str) -> HttpResponse:
    """A signed paper as it is kept, shown where the browser can."""
    with open_file(file) as content:
        said = HttpResponse(content.read(), content_type="application/pdf")
    said["Content-Disposition"] = f'inline; filename="{name}"'
    said["Cache-Control"] = "private, no-store"
    return said
