"""The catalogue by way of Excel: down, and back up with what it would change."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from himpun.archive import rules as files
from himpun.office.rules import Refused
from himpun.performance.queries.keeping import why_not_keep
from himpun.performance.queries.workbooks.catalogue import catalogue_workbook
from himpun.performance.queries.workbooks.paper import MEDIA_TYPE
from himpun.performance.services import catalogue_sheet as services
from himpun.performance.views.asked import AskedHere, asked_here

NOTHING_SENT = "Pilih dahulu berkas yang akan diunggah."


def _page(ask: AskedHere, status: int = 200, **context: Any) -> HttpResponse:
    why_not = why_not_keep(ask.person, ask.agency, ask.now) or ""
    return ask.render("catalogue_sheet/page", status, why_not=why_not, **context)


@require_http_methods(["GET", "HEAD", "POST"])
@asked_here
def catalogue_sheet(ask: AskedHere) -> HttpResponse:
    """Where the workbook is fetched and handed back; handing back shows what it would change."""
    if ask.request.method != "POST":
        return _page(ask)
    if why_not_keep(ask.person, ask.agency, ask.now):
        return _page(ask, 403)
    sent = ask.request.FILES.get("berkas")
    if sent is None:
        return _page(ask, 400, said=NOTHING_SENT)
    if (sent.size or 0) > services.MOST_BYTES:
        return _page(ask, 413, said=files.why_too_large(services.MOST_BYTES))
    try:
        compared = services.compare_catalogue(agency=ask.agency, content=sent.read(), **ask.by)
    except Refused as refused:
        return _page(ask, 400, said=str(refused))
    return ask.render("catalogue_sheet/compared", compared=compared)


@require_safe
@asked_here
def catalogue_sheet_file(ask: AskedHere) -> HttpResponse:
    """The catalogue as it stands, for whoever sees the agency."""
    answer = HttpResponse(catalogue_workbook(ask.agency), content_type=MEDIA_TYPE)
    name = f"katalog-kinerja-{ask.agency.code}-{ask.on:%Y-%m-%d}.xlsx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@asked_here
def catalogue_sheet_apply(ask: AskedHere) -> HttpResponse:
    """Does what was shown, all of it or nothing."""
    if why_not_keep(ask.person, ask.agency, ask.now):
        return _page(ask, 403)
    offer = ask.request.POST.get("usulan", "")
    try:
        count = services.apply_catalogue(agency=ask.agency, offer=offer, **ask.by)
    except Refused as refused:
        return _page(ask, 409, said=str(refused))
    messages.success(ask.request, f"{count} perubahan katalog tersimpan.")
    return redirect("performance:catalogue", ask.agency.code)
