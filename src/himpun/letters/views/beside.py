"""A paper beside the rows of an SOP: handed in, marked, sent back; all from its own page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from himpun.letters import services
from himpun.letters.forms.paper import MarkForm, RemoteMarkForm, ReturnForm, ScanForm
from himpun.letters.queries.desk import Desk, desk_of
from himpun.letters.queries.documents import unfilled_of
from himpun.letters.queries.papers import Paper, latest_of
from himpun.letters.queries.step_part import is_ready
from himpun.letters.rules.kinds import KINDS
from himpun.letters.rules.marks import OPERATOR_MAY_NOT, VERBS
from himpun.letters.views.again import has_security_key, proof_of
from himpun.letters.views.asked import AskedHere, asked_here
from himpun.letters.views.paper import seen
from himpun.letters.views.step_papers import DONE, sheets_of
from himpun.office.asking import FormPage, answer, form_page
from himpun.office.rules import Refused


def _at_desk(ask: AskedHere, number: int) -> tuple[Paper, Desk]:
    """A paper beside an SOP that lies before the person; 404 for every other."""
    row = seen(ask, number)
    desk = None if row.step or row.run is None else desk_of(row, ask.person, ask.now)
    if desk is None:
        raise Http404
    return row, desk


@require_POST
@asked_here
def paper_submit(ask: AskedHere, number: int) -> HttpResponse:
    """A draft goes to whoever marks it."""
    row = seen(ask, number)
    try:
        services.submit_beside(paper_id=row.pk, **ask.by)
    except Refused as refused:
        return render(ask.request, "409.html", {"sentence": str(refused)}, status=409)
    messages.success(ask.request, "Naskah diajukan. Yang memaraf dan menandatangani diberi tahu.")
    return redirect(ask.url("paper", row.pk))


@require_http_methods(["GET", "POST"])
@asked_here
def paper_marks(ask: AskedHere, number: int) -> HttpResponse:
    """The paraf or signature of whoever is next; by hand where the agency signs on paper."""
    row, desk = _at_desk(ask, number)
    role = desk.step.work[0]
    if role == "sign" and row.way == "wet":
        return _by_hand(ask, row)
    if desk.on_behalf:
        title = desk.sop.performers[desk.duty.performer].title
        verb = VERBS["sign" if role == "sign" else "initial"]
        raise PermissionDenied(OPERATOR_MAY_NOT.format(verb=verb, title=title))
    outside = role == "sign" and row.way == "remote"
    unfilled = role == "sign" and bool(unfilled_of(row, latest_of(row)))
    form = (RemoteMarkForm if outside else MarkForm)(
        ask.posted, unfilled=unfilled, security_key=has_security_key(ask.request)
    )
    answered, status = answer(
        ask,
        form,
        lambda said: _mark(ask, row, role, said),
        to=ask.url("paper", row.pk),
        done=f"{KINDS[row.kind].title} {DONE[role]}.",
    )
    return answered or _shown(ask, row, role, form, status)


def _mark(ask: AskedHere, row: Paper, role: str, said: dict[str, Any]) -> None:
    proof = proof_of(ask.request, said["proof"], DONE[role])
    if role == "initial":
        services.initial_papers(papers=[row.pk], proof=proof, **ask.by)
        return
    nik, passphrase = said.get("nik", ""), said.get("passphrase", "")
    services.sign_papers(papers=[row.pk], proof=proof, nik=nik, passphrase=passphrase, **ask.by)


def _back(ask: AskedHere, row: Paper) -> dict[str, str]:
    return {"back": ask.url("paper", row.pk), "back_title": KINDS[row.kind].title}


def _shown(
    ask: AskedHere, row: Paper, role: str, form: MarkForm, status: int = 200
) -> HttpResponse:  # fmt: skip
    return ask.render(
        "marks", status=status, role=role, sheets=[sheets_of(row)], form=form,
        security_key=has_security_key(ask.request), **_back(ask, row),
    )  # fmt: skip


def _by_hand(ask: AskedHere, row: Paper) -> HttpResponse:
    """Makes the paper ready to be printed; its scan comes back."""
    form, status = ScanForm(), 200
    if ask.posted is not None:
        try:
            if not ask.sent("naskah", 18):
                services.ready_papers(papers=[row.pk], **ask.by)
                messages.success(ask.request, "Naskah siap dicetak.")
                return redirect(ask.url("paper_marks", row.pk))
            form = ScanForm(ask.posted, ask.request.FILES)
            if form.is_valid():
                scan = form.cleaned_data["scan"]
                services.accept_scan(paper_id=row.pk, content=scan.read(), name=scan.name, **ask.by)
                messages.success(ask.request, "Naskah tercatat ditandatangani.")
                return redirect(ask.url("paper", row.pk))
            status = 400
        except Refused as refused:
            messages.error(ask.request, str(refused))
            status = 409
    sheet = sheets_of(row)
    return ask.render(
        "by_hand", status=status, sheets=[sheet], form=form, ready=is_ready(sheet.version),
        **_back(ask, row),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@asked_here
def paper_return(ask: AskedHere, number: int) -> HttpResponse:
    """Whoever should mark the paper sends it back."""
    row, desk = _at_desk(ask, number)
    if desk.on_behalf:
        raise PermissionDenied("Naskah dikembalikan oleh pemangku jabatannya.")
    there = ask.url("paper", row.pk)
    page = FormPage(
        "Kembalikan naskah", "Kembalikan", "Naskah dikembalikan kepada penyusunnya.", there,
        lead=f"{KINDS[row.kind].title}: {row.subject}. Penyusunnya membaca alasan Anda.",
        crumbs=((KINDS[row.kind].title, there),),
    )  # fmt: skip

    def do(said: dict[str, Any]) -> object:
        return services.return_beside(paper_id=row.pk, reason=said["reason"], **ask.by)

    return form_page(ask, ReturnForm(ask.posted), page, do)
