"""What a step's page lets its holder do with its papers: draft one, mark all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from himpun.letters import services
from himpun.letters.forms.paper import MarkForm
from himpun.letters.queries.documents import pages_of
from himpun.letters.queries.papers import Paper, PaperVersion, latest_of
from himpun.letters.queries.step_part import StepMarks, step_marks_of
from himpun.letters.rules.kinds import KINDS
from himpun.letters.rules.marks import OPERATOR_MAY_NOT, VERBS
from himpun.letters.views.again import has_security_key, proof_of
from himpun.letters.views.asked import Asked, asked, found
from himpun.office.rules import Refused
from himpun.runs.queries.step_page import StepPage, step_page

DONE = {"initial": "diparaf", "sign": "ditandatangani"}
SERVICES: dict[str, Callable[..., Any]] = {
    "initial": services.initial_papers, "sign": services.sign_papers,
}  # fmt: skip


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
    """A paper that is about to be marked, with the numbers of its pages."""

    paper: Paper
    title: str
    version: PaperVersion
    pages: Sequence[int]


@require_http_methods(["GET", "POST"])
@asked
def step_marks(ask: Asked, run: int, visit: int) -> HttpResponse:
    """The papers that wait for the holder of a step, to be looked at and marked with one act."""
    page = _page(ask, run, visit)
    marks = found(step_marks_of(page))
    if page.on_behalf:
        verb = VERBS[marks.role]
        raise PermissionDenied(OPERATOR_MAY_NOT.format(verb=verb, title=page.on_behalf))
    form = MarkForm(ask.posted)
    if not form.is_bound:
        return _shown(ask, page, marks, form)
    if not form.is_valid():
        return _shown(ask, page, marks, form, status=400)
    try:
        proof = proof_of(ask.request, form.cleaned_data["proof"], DONE[marks.role])
        SERVICES[marks.role](papers=[p.pk for p in marks.papers], proof=proof, **ask.by)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _shown(ask, page, marks, form, status=409)
    names = ", ".join(KINDS[paper.kind].title.lower() for paper in marks.papers)
    said = DONE[marks.role].capitalize()
    messages.success(ask.request, f"{said}: {names}. Sekarang langkahnya dapat diteruskan.")
    return redirect("runs:step", run, visit)


def _shown(
    ask: Asked, page: StepPage, marks: StepMarks, form: MarkForm, status: int = 200
) -> HttpResponse:
    sheets = [_sheets(paper) for paper in marks.papers]
    context = {
        "page": page, "agency": page.run.agency, "role": marks.role, "sheets": sheets,
        "form": form, "security_key": has_security_key(ask.request),
    }  # fmt: skip
    return ask.render("marks", status=status, **context)


def _sheets(paper: Paper) -> Sheets:
    version = latest_of(paper)
    try:
        pages: Sequence[int] = range(1, pages_of(version) + 1)
    except Refused:
        pages = ()
    return Sheets(paper, KINDS[paper.kind].title, version, pages)
