"""Evidence for the LKE: ordered with one click, waited for, fetched."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from himpun.monitoring.queries.evidence import (
    EvidencePack,
    pack_in,
    packs_of,
    path_of_pack,
    why_not_gather,
    years_of,
)
from himpun.monitoring.rules.evidence import CRITERIA, Claim
from himpun.monitoring.services import order_evidence
from himpun.monitoring.views.asked import asked_here
from himpun.office.asking import AskedHere
from himpun.office.rules import Refused

STATES = {
    "ordered": ("wait", "Menunggu giliran"), "making": ("now", "Sedang dikumpulkan"),
    "ready": ("done", "Siap diunduh"), "failed": ("late", "Tidak dapat dikumpulkan"),
}  # fmt: skip
MARKS = {"Ada bukti": "done", "Ada bukti, dengan kekurangan": "risk", "Belum ada bukti": "late"}
ORDERED = "Bukti sedang dikumpulkan. Halaman ini memberi tahu begitu bukti siap diunduh."
NO_PACK = "Kumpulan bukti ini tidak ada."


@require_http_methods(["GET", "POST"])
@asked_here
def evidence(ask: AskedHere) -> HttpResponse:
    """The packs of a year; POST orders one. 403 for who may not."""
    if why := why_not_gather(ask.person, ask.agency, ask.on):
        raise PermissionDenied(why)
    years = years_of(ask.agency, ask.on)
    if ask.request.method != "POST":
        year = ask.number("tahun")
        return _page(ask, years, year if year in years else years[0])
    sent = ask.sent("tahun", 4)
    if not (sent.isascii() and sent.isdigit()):
        return _page(ask, years, years[0], "Tahun tidak dapat dibaca. Pilih tahunnya.", 400)
    year = int(sent)
    try:
        order_evidence(agency=ask.agency, year=year, by=ask.person, now=ask.now)
    except Refused as refused:
        shown = year if year in years else years[0]
        return _page(ask, years, shown, str(refused), 409)
    messages.success(ask.request, ORDERED)
    return redirect(f"{ask.url('evidence')}?{urlencode({'tahun': year})}")


def _page(
    ask: AskedHere, years: list[int], year: int, error: str = "", status: int = 200
) -> HttpResponse:
    packs = [_shown(pack) for pack in packs_of(ask.agency, year)]
    waiting = any(pack["waits"] for pack in packs)
    return ask.render(
        "evidence", status, packs=packs, years=years, year=year, waiting=waiting, error=error,
        criteria=CRITERIA.items(),
    )  # fmt: skip


def _shown(pack: EvidencePack) -> dict[str, Any]:
    state, word = STATES[pack.state]
    claims = [Claim(**claim) for claim in pack.claims]
    size = pack.file.size if pack.file else 0
    return {
        "pack": pack, "state": state, "waits": pack.state in ("ordered", "making"),
        "word": f"{word}: {pack.progress}" if pack.progress else word,
        "size": f"{max(size // 1024, 1)} kB" if size < 1024**2 else f"{size // 1024**2} MB",
        "claims": [(one, CRITERIA[one.no], MARKS[one.word]) for one in claims],
    }  # fmt: skip


@require_safe
@asked_here
def evidence_file(ask: AskedHere, number: int) -> HttpResponse:
    """Hands a pack out as it is."""
    if why := why_not_gather(ask.person, ask.agency, ask.on):
        raise PermissionDenied(why)
    pack = pack_in(ask.agency, number)
    if pack is None:
        raise Http404(NO_PACK)
    try:
        content = path_of_pack(pack).open("rb")
    except FileNotFoundError:
        raise Http404(NO_PACK) from None
    answer = FileResponse(
        content, as_attachment=True, filename=f"bukti-lke-{ask.agency.code}-{pack.year}.zip",
        content_type="application/zip",
    )  # fmt: skip
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer  # type: ignore[return-value]
