"""The yearly evaluation of SOPs: read, decide, print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from himpun.archive.queries.sheets_file import Sheet
from himpun.letters.queries.own_paper import paper_docx, paper_pdf
from himpun.monitoring.queries.assessing import why_not_assess
from himpun.monitoring.queries.evaluating import (
    SopOfYear,
    YearView,
    called,
    deciders,
    facts_of,
    year_view,
)
from himpun.monitoring.queries.evaluating_paper import evaluation_document
from himpun.monitoring.rules.evaluating import (
    QUESTIONS,
    VERDICTS,
    Answer,
    why_not_answered,
    why_not_decided,
)
from himpun.monitoring.services.evaluating import evaluate_sop
from himpun.monitoring.views.asked import asked_here
from himpun.monitoring.views.files import DOCX, PDF, download, sheets
from himpun.office.asking import AskedHere, found
from himpun.office.rules import Refused

COLUMNS = (
    ("SOP", 34), ("Tahun", 8), ("Evaluasi ke", 11), ("Versi SOP", 10), ("Keputusan", 18),
    ("Alasan", 60), ("Diputuskan pada", 16), ("Diputuskan oleh", 30), ("Selaku", 34),
    ("Dicatat oleh", 30), *((f"{no}. {text}", 24) for no, text in QUESTIONS.items()),
)  # fmt: skip
ANSWERS: Mapping[str, bool | None] = {"ya": True, "tidak": False, "": None}
UNREADABLE = "Isian ini tidak dapat dibaca. Muat ulang halaman, lalu coba lagi."
NO_DAY = "Tanggal keputusan belum diisi dengan benar."
NOBODY = "Belum dipilih siapa yang memutuskan."


@dataclass(frozen=True, slots=True)
class _Typed:
    """What stands in the form."""

    answers: Sequence[Answer]
    verdict: str = ""
    reason: str = ""
    day: date | None = None
    person: int = 0


@require_safe
@asked_here
def evaluate_start(ask: AskedHere) -> HttpResponse:
    """The year of today."""
    return redirect("monitoring:evaluate", ask.agency.code, ask.on.year)


@require_safe
@asked_here
def evaluate(ask: AskedHere, year: int) -> HttpResponse:
    """The evaluations of a year; a file with ``?bentuk=pdf``, ``docx`` or ``xlsx``."""
    view = _view(ask, year)
    shape, name = ask.text("bentuk"), f"evaluasi-sop-{ask.agency.code}-{year}"
    if shape == "xlsx":
        rows = [cells for part in view.parts for cells in _rows(part)]
        return sheets(ask, name, f"Evaluasi SOP {year}", [Sheet("Evaluasi SOP", COLUMNS, rows)])
    if shape in ("pdf", "docx"):
        make, kind = (paper_pdf, PDF) if shape == "pdf" else (paper_docx, DOCX)
        document = evaluation_document(view, ask.now)
        return download(
            make(agency=ask.agency, document=document, at=ask.now), f"{name}.{shape}", kind
        )
    why_not = why_not_assess(ask.person, ask.agency, ask.on)
    return ask.render("evaluate", view=view, why_not=why_not, begun=year <= ask.on.year)


def _view(ask: AskedHere, year: int) -> YearView:
    try:
        return year_view(ask.agency, year)
    except ValueError:
        raise Http404 from None


def _rows(part: SopOfYear) -> list[list[str | int]]:
    every = [*([part.kept] if part.kept else []), *part.earlier]
    return [
        [
            part.name, one.year, one.no, one.sop_version, one.word, one.reason,
            one.decided_on.isoformat(), one.decided_text, one.capacity, one.by_text,
            *(" – ".join(text for text in (said.word, said.note) if text) for said in one.said),
        ]
        for one in every
    ]  # fmt: skip


@require_http_methods(["GET", "POST"])
@asked_here
def evaluate_one(ask: AskedHere, year: int, sop: str) -> HttpResponse:
    """Evaluate one SOP; 403 for who may not."""
    view = _view(ask, year)
    part = found(view.part(sop))
    if why := why_not_assess(ask.person, ask.agency, ask.on):
        raise PermissionDenied(why)
    if ask.request.method != "POST":
        return _form(ask, view, part, _before(part, ask.on))
    typed = _typed(ask)
    revision = ask.sent("revisi", 9)
    if typed is None or not (revision.isascii() and revision.isdigit()):
        return _form(ask, view, part, _before(part, ask.on), wrong=[UNREADABLE], status=400)
    wrong = _wrong(typed)
    if wrong or typed.day is None:
        return _form(ask, view, part, typed, wrong=wrong, status=400)
    try:
        evaluate_sop(
            agency=ask.agency, year=year, sop=sop, answers=typed.answers, verdict=typed.verdict,
            reason=typed.reason, decided_by=typed.person, decided_on=typed.day,
            revision=int(revision), by=ask.person, now=ask.now,
        )  # fmt: skip
    except Refused as refused:
        return _form(ask, view, part, typed, wrong=[str(refused)], status=409)
    messages.success(ask.request, f"Evaluasi SOP “{part.name}” disimpan.")
    return redirect("monitoring:evaluate", ask.agency.code, year)


def _before(part: SopOfYear, on: date) -> _Typed:
    """An empty form; what was said last stands in it where there is something."""
    last = part.kept
    if last is None:
        return _Typed([Answer(no, None) for no in QUESTIONS], day=on)
    return _Typed(last.said, last.verdict, last.reason, on, last.decided_by_id)


def _typed(ask: AskedHere) -> _Typed | None:
    """The form as it was sent; None where a browser's form could not have said so."""
    said = {no: ask.sent(f"jawab-{no}") for no in QUESTIONS}
    verdict, person = ask.sent("keputusan"), ask.sent("oleh", 18) or "0"
    if not set(said.values()) <= set(ANSWERS) or verdict not in {"", *VERDICTS}:
        return None
    if not (person.isascii() and person.isdigit()):
        return None
    answers = [
        Answer(no, ANSWERS[word], ask.sent(f"catatan-{no}").strip()) for no, word in said.items()
    ]
    day = _day(ask.sent("tanggal", 10))
    return _Typed(answers, verdict, ask.sent("alasan").strip(), day, int(person))


def _wrong(typed: _Typed) -> list[str]:
    """Everything that is missing, at once."""
    found = [*why_not_answered(typed.answers), *why_not_decided(typed.verdict, typed.reason)]
    found += [] if typed.day else [NO_DAY]
    return found if typed.person else [*found, NOBODY]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _form(
    ask: AskedHere,
    view: YearView,
    part: SopOfYear,
    typed: _Typed,
    *,
    wrong: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    heads = deciders(ask.agency, typed.day or ask.on)
    return ask.render(
        "evaluate_one", status, view=view, part=part, typed=typed, wrong=wrong,
        facts=facts_of(ask.agency, view.year, part, ask.on), verdicts=VERDICTS.items(),
        heads=[(head.person, called(head)) for head in heads], today=ask.on,
    )  # fmt: skip
