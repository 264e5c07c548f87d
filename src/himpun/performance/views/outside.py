"""The page on which data are checked whose SOP ends before they come back."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from himpun.office.asking import Asked
from himpun.office.rules import Refused
from himpun.performance.queries.changes import changed_since_word
from himpun.performance.queries.forms import AGENCY_WIDE
from himpun.performance.queries.outside import RunRow, outside_voice
from himpun.performance.queries.recap import run_of_recap
from himpun.performance.queries.step_part import checked_lines
from himpun.performance.queries.vouching import forms_of
from himpun.performance.rules.flow import APPROVED, VERIFIED, data_flow
from himpun.performance.services.outside import (
    approve_outside,
    return_outside,
    verify_outside,
)
from himpun.performance.views.asked import asked
from himpun.runs.queries.seen import sop_of
from himpun.runs.rules.words import period_text

NO_RUN = "SOP yang berjalan ini tidak ada."
WHICH = "Pilih periksa, kembalikan, atau sahkan."
UNREADABLE = "Nilai yang dipilih tidak dapat dibaca. Muat ulang halaman ini."


@require_http_methods(["GET", "POST"])
@asked
def run_outside(ask: Asked, run: int) -> HttpResponse:
    """How the data of a run stand that its SOP does not check, and what is done about them."""
    row = run_of_recap(ask.person, run, ask.now)
    if row is None:
        raise Http404(NO_RUN)
    if ask.posted is None:
        return _page(ask, row)
    try:
        sentence = _act(ask)(ask, run)
    except Refused as refused:
        return _page(ask, row, str(refused))
    messages.success(ask.request, sentence)
    return redirect("performance:run_outside", run)


def _page(ask: Asked, run: RunRow, said: str = "") -> HttpResponse:
    verify = outside_voice(ask.person, run, VERIFIED, ask.now)
    approve = outside_voice(ask.person, run, APPROVED, ask.now)
    own_steps = not data_flow(sop_of(run)).opens_after
    lines = [] if own_steps else checked_lines(list(forms_of(run.pk)))
    status = 200
    if said:
        status = 409 if verify.capacity or approve.capacity else 403
    return ask.render(
        "run_outside", status, run=run, agency=run.agency, period=period_text(run.period),
        lines=lines, own_steps=own_steps, verify=verify, approve=approve, said=said,
        any_complete=any(line.form.complete_at for line in lines),
        changes=changed_since_word(ask.person, [line.form.pk for line in lines]),
        units=_all(ask, "unit"), picked=_all(ask, "nilai"), reason=ask.sent("alasan"),
    )  # fmt: skip


def _all(ask: Asked, name: str) -> list[str]:
    return ask.posted.getlist(name) if ask.posted is not None else []


def _act(ask: Asked) -> Callable[[Asked, int], str]:
    acts = {"periksa": _verify, "kembalikan": _return, "sahkan": _approve}
    if (act := acts.get(ask.sent("aksi"))) is None:
        raise Refused(WHICH)
    return act


def _verify(ask: Asked, run: int) -> str:
    units = ["" if code == AGENCY_WIDE else code for code in _all(ask, "unit")]
    count = verify_outside(run_id=run, units=units, **ask.by)
    return f"{count} nilai dicatat sudah Anda periksa."


def _return(ask: Asked, run: int) -> str:
    texts = _all(ask, "nilai")
    if not all(text.isascii() and text.isdigit() and len(text) < 19 for text in texts):
        raise Refused(UNREADABLE)
    values = [int(text) for text in texts]
    return_outside(run_id=run, values=values, reason=ask.sent("alasan", 2_000), **ask.by)
    return f"{len(values)} nilai dikembalikan kepada pengisinya."


def _approve(ask: Asked, run: int) -> str:
    count = approve_outside(run_id=run, **ask.by)
    return f"{count} nilai disahkan; rekapitulasinya dibekukan."
