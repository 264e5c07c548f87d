"""Destroying records: what is due, proposals, decisions, the deed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from himpun.archive.forms.disposal import CancelForm, DecideForm, DeedForm, ProposeForm
from himpun.archive.queries.disposal import (
    Disposal,
    copies_of,
    disposal_in,
    disposal_lines,
    disposals_of,
    due_lines,
    judged_in,
    still_needed,
)
from himpun.archive.queries.folders import items_file, items_pdf
from himpun.archive.queries.reach import why_not_approve
from himpun.archive.rules.disposal import MOST_RECORDS, SAME_PERSON, STATES
from himpun.archive.services import (
    cancel_disposal,
    carry_out_disposal,
    decide_disposal,
    propose_disposal,
)
from himpun.archive.views.asked import AskedHere, asked_here, keeper, printed, saved
from himpun.office.asking import FormPage, form_page, found
from himpun.office.rules import Refused, long_date

MARKS = {
    "proposed": "wait", "approved": "now", "rejected": "back", "cancelled": "idle", "done": "done",
}  # fmt: skip


@require_safe
@asked_here
def disposals(ask: AskedHere) -> HttpResponse:
    """The proposals, and to keepers what is due."""
    return _list(ask, ProposeForm())


def _list(ask: AskedHere, form: ProposeForm, status: int = 200, chosen: Any = ()) -> HttpResponse:
    due = due_lines(ask.agency, ask.reach, ask.on)[: MOST_RECORDS + 1] if ask.keeps else []
    rows = [(row, STATES[row.state], MARKS[row.state]) for row in disposals_of(ask.agency)]
    return ask.render(
        "disposals", status, tab="disposals", rows=rows, due=due[:MOST_RECORDS],
        more=len(due) > MOST_RECORDS, most=MOST_RECORDS, form=form, chosen=set(chosen),
    )  # fmt: skip


@require_POST
@keeper
def disposal_propose(ask: AskedHere) -> HttpResponse:
    """A proposal of the records that were ticked."""
    form = ProposeForm(ask.posted)
    sent = ask.request.POST.getlist("arsip")
    numbers = [int(no) for no in sent if no.isascii() and no.isdigit() and len(no) < 10]
    if not form.is_valid():
        return _list(ask, form, 400, numbers)
    try:
        made = propose_disposal(agency=ask.agency, records=numbers, **form.cleaned_data, **ask.by)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _list(ask, form, 409, numbers)
    messages.success(ask.request, f"Usul musnah nomor {made.no} menunggu persetujuan.")
    return redirect("archive:disposal", ask.agency.code, made.no)


def _disposal(ask: AskedHere, no: int) -> Disposal:
    return found(disposal_in(ask.agency, no))


@require_safe
@asked_here
def disposal(ask: AskedHere, no: int) -> HttpResponse:
    """A proposal with its records, and what may be done with it; done, its berita acara. Also as
    PDF: the list of its records."""
    row = _disposal(ask, no)
    if ask.text("bentuk") == "pdf":
        lines = disposal_lines(row, ask.reach, ask.on)
        return printed(
            ask, lambda: items_pdf(ask.agency, _title(row), _head(row), lines, ask.now),
            f"daftar-musnah-{ask.agency.code}-{no}", (f"Usul musnah {no}", ask.url("disposal", no)),
        )  # fmt: skip
    return _shown(ask, row, DecideForm())


def _title(row: Disposal) -> str:
    done = row.state == "done"
    return "Daftar arsip yang dimusnahkan" if done else "Daftar arsip usul musnah"


def _head(row: Disposal) -> list[tuple[str, str]]:
    said = [("Usul musnah", str(row.no)), ("Alasan", row.reason)]
    if row.state == "done" and row.deed_on:
        said += [
            ("Berita acara", f"{row.deed}, {long_date(row.deed_on)}"),
            ("Cara pemusnahan", row.way), ("Saksi", row.witnesses),
        ]  # fmt: skip
    copies = copies_of(row)
    return [*said, *((COPIED, copy.words) for copy in copies)]


COPIED = "Salinan tetap ada dalam"


def _shown(ask: AskedHere, row: Disposal, form: DecideForm, status: int = 200) -> HttpResponse:
    whys = [one.why_not for one in judged_in(row, ask.on) if one.why_not]
    why_not_decide = why_not_approve(ask.person, ask.agency, ask.on) or ""
    if row.proposed_by_id == ask.person.pk:
        why_not_decide = SAME_PERSON
    return ask.render(
        "disposal", status, tab="disposals", row=row, state=STATES[row.state],
        mark=MARKS[row.state], form=form, whys=whys, why_not_decide=why_not_decide,
        lines=disposal_lines(row, ask.reach, ask.on),
        needed=still_needed(row) if row.state == "done" and ask.keeps else [],
        copies=copies_of(row),
    )  # fmt: skip


@require_POST
@asked_here
def disposal_decide(ask: AskedHere, no: int) -> HttpResponse:
    """Approved or rejected, by another than its proposer."""
    row = _disposal(ask, no)
    form = DecideForm(ask.posted)
    if not form.is_valid():
        return _shown(ask, row, form, 400)
    approve = ask.request.POST.get("putusan") == "setuju"
    try:
        decide_disposal(
            disposal=row.pk, approve=approve, reason=form.cleaned_data["reason"], **ask.by
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        status = 403 if why_not_approve(ask.person, ask.agency, ask.on) else 409
        return _shown(ask, row, form, status)
    messages.success(ask.request, "Usul musnah disetujui." if approve else "Usul musnah ditolak.")
    return redirect("archive:disposal", ask.agency.code, no)


KEPT_IN = (
    "{count} paket arsip yang sudah disegel memuat salinannya dan tidak ikut dimusnahkan. Berita "
    "acara menyebut paket-paket itu."
)


def _page(ask: AskedHere, no: int, heading: str, button: str, done: str) -> FormPage:
    to = ask.url("disposal", no)
    return FormPage(heading, button, done, to, crumbs=((f"Usul musnah {no}", to),))


@require_http_methods(["GET", "HEAD", "POST"])
@keeper
def disposal_cancel(ask: AskedHere, no: int) -> HttpResponse:
    """Giving a proposal up."""
    row = _disposal(ask, no)

    def do(said: dict[str, Any]) -> object:
        return cancel_disposal(disposal=row.pk, **said, **ask.by)

    page = _page(ask, no, "Batalkan usul musnah", "Batalkan usul", "Usul musnah dibatalkan.")
    return form_page(ask, CancelForm(ask.posted), page, do)


@require_http_methods(["GET", "HEAD", "POST"])
@keeper
def disposal_carry_out(ask: AskedHere, no: int) -> HttpResponse:
    """Destroying the content, with a berita acara."""
    row = _disposal(ask, no)

    def do(said: dict[str, Any]) -> object:
        return carry_out_disposal(disposal=row.pk, **said, **ask.by)

    page = _page(
        ask, no, "Musnahkan dengan berita acara", "Musnahkan isi arsip",
        "Isi arsip telah dimusnahkan; catatannya tetap ada.",
    )  # fmt: skip
    if copied := len(copies_of(row)):
        page = replace(page, lead=KEPT_IN.format(count=copied))
    form = DeedForm(ask.posted, initial={"deed_on": ask.on})
    return form_page(ask, form, page, do)


@require_safe
@asked_here
def disposal_list(ask: AskedHere, no: int) -> HttpResponse:
    """The records of a proposal as an Excel file: the annex of the berita acara."""
    lines = disposal_lines(_disposal(ask, no), ask.reach, ask.on)
    return saved(items_file(ask.agency, lines, ask.now), f"daftar-musnah-{ask.agency.code}-{no}")
