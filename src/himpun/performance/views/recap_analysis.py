"""Writing the analysis that a recap prints, one place at a time."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from himpun.office.asking import Asked
from himpun.office.rules import Refused
from himpun.performance.queries.recap import RunRow, live_recap
from himpun.performance.queries.recap.rights import why_not_write_analysis
from himpun.performance.queries.recap.writing import Place, places_of
from himpun.performance.rules.recap import Shown, show
from himpun.performance.services.analysis import MOST, write_analysis
from himpun.performance.views.asked import asked
from himpun.performance.views.recap import run_asked
from himpun.runs.rules.words import period_text

NO_PLACE = "Sasaran atau indikator ini tidak ada dalam rekapitulasi."
UNREADABLE = "Permintaan ini tidak dapat dibaca. Muat ulang halaman, lalu coba lagi."


@require_http_methods(["GET", "POST"])
@asked
def recap_analysis(ask: Asked, run: int) -> HttpResponse:
    """All places with what is written; one of them, chosen by ``sasaran`` or ``indikator`` (or
    ``tempat=semua`` for the recap as a whole), to be written."""
    found = run_asked(ask, run)
    body = live_recap(found, ask.now)
    if body is None:
        return ask.render("recap_none", run=found, period=period_text(found.period))
    shown = show(body)
    places = places_of(found, shown)
    chosen = _chosen(ask, places)
    if ask.request.method == "POST":
        return _written(ask, found, shown, places, chosen)
    return _page(ask, found, shown, places, chosen)


def _chosen(ask: Asked, places: Sequence[Place]) -> Place | None:
    for kind in ("sasaran", "indikator"):
        if code := ask.text(kind):
            found = [place for place in places if (place.kind, place.code) == (kind, code)]
            if not found:
                raise Http404(NO_PLACE)
            return found[0]
    return places[0] if ask.text("tempat") == "semua" else None


def _written(
    ask: Asked, run: RunRow, shown: Shown, places: Sequence[Place], chosen: Place | None
) -> HttpResponse:
    revision = ask.sent("revisi", most=9)
    if chosen is None or not (revision.isascii() and revision.isdigit()):
        return _page(ask, run, shown, places, chosen, error=UNREADABLE, status=400)
    text = ask.sent("analisis", most=MOST + 1)
    try:
        write_analysis(
            run_id=run.pk, text=text, revision=int(revision),
            objective=chosen.code if chosen.kind == "sasaran" else "",
            indicator=chosen.code if chosen.kind == "indikator" else "", **ask.by,
        )  # fmt: skip
    except Refused as refused:
        return _page(
            ask, run, shown, places_of(run, shown), chosen, error=str(refused), typed=text,
            status=409,
        )  # fmt: skip
    messages.success(ask.request, f"Analisis tersimpan: {chosen.name}.")
    return redirect("performance:recap_analysis", run.pk)


def _page(
    ask: Asked, run: RunRow, shown: Shown, places: Sequence[Place], chosen: Place | None, *,
    error: str = "", typed: str | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    now_there = next(
        (p for p in places if chosen and (p.kind, p.code) == (chosen.kind, chosen.code)), chosen
    )
    line = next(
        (known for known in shown.lines if chosen and known.row["code"] == chosen.code
         and chosen.kind == "indikator"), None,
    )  # fmt: skip
    return ask.render(
        "recap_analysis", status, run=run, agency=run.agency, shown=shown, places=places,
        chosen=now_there, line=line, error=error, typed=typed, most=MOST,
        why_not=why_not_write_analysis(ask.person, run, ask.now),
    )  # fmt: skip
