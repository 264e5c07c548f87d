"""The ladders of an agency: which hold, which held, and the form that sets one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from himpun.chase import services
from himpun.chase.forms.ladder import MostForm, Rungs, rungs_form, typed
from himpun.chase.queries.ladders import ladder_for, versions_of, writes_letter
from himpun.chase.queries.ladders_page import ladder_page, ladders_page, sop_here
from himpun.chase.rules.words import NAMES
from himpun.chase.views.asked import AskedHere, asked_here, chaser
from himpun.chase.views.tabs import tabs_of
from himpun.kernel.definition import Sop
from himpun.office.asking import found
from himpun.office.rules import Refused


def _sop(ask: AskedHere, sop: str) -> Sop:
    return found(sop_here(ask.agency, sop))


@require_safe
@asked_here
def ladders(ask: AskedHere) -> HttpResponse:
    """The SOPs of an agency, with the ladder of each."""
    return ask.render(
        "ladders", tabs=tabs_of(ask, "ladders"), lines=ladders_page(ask.agency), keeps=ask.keeps
    )


@require_safe
@asked_here
def ladder(ask: AskedHere, sop: str) -> HttpResponse:
    """The ladder of one SOP, and the versions that it had."""
    row = _sop(ask, sop)
    return ask.render(
        "ladder", page=ladder_page(ask.agency, row), versions=versions_of(ask.agency, row.id),
        keeps=ask.keeps,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@chaser
def ladder_set(ask: AskedHere, sop: str) -> HttpResponse:
    """The form of a ladder. A wrong one (400) and a refused one (409) come back with all that was
    typed."""
    row = _sop(ask, sop)
    now = ladder_for(ask.agency, row)
    rungs = rungs_form(now.ladder, ask.posted)
    most = MostForm(ask.posted, initial={"most": now.ladder.most, "seen": now.version})
    if ask.posted is None:
        return _form(ask, row, rungs, most)
    if not (rungs.is_valid() and most.is_valid()):
        return _form(ask, row, rungs, most, status=400)
    said = most.cleaned_data
    try:
        services.set_ladder(
            agency=ask.agency, sop=row, ladder=typed(rungs.cleaned_data, said["most"]),
            seen=said["seen"], **ask.by,
        )  # fmt: skip
    except Refused as refused:
        most.add_error(None, str(refused))
        return _form(ask, row, rungs, most, status=409)
    messages.success(ask.request, "Tangga penagihan disimpan dan berlaku mulai sekarang.")
    return redirect(ask.url("ladder", row.id))


def _form(
    ask: AskedHere, row: Sop, rungs: Rungs, most: MostForm, status: int = 200
) -> HttpResponse:  # fmt: skip
    return ask.render(
        "ladder_set", status=status, sop=row, rungs=rungs, most=most, names=NAMES.items(),
        by_sop=writes_letter(row),
        wrong=[no for no, form in enumerate(rungs, start=1) if form.is_bound and form.errors],
    )  # fmt: skip


@require_POST
@chaser
def ladder_back(ask: AskedHere, sop: str) -> HttpResponse:
    """Back to the shipped ladder."""
    row = _sop(ask, sop)
    version = ladder_for(ask.agency, row).version
    try:
        services.set_ladder(agency=ask.agency, sop=row, ladder=None, seen=version, **ask.by)
    except Refused as refused:
        return render(ask.request, "409.html", {"sentence": str(refused)}, status=409)
    messages.success(ask.request, "Tangga penagihan bawaan berlaku lagi.")
    return redirect(ask.url("ladder", row.id))
