"""The retention schedule and the codes of an agency."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from himpun.archive.forms.schedule import CodeForm, ScheduleForm
from himpun.archive.queries.schedule import codes_of, schedule_file, schedule_of
from himpun.archive.queries.xlsx import MOST_BYTES
from himpun.archive.rules import why_too_large
from himpun.archive.rules.security import CLASSES
from himpun.archive.services import (
    compare_schedule,
    load_offered_schedule,
    set_classification,
)
from himpun.archive.views.asked import AskedHere, asked_here, keeper, saved
from himpun.office.asking import FormPage, form_page
from himpun.office.rules import Refused


@require_safe
@asked_here
def schedule(ask: AskedHere) -> HttpResponse:
    """The codes, how long each is kept, and who reads which class."""
    return ask.render(
        "schedule", tab="schedule", schedule=schedule_of(ask.agency), codes=codes_of(ask.agency),
        classes=list(CLASSES.values()),
    )  # fmt: skip


@require_safe
@asked_here
def schedule_list(ask: AskedHere) -> HttpResponse:
    """The schedule as an Excel file, which may be changed and loaded again."""
    name = f"jadwal-retensi-{ask.agency.code}-{ask.on:%Y-%m-%d}"
    return saved(schedule_file(ask.agency, ask.now), name)


@require_http_methods(["GET", "HEAD", "POST"])
@keeper
def schedule_compare(ask: AskedHere) -> HttpResponse:
    """Handing a schedule in; then what it would change, or each cell that is wrong."""
    form = ScheduleForm(ask.posted, ask.request.FILES or None)
    if ask.posted is None:
        return ask.render("schedule_load", tab="schedule", form=form)
    if not form.is_valid():
        return ask.render("schedule_load", 400, tab="schedule", form=form)
    sent = form.cleaned_data["file"]
    if sent.size > MOST_BYTES:
        form.add_error("file", why_too_large(MOST_BYTES))
        return ask.render("schedule_load", 413, tab="schedule", form=form)
    try:
        compared = compare_schedule(
            agency=ask.agency, content=sent.read(), name=sent.name,
            basis=form.cleaned_data["basis"], **ask.by,
        )  # fmt: skip
    except Refused as refused:
        form.add_error(None, str(refused))
        return ask.render("schedule_load", 400, tab="schedule", form=form)
    return ask.render(
        "schedule_compared", 400 if compared.wrong else 200, tab="schedule", compared=compared,
        basis=form.cleaned_data["basis"],
    )  # fmt: skip


@require_POST
@keeper
def schedule_load(ask: AskedHere) -> HttpResponse:
    """Does what was shown, all of it or nothing."""
    offer = ask.request.POST.get("usulan", "")
    try:
        made = load_offered_schedule(agency=ask.agency, offer=offer, **ask.by)
    except Refused as refused:
        form = ScheduleForm()
        return ask.render("schedule_load", 409, tab="schedule", form=form, said=str(refused))
    messages.success(ask.request, f"Jadwal retensi ke-{made.no} berlaku.")
    return redirect("archive:schedule", ask.agency.code)


@require_http_methods(["GET", "HEAD", "POST"])
@keeper
def code_set(ask: AskedHere) -> HttpResponse:
    """A code of the agency's own, or its own words for one that there is."""
    known = {view.code: view for view in codes_of(ask.agency)}
    view = known.get(ask.text("kode", 40))
    initial = (
        {"code": view.code, "title": view.title, "security": view.security, "closed": view.closed}
        if view
        else {}
    )

    def do(said: dict[str, Any]) -> object:
        return set_classification(agency=ask.agency, **said, **ask.by)

    to = ask.url("schedule")
    page = FormPage(
        "Kode klasifikasi", "Simpan kode", "Kode klasifikasi tersimpan.", to,
        crumbs=(("Jadwal retensi", to),),
    )  # fmt: skip
    return form_page(ask, CodeForm(ask.posted, initial=initial), page, do)
