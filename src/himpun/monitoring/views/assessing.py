"""The six-monthly form: read, assess, print."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from himpun.archive.queries.sheets_file import Sheet
from himpun.letters.queries.own_paper import paper_docx, paper_pdf
from himpun.monitoring.queries.assessing import (
    FormRow,
    FormView,
    form_view,
    half_at,
    why_not_assess,
)
from himpun.monitoring.queries.assessing_paper import BASIS, form_document
from himpun.monitoring.rules.assessing import NOT_WELL, WELL
from himpun.monitoring.services.assessing import assess_procedure
from himpun.monitoring.views.asked import asked_here
from himpun.monitoring.views.files import DOCX, PDF, download, sheets
from himpun.office.asking import AskedHere, found
from himpun.office.rules import Refused

COLUMNS = (
    ("SOP", 34), ("No", 7), ("Prosedur", 60), ("Pelaksana", 34), ("Penilaian", 26),
    ("Catatan hasil penilaian", 60), ("Tindakan yang harus diambil", 44), ("Dinilai oleh", 30),
)  # fmt: skip
CHOICES = (("ya", WELL), ("tidak", NOT_WELL), ("", "Belum dapat dinilai"))
VERDICTS = {"ya": True, "tidak": False, "": None}


@require_safe
@asked_here
def assess_start(ask: AskedHere) -> HttpResponse:
    """The half-year of today."""
    return redirect("monitoring:assess", ask.agency.code, *half_at(ask.on))


@require_safe
@asked_here
def assess(ask: AskedHere, year: int, half: int) -> HttpResponse:
    """The form; a file with ``?bentuk=pdf``, ``docx`` or ``xlsx``."""
    view = _view(ask, year, half)
    shape = ask.text("bentuk")
    name = f"monitoring-sop-{ask.agency.code}-{view.period.code}"
    if shape == "xlsx":
        rows = [_cells(part.name, row) for part in view.parts for row in part.rows]
        title = f"Monitoring pelaksanaan SOP, {view.period.label}"
        return sheets(ask, name, title, [Sheet("Monitoring SOP", COLUMNS, rows)])
    if shape in ("pdf", "docx"):
        document = form_document(view, ask.now)
        make, kind = (paper_pdf, PDF) if shape == "pdf" else (paper_docx, DOCX)
        return download(
            make(agency=ask.agency, document=document, at=ask.now), f"{name}.{shape}", kind
        )
    earlier, later = _beside(year, half, -1), _beside(year, half, 1)
    return ask.render(
        "assess", view=view, year=year, half=half, earlier=earlier, later=later, basis=BASIS,
        why_not=why_not_assess(ask.person, ask.agency, ask.on),
        begun=view.period.first_day <= ask.on,
    )  # fmt: skip


def _view(ask: AskedHere, year: int, half: int) -> FormView:
    try:
        return form_view(ask.agency, year, half, ask.on)
    except ValueError:
        raise Http404 from None


def _beside(year: int, half: int, by: int) -> tuple[int, int]:
    at = year * 2 + half - 1 + by
    return at // 2, at % 2 + 1


def _cells(sop: str, row: FormRow) -> list[str]:
    return [
        sop, row.no, row.procedure, row.who, row.word, row.note, row.action,
        row.kept.by_text if row.kept else "",
    ]  # fmt: skip


@require_http_methods(["GET", "POST"])
@asked_here
def assess_row(ask: AskedHere, year: int, half: int, sop: str, key: str) -> HttpResponse:
    """Assess one row; 403 for who may not."""
    view = _view(ask, year, half)
    row = found(view.row(sop, key))
    if why := why_not_assess(ask.person, ask.agency, ask.on):
        raise PermissionDenied(why)
    if ask.request.method != "POST":
        return _form(ask, view, row)
    verdict, revision = ask.sent("penilaian"), ask.sent("revisi", 9)
    typed = {"verdict": verdict, "note": ask.sent("catatan"), "action": ask.sent("tindakan")}
    if verdict not in VERDICTS or not (revision.isascii() and revision.isdigit()):
        error = "Isian ini tidak dapat dibaca. Muat ulang halaman, lalu coba lagi."
        return _form(ask, view, row, error=error, status=400, typed=typed)
    try:
        assess_procedure(
            agency=ask.agency, year=year, half=half, sop=sop, key=key, well=VERDICTS[verdict],
            note=typed["note"], action=typed["action"], revision=int(revision),
            by=ask.person, now=ask.now,
        )  # fmt: skip
    except Refused as refused:
        return _form(ask, view, row, error=str(refused), status=409, typed=typed)
    messages.success(ask.request, "Penilaian disimpan.")
    return redirect("monitoring:assess", ask.agency.code, year, half)


def _form(
    ask: AskedHere,
    view: FormView,
    row: FormRow,
    *,
    error: str = "",
    status: int = 200,
    typed: dict[str, str] | None = None,
) -> HttpResponse:
    said = {True: "ya", False: "tidak", None: ""}[row.well]
    shown: dict[str, Any] = typed or {"verdict": said, "note": row.note, "action": row.action}
    return ask.render(
        "assess_row", status, view=view, row=row, error=error, choices=CHOICES, typed=shown,
        year=view.period.year, half=view.period.number,
    )  # fmt: skip
