"""The page of one thing that is owed, and the note of a contact."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from himpun.chase import services
from himpun.chase.forms.contacts import ContactForm
from himpun.chase.queries.case_page import CasePage, case_page
from himpun.chase.views.asked import AskedHere, asked_here, chaser
from himpun.office.asking import FormPage, form_page, found
from himpun.office.rules import Refused


def _page(ask: AskedHere, run: int, visit: int) -> CasePage:
    return found(case_page(ask.agency, run, visit, ask.now))


@require_safe
@asked_here
def case(ask: AskedHere, run: int, visit: int) -> HttpResponse:
    """The ladder of what is owed at a visit, and everything that was done about it."""
    return ask.render("case", page=_page(ask, run, visit), keeps=ask.keeps)


@require_http_methods(["GET", "POST"])
@chaser
def contact(ask: AskedHere, run: int, visit: int) -> HttpResponse:
    """A contact is noted."""
    shown = _page(ask, run, visit)
    names = [name for name, _ in shown.call]
    first = {"at": timezone.localtime(ask.now), "whom": names[0] if names else ""}
    here = ask.url("case", run, visit)
    page = FormPage(
        "Catat kontak", "Simpan catatan", "Kontak dicatat.", here,
        lead=f"{shown.line.unit}: {shown.line.sop} {shown.line.period}, langkah "
        f"{shown.line.step}.",
        crumbs=((shown.line.unit, here),),
    )  # fmt: skip

    def do(said: dict[str, Any]) -> object:
        return services.note_contact(run_id=run, visit=visit, **said, **ask.by)

    return form_page(ask, ContactForm(ask.posted, initial=first), page, do)


@require_POST
@chaser
def letter(ask: AskedHere, run: int, visit: int) -> HttpResponse:
    """The warning letter is drafted now."""
    shown = _page(ask, run, visit)
    try:
        row = services.draft_warning(run_id=run, visit=visit, **ask.by)
    except Refused as refused:
        context = {"sentence": str(refused), "back_url": ask.url("case", run, visit)}
        return render(ask.request, "409.html", context, status=409)
    messages.success(ask.request, f"Konsep surat peringatan untuk {shown.line.unit} disusun.")
    return redirect("letters:paper", ask.agency.code, row.paper_id)
