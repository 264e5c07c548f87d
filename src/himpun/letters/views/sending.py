"""Whom a paper goes to, that it goes, and what the sender knows of each recipient."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from himpun.letters.forms.sending import ReceiptForm, RecipientForm, SureForm
from himpun.letters.queries.papers import paper_seen
from himpun.letters.queries.receipts import receipts_pdf
from himpun.letters.queries.registers import number_of_paper
from himpun.letters.queries.sending import (
    Paper,
    Recipient,
    recipient_in,
    recipients_of,
    tally_of,
    units_missing,
    why_not_send,
)
from himpun.letters.rules.kinds import KINDS
from himpun.letters.services.receiving import record_receipt
from himpun.letters.services.sending import (
    add_recipient,
    add_unit_recipients,
    resend,
    revoke_link,
    send_paper,
    withdraw_recipient,
)
from himpun.letters.views.asked import AskedHere, asked_here
from himpun.office.asking import FormPage, form_page, found
from himpun.office.queries import people_of, posts_of, units_of


def _paper(ask: AskedHere, number: int) -> Paper:
    return found(paper_seen(ask.agency, number, ask.person, ask.now))


def _sent_by(ask: AskedHere, number: int) -> Paper:
    """A paper whose list the person keeps: 403 for others who see it."""
    paper = _paper(ask, number)
    if why := why_not_send(ask.person, paper, ask.now):
        raise PermissionDenied(why)
    return paper


def _recipient(ask: AskedHere, number: int, recipient: int) -> Recipient:
    return found(recipient_in(_sent_by(ask, number), recipient))


def _title(paper: Paper) -> str:
    number = number_of_paper(paper)
    kind = KINDS[paper.kind].title
    return f"{kind} nomor {number.text}" if number else kind


def _page(ask: AskedHere, paper: Paper, words: tuple[str, str, str], lead: str = "") -> FormPage:
    """``words``: heading, button, and what is said when it is done."""
    to = ask.url("recipients", paper.pk)
    crumbs = ((KINDS[paper.kind].title, ask.url("paper", paper.pk)), ("Penerima", to))
    return FormPage(*words, to, lead, crumbs=crumbs)


@require_safe
@asked_here
def recipients(ask: AskedHere, number: int) -> HttpResponse:
    """The list of a paper and how far it came with each."""
    paper = _paper(ask, number)
    if paper.state == "cancelled":
        raise Http404
    lines = recipients_of(paper, ask.now)
    keeps = why_not_send(ask.person, paper, ask.now) is None
    return ask.render(
        "recipients", paper=paper, kind=KINDS[paper.kind], title=_title(paper), lines=lines,
        tally=tally_of(lines), keeps=keeps, sendable=bool(lines) and paper.state == "signed",
        missing=len(units_missing(paper, ask.on)) if keeps else 0,
    )  # fmt: skip


@require_safe
@asked_here
def receipts(ask: AskedHere, number: int) -> HttpResponse:
    """The sheet of receipts of a paper that is on its way to somebody."""
    paper = _paper(ask, number)
    if paper.state not in ("signed", "sent"):
        raise Http404
    answer = HttpResponse(receipts_pdf(paper, ask.now), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="tanda-terima-{paper.pk}.pdf"'
    return answer


@require_http_methods(["GET", "POST"])
@asked_here
def recipient_add(ask: AskedHere, number: int) -> HttpResponse:
    """One more recipient."""
    paper = _sent_by(ask, number)
    people = people_of(ask.agency, open_only=True)
    form = RecipientForm(
        units_of(ask.agency, ask.on), posts_of(ask.agency, ask.on), people, ask.posted
    )
    page = _page(ask, paper, ("Tambah penerima", "Tambah penerima", "Penerima ditambahkan."))

    def do(_said: dict[str, Any]) -> object:
        return add_recipient(paper=paper, **form.chosen(), **ask.by)

    return form_page(ask, form, page, do)


@require_http_methods(["GET", "POST"])
@asked_here
def recipient_add_units(ask: AskedHere, number: int) -> HttpResponse:
    """All units that take part and are not on the list."""
    paper = _sent_by(ask, number)
    names = ", ".join(unit.name for unit in units_missing(paper, ask.on))
    page = _page(
        ask, paper, ("Tambahkan semua unit", "Tambahkan", "Unit ditambahkan."),
        f"Yang ditambahkan: {names}." if names else "Semua unit sudah ada dalam daftar.",
    )  # fmt: skip
    return form_page(
        ask, SureForm(ask.posted), page, lambda _: add_unit_recipients(paper=paper, **ask.by)
    )


@require_http_methods(["GET", "POST"])
@asked_here
def paper_send(ask: AskedHere, number: int) -> HttpResponse:
    """The paper goes to everybody on its list."""
    paper = _sent_by(ask, number)
    names = ", ".join(line.recipient.name for line in recipients_of(paper, ask.now))
    page = _page(
        ask, paper, ("Kirim naskah", "Kirim", "Naskah dikirim."),
        f"{_title(paper)} dikirim kepada: {names or 'belum ada penerima'}.",
    )  # fmt: skip
    return form_page(ask, SureForm(ask.posted), page, lambda _: send_paper(paper=paper, **ask.by))


@require_http_methods(["GET", "POST"])
@asked_here
def recipient_resend(ask: AskedHere, number: int, recipient: int) -> HttpResponse:
    """A new link, and a new mail."""
    row = _recipient(ask, number, recipient)
    page = _page(
        ask, row.paper, (f"Kirim ulang kepada {row.name}", "Kirim ulang", "Tautan baru dibuat."),
        "Tautan yang lama tidak berlaku lagi sesudah ini.",
    )  # fmt: skip
    return form_page(ask, SureForm(ask.posted), page, lambda _: resend(recipient=row, **ask.by))


@require_http_methods(["GET", "POST"])
@asked_here
def link_revoke(ask: AskedHere, number: int, recipient: int) -> HttpResponse:
    """A link that opens no more."""
    row = _recipient(ask, number, recipient)
    page = _page(
        ask, row.paper, (f"Cabut tautan {row.name}", "Cabut tautan", "Tautan dicabut."),
        "Naskah yang sudah diunduh tidak dapat ditarik kembali.",
    )  # fmt: skip
    return form_page(
        ask, SureForm(ask.posted), page, lambda _: revoke_link(recipient=row, **ask.by)
    )


@require_http_methods(["GET", "POST"])
@asked_here
def recipient_withdraw(ask: AskedHere, number: int, recipient: int) -> HttpResponse:
    """Off the list."""
    row = _recipient(ask, number, recipient)
    page = _page(ask, row.paper, (f"Hapus {row.name} dari daftar", "Hapus", "Penerima dihapus."))
    return form_page(
        ask, SureForm(ask.posted), page, lambda _: withdraw_recipient(recipient=row, **ask.by)
    )


@require_http_methods(["GET", "POST"])
@asked_here
def receipt_record(ask: AskedHere, number: int, recipient: int) -> HttpResponse:
    """A receipt on paper, for what was handed over."""
    row = _recipient(ask, number, recipient)
    page = _page(
        ask, row.paper,
        (f"Tanda terima {row.name}", "Catat tanda terima", "Tanda terima dicatat."),
        "Salin dari tanda terima di atas kertas.",
    )  # fmt: skip

    def do(said: dict[str, Any]) -> object:
        return record_receipt(recipient=row, **said, **ask.by)

    return form_page(ask, ReceiptForm(ask.posted), page, do)
