"""The sealed package of a closed run: asked for, waited for, fetched, proved again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from himpun.archive.queries.package.packages import package_pages, path_of_package
from himpun.archive.queries.package.reading import may_read_package
from himpun.archive.services import ask_check
from himpun.kernel.worktime import ZONES
from himpun.office.asking import Asked
from himpun.office.rules import Refused
from himpun.runs import services
from himpun.runs.queries.package import Sealing, sealing_of
from himpun.runs.views.asked import asked
from himpun.runs.views.runs import NO_RUN

ORDERED = "Paket arsip sedang dibuat. Halaman ini memberi tahu begitu paket selesai."
CHECKING = "Paket arsip akan diperiksa lagi. Halaman ini menunjukkan hasilnya."
UNREADABLE = "Permintaan ini tidak dapat dibaca. Muat ulang halaman, lalu coba lagi."
NO_PACKAGE = "Paket arsip ini tidak ada."


@require_http_methods(["GET", "POST"])
@asked
def package(ask: Asked, run: int) -> HttpResponse:
    """The page of a run's packages; a wish is named by its button."""
    found = sealing_of(ask.person, run, ask.now)
    if found is None:
        raise Http404(NO_RUN)
    if ask.request.method != "POST":
        return _page(ask, found)
    try:
        said = _granted(ask, found)
    except Refused as refused:
        return _page(ask, found, str(refused), 409)
    messages.success(ask.request, said)
    return redirect("runs:package", run)


def _granted(ask: Asked, found: Sealing) -> str:
    wish = ask.sent("aksi")
    if wish == "segel":
        services.seal_run(
            run_id=found.run.pk, by=ask.person, now=ask.now, reason=ask.sent("alasan", 2_000)
        )
        return ORDERED
    chosen = next((p for p in found.packages if str(p.no) == ask.sent("paket")), None)
    if wish != "periksa" or chosen is None:
        raise Refused(UNREADABLE)
    ask_check(package=chosen, by=ask.person, now=ask.now)
    return CHECKING


def _page(ask: Asked, found: Sealing, error: str = "", status: int = 200) -> HttpResponse:
    pages = package_pages(found.packages)
    context: dict[str, Any] = {
        "found": found,
        "pages": pages,
        "readable": all(may_read_package(p, ask.person, ask.now) for p in found.packages[:1]),
        "waiting": any(page.waits for page in pages),
        "error": error,
        "reason": ask.sent("alasan", 2_000) if error else "",
    }
    with timezone.override(ZONES[found.run.agency.zone]):
        return render(ask.request, "runs/package.html", context, status=status)


@require_safe
@asked
def package_file(ask: Asked, run: int, no: int) -> HttpResponseBase:
    """Hands a sealed package out as it is."""
    found = sealing_of(ask.person, run, ask.now)
    sealed = [p for p in found.packages if p.no == no and p.state == "sealed"] if found else []
    if not sealed or not may_read_package(sealed[0], ask.person, ask.now):
        raise Http404(NO_PACKAGE)
    try:
        content = path_of_package(sealed[0]).open("rb")
    except FileNotFoundError:
        raise Http404(NO_PACKAGE) from None
    answer = FileResponse(
        content, as_attachment=True, filename=f"{sealed[0].about['base']}.zip",
        content_type="application/zip",
    )  # fmt: skip
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
