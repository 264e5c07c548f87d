"""What a step's page lets its holder do with its papers: draft one, mark all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from himpun.letters import services
from himpun.letters.forms.paper import MarkForm, RemoteMarkForm, ScanForm
from himpun.letters.queries.documents import pages_of, unfilled_of
from himpun.letters.queries.papers import Paper, PaperVersion, latest_of
from himpun.letters.queries.step_part import StepMarks, is_ready, step_marks_of
from himpun.letters.rules.kinds import KINDS
from himpun.letters.rules.marks import OPERATOR_MAY_NOT, VERBS
from himpun.letters.views.again import has_security_key, proof_of
from himpun.letters.views.asked import asked
from himpun.office.asking import Asked, answer, found
from himpun.office.rules import Refused
from himpun.runs.queries.step_page import StepPage, step_page

DONE = {"initial": "diparaf", "sign": "ditandatangani"}


def _page(ask: Asked, run: int, visit: int) -> StepPage:
    return found(step_page(ask.person, run, visit, ask.now))


@require_POST
@asked
def paper_draft(ask: Asked, run: int, visit: int, kind: str) -> HttpResponse:
    """A paper of a step, from what its holder has filled in so far."""
    page = _page(ask, run, visit)
    try:
        version = services.draft_paper(
            run_id=run, visit=visit, kind=kind, content=page.draft or {}, **ask.by
        )
    except Refused as refused:
        return render(ask.request, "409.html", {"sentence": str(refused)}, status=409)
    title = KINDS[version.paper.kind].title
    messages.success(ask.request, f"{title} disusun. Periksa isinya sebelum diteruskan.")
    return redirect("letters:paper", page.run.agency.code, version.paper_id)


@dataclass(frozen=True)
class Sheets:
    """A paper that is about to be marked, with the numbers of its pages, and where it still has
    dots."""

    paper: Paper
    title: str
    version: PaperVersion
    pages: Sequence[int]
    unfilled: Sequence[str]


@require_http_methods(["GET", "POST"])
@asked
def step_marks(ask: Asked, run: int, visit: int) -> HttpResponse:
    """The papers that wait for the holder of a step, to be looked at and marked with one act; those
    that are signed by hand are made ready and scanned back."""
    page = _page(ask, run, visit)
    if page.open and page.hands.mandate is None:
        raise PermissionDenied(page.hands.why_not)
    marks = found(step_marks_of(page))
    if marks.by_hand:
        return _by_hand(ask, page, marks)
    if page.on_behalf:
        verb = VERBS[marks.role]
        raise PermissionDenied(OPERATOR_MAY_NOT.format(verb=verb, title=page.on_behalf))
    unfilled = marks.role == "sign" and any(unfilled_of(p, latest_of(p)) for p in marks.papers)
    form = (RemoteMarkForm if marks.outside else MarkForm)(
        ask.posted, unfilled=unfilled, security_key=has_security_key(ask.request)
    )
    names = ", ".join(KINDS[paper.kind].title.lower() for paper in marks.papers)
    answered, status = answer(
        ask,
        form,
        lambda said: _mark(ask, marks, said),
        to=reverse("runs:step", args=[run, visit]),
        done=f"{DONE[marks.role].capitalize()}: {names}. Sekarang langkahnya dapat diteruskan.",
    )
    return answered or _shown(ask, page, marks, form, status)


def _mark(ask: Asked, marks: StepMarks, said: dict[str, Any]) -> None:
    proof = proof_of(ask.request, said["proof"], DONE[marks.role])
    papers = [paper.pk for paper in marks.papers]
    if marks.role == "initial":
        services.initial_papers(papers=papers, proof=proof, **ask.by)
        return
    nik, passphrase = said.get("nik", ""), said.get("passphrase", "")
    services.sign_papers(papers=papers, proof=proof, nik=nik, passphrase=passphrase, **ask.by)


def _by_hand(ask: Asked, page: StepPage, marks: StepMarks) -> HttpResponse:
    """Makes the papers ready to be printed; one scan at a time comes back."""
    form = ScanForm()
    status = 200
    if ask.posted is not None:
        chosen = ask.sent("naskah", 18)
        paper = next((p for p in marks.papers if str(p.pk) == chosen), None)
        form = ScanForm(ask.posted, ask.request.FILES) if paper else ScanForm()
        try:
            if paper is None:
                services.ready_papers(papers=[p.pk for p in marks.papers], **ask.by)
                messages.success(ask.request, "Naskah siap dicetak.")
                return redirect("letters:step_marks", page.run.pk, page.visit.number)
            if form.is_valid():
                return _scanned(ask, page, marks, paper, form.cleaned_data["scan"])
            status = 400
        except Refused as refused:
            messages.error(ask.request, str(refused))
            status = 409
    sheets = [sheets_of(paper) for paper in marks.papers]
    return ask.render(
        "by_hand", status=status, agency=page.run.agency, sheets=sheets, form=form, **_back(page),
        ready=all(is_ready(one.version) for one in sheets),
    )  # fmt: skip


def _scanned(
    ask: Asked, page: StepPage, marks: StepMarks, paper: Paper, scan: Any
) -> HttpResponse:  # fmt: skip
    services.accept_scan(paper_id=paper.pk, content=scan.read(), name=scan.name, **ask.by)
    messages.success(ask.request, f"{KINDS[paper.kind].title} tercatat ditandatangani.")
    if len(marks.papers) > 1:
        return redirect("letters:step_marks", page.run.pk, page.visit.number)
    return redirect("runs:step", page.run.pk, page.visit.number)


def _shown(
    ask: Asked, page: StepPage, marks: StepMarks, form: MarkForm, status: int = 200
) -> HttpResponse:
    sheets = [sheets_of(paper) for paper in marks.papers]
    context = {
        **_back(page), "agency": page.run.agency, "role": marks.role, "sheets": sheets,
        "form": form, "security_key": has_security_key(ask.request),
    }  # fmt: skip
    return ask.render("marks", status=status, **context)


def _back(page: StepPage) -> dict[str, str]:
    """Where one comes from."""
    return {
        "back": reverse("runs:step", args=[page.run.pk, page.visit.number]),
        "back_title": f"Langkah {page.step.key}, {page.sop.name}",
    }


def sheets_of(paper: Paper) -> Sheets:
    """A paper with the numbers of its pages; none where its text cannot be set."""
    version = latest_of(paper)
    try:
        pages: Sequence[int] = range(1, pages_of(version) + 1)
    except Refused:
        pages = ()
    return Sheets(paper, KINDS[paper.kind].title, version, pages, unfilled_of(paper, version))
