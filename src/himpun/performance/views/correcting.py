"""Corrections of approved values: asked, decided, and the log of an agency."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from himpun.archive.services import store_file
from himpun.kernel.worktime import ZONES
from himpun.office import queries as office
from himpun.office.asking import Asked, found
from himpun.office.rules import Refused, long_date
from himpun.performance.queries import correcting
from himpun.performance.queries.sheet import sheet_of
from himpun.performance.queries.value import opened_proof
from himpun.performance.rules.entries import FIELD_WORDS, ITEM, shown, shown_items
from himpun.performance.services.correction import Proof, ask_correction, decide_correction
from himpun.performance.views.asked import AskedHere, asked, asked_here
from himpun.performance.views.file_out import handed_out
from himpun.performance.views.form_asked import period_words
from himpun.performance.views.list_file import list_file

STATES = {"asked": "Menunggu keputusan", "approved": "Disetujui", "refused": "Ditolak"}
MARKS = {"asked": "now", "approved": "done", "refused": "back"}
COLUMNS = (
    ("Nomor", 8), ("Periode", 12), ("Unit", 26), ("Kode", 10), ("Indikator", 40),
    ("Perubahan", 44), ("Alasan", 44), ("Diminta oleh", 26), ("Diminta pada", 24), ("Keadaan", 18),
    ("Diputuskan oleh", 30), ("Diputuskan pada", 24), ("Alasan keputusan", 40),
)  # fmt: skip
LONG = frozenset({"no_value", "obstacles", "solutions", "follow_up", "note"})
MOST_FILES = 20
UNCHECKED = "Pilih setujui atau tolak."


@require_http_methods(["GET", "POST"])
@asked
def correction_ask(ask: Asked, value: int) -> HttpResponse:
    """The form in which a correction of a value is asked for."""
    row = found(correcting.value_seen_by(ask.person, value, ask.now))
    line = sheet_of(row.form, [row.pk]).lines[row.pk]
    now_there: dict[str, str] = shown(line.entry, line.definition)
    for key, text in shown_items(line.entry, line.definition).items():
        now_there[f"{ITEM}{key}"] = text
    if line.definition.computed:
        del now_there["realisation"]
    labels = dict(FIELD_WORDS) | {
        f"{ITEM}{item.key}": item.label for item in line.definition.items
    }  # fmt: skip
    typed = {name: ask.sent(name) for name in now_there} if ask.posted is not None else now_there
    why_not, said, status = correcting.why_not_ask(ask.person, row, ask.now), "", 200
    if ask.posted is not None and why_not:
        status = 403 if correcting.why_no_part(ask.person, row, ask.now) else 409
    elif ask.posted is not None:
        try:
            made = ask_correction(
                value=row, fields=_changed(now_there, typed), reason=ask.sent("reason"),
                proofs=_proofs(ask), **ask.by,
            )  # fmt: skip
            messages.success(ask.request, "Permintaan koreksi sudah tercatat.")
            return redirect("performance:correction", made.pk)
        except Refused as refused:
            said, status = str(refused), 400
    fields = [
        {"name": name, "label": labels[name], "text": typed[name], "long": name in LONG,
         "before": now_there[name]}
        for name in now_there
    ]  # fmt: skip
    return ask.render(
        "correction_ask", status, value=row, form=row.form, agency=row.form.agency, fields=fields,
        reason=ask.sent("reason"), link=ask.sent("tautan", 2_000), why_not=why_not, said=said,
        period=period_words(row.form),
    )  # fmt: skip


def _changed(before: Mapping[str, str], typed: Mapping[str, str]) -> dict[str, str]:
    """Only what was typed anew: a text that stands as it was is no wish."""
    return {name: text for name, text in typed.items() if text != before[name]}


def _proofs(ask: Asked) -> list[Proof]:
    """The files and the link that were sent along."""
    found = []
    files: list[Any] = ask.request.FILES.getlist("bukti")[:MOST_FILES]
    for sent in files:
        name = " ".join((sent.name or "").replace("\0", "").split())[:300]
        file = store_file(content=sent.file, name=name, now=ask.now)
        found.append(Proof(name, file))
    if link := ask.sent("tautan", 2_000):
        found.append(Proof("", link=link))
    return found


@require_http_methods(["GET", "POST"])
@asked
def correction(ask: Asked, number: int) -> HttpResponse:
    """A correction, and its decision for whoever may take it."""
    row = found(correcting.correction_seen_by(ask.person, number, ask.now))
    how = correcting.deciding(ask.person, row, ask.now)
    said, status = "", 200
    if ask.posted is not None:
        choice = ask.sent("keputusan")
        if how.why_not:
            said, status = how.why_not, 403
        elif choice not in ("setujui", "tolak"):
            said, status = UNCHECKED, 400
        else:
            try:
                decide_correction(
                    correction=row, approve=choice == "setujui", reason=ask.sent("reason"), **ask.by
                )
                messages.success(ask.request, "Keputusan atas koreksi sudah tercatat.")
                return redirect("performance:correction", number)
            except Refused as refused:
                said, status = str(refused), 409
                row = found(correcting.correction_seen_by(ask.person, number, ask.now))
    return ask.render(
        "correction", status, row=row, proofs=row.proofs.select_related("file"), line=_line(row),
        agency=row.value.form.agency, form=row.value.form, how=how, said=said,
        reason=ask.sent("reason"), choice=ask.sent("keputusan"),
    )  # fmt: skip


@login_required
@require_safe
def correction_proof(request: HttpRequest, number: int, proof: int) -> HttpResponseBase:
    """Hands out a file that proves what a correction asks for."""
    person = office.person_of(request.user)
    opened = found(opened_proof(person, number, proof, timezone.now()) if person else None)
    return handed_out(opened)


@require_safe
@asked_here
def corrections(ask: AskedHere) -> HttpResponse:
    """The log of corrections of an agency, or of one run (?jalan=); ``?bentuk=xlsx`` as a file."""
    run = ask.text("jalan", 18)
    run_id = int(run) if run.isascii() and run.isdigit() else None
    rows = correcting.corrections_of(ask.agency, run_id)[: correcting.MOST_ROWS]
    lines = [_line(row) for row in rows]
    if ask.text("bentuk") == "xlsx":
        return list_file(f"koreksi-{ask.agency.code}", COLUMNS, [_cells(line) for line in lines])
    return ask.render("corrections", lines=lines, run_id=run if run_id else "")


Line = dict[str, Any]


def _line(row: Any) -> Line:
    form = row.value.form
    return {
        "number": str(row.pk), "row": row, "period": period_words(form),
        "unit": form.unit.name if form.unit else form.agency.name,
        "code": row.value.indicator.code, "name": row.value.version.name,
        "state": STATES[row.state], "mark": MARKS[row.state],
        "differences": correcting.differences_asked(row),
        "asked_at": _moment(row.asked_at, form.agency.zone),
        "decided_at": _moment(row.decided_at, form.agency.zone),
    }  # fmt: skip


def _cells(line: Line) -> list[str]:
    row = line["row"]
    made = "; ".join(f"{d.field}: {d.before} → {d.after}" for d in line["differences"])
    return [
        *(line[name] for name in ("number", "period", "unit", "code", "name")), made, row.reason,
        row.asked_text, line["asked_at"], line["state"], row.decided_text, line["decided_at"],
        row.decision,
    ]  # fmt: skip


def _moment(at: datetime | None, zone: str) -> str:
    """14 September 2026 pukul 09.00, by the agency's clock."""
    if at is None:
        return ""
    local = at.astimezone(ZONES[zone])
    return f"{long_date(local.date())} pukul {local:%H.%M}"
