"""A form by way of Excel: the workbook down, and back up with what it would change."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from himpun.archive import rules as files
from himpun.office.asking import Asked, found
from himpun.office.rules import Refused, code_from
from himpun.performance.queries.duty import hands_of, why_closed
from himpun.performance.queries.forms import (
    Form,
    form_seen_by,
    unit_code_of,
    unit_name_of,
)
from himpun.performance.queries.workbooks.form import codes_of, form_workbook, period_name
from himpun.performance.queries.workbooks.paper import MEDIA_TYPE
from himpun.performance.services import workbook as services
from himpun.performance.views.asked import asked

NOTHING_SENT = "Pilih dahulu berkas yang akan diunggah."


def _form(ask: Asked, run: int, unit: str) -> Form:
    return found(form_seen_by(ask.person, run, unit, ask.now))


def _context(form: Form) -> dict[str, Any]:
    return {
        "form": form,
        "unit_code": unit_code_of(form),
        "unit_name": unit_name_of(form),
        "period": period_name(form),
    }


def _why_not(ask: Asked, form: Form) -> tuple[str, int]:
    """Why the person may not fill in the form now, "" if they may, and the code of that answer."""
    hands = hands_of(ask.person, form, ask.now)
    return (hands.why_not, 403) if hands.why_not else (why_closed(form, ask.now) or "", 423)


@require_http_methods(["GET", "HEAD", "POST"])
@asked
def workbook(ask: Asked, run: int, unit: str) -> HttpResponse:
    """Where the workbook is fetched and handed back; handing back shows what it would change."""
    form = _form(ask, run, unit)
    why_not, code = _why_not(ask, form)
    context = {**_context(form), "why_not": why_not}
    if ask.request.method != "POST":
        return ask.render("workbook/page", **context)
    if why_not:
        return ask.render("workbook/page", code, **context)
    sent = ask.request.FILES.get("berkas")
    if sent is None:
        return ask.render("workbook/page", 400, said=NOTHING_SENT, **context)
    if (sent.size or 0) > services.MOST_BYTES:
        said = files.why_too_large(services.MOST_BYTES)
        return ask.render("workbook/page", 413, said=said, **context)
    try:
        compared = services.compare_workbook(form=form, content=sent.read(), **ask.by)
    except services.NotForThisForm as refused:
        return ask.render("workbook/page", 409, said=str(refused), **context)
    except Refused as refused:
        return ask.render("workbook/page", 400, said=str(refused), **context)
    return ask.render("workbook/compared", compared=compared, **context)


@require_safe
@asked
def workbook_file(ask: Asked, run: int, unit: str) -> HttpResponse:
    """The workbook of a form as it stands."""
    form = _form(ask, run, unit)
    content = form_workbook(form, hands_of(ask.person, form, ask.now), ask.now)
    answer = HttpResponse(content, content_type=MEDIA_TYPE)
    name = f"{code_from(f'formulir {unit_name_of(form)}')}-{form.period.lower()}.xlsx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@asked
def workbook_apply(ask: Asked, run: int, unit: str) -> HttpResponse:
    """Saves what was shown, and of what others changed meanwhile that which was chosen."""
    form = _form(ask, run, unit)
    why_not, code = _why_not(ask, form)
    context = {**_context(form), "why_not": why_not}
    if why_not:
        return ask.render("workbook/page", code, **context)
    try:
        outcomes = services.apply_workbook(
            form=form,
            offer=ask.request.POST.get("usulan", ""),
            chosen=set(ask.request.POST.getlist("pakai")),
            **ask.by,
        )
    except Refused as refused:
        return ask.render("workbook/page", 409, said=str(refused), **context)
    saved = sum(1 for outcome in outcomes if outcome.status == "saved")
    left = [outcome for outcome in outcomes if outcome.status not in ("saved", "unchanged")]
    if not left:
        messages.success(ask.request, f"{saved} nilai tersimpan dari lembar Excel.")
        return redirect("performance:form", run, unit)
    codes = codes_of(form)
    lines = [(codes[outcome.value_id], outcome.sentence) for outcome in left]
    return ask.render("workbook/applied", 409, saved=saved, lines=lines, **context)
