"""A paper is changed as text; before it is saved, its pages can be looked at."""

from __future__ import annotations

import secrets
from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from himpun.letters import services
from himpun.letters.forms.paper import EditForm, first_edit
from himpun.letters.queries.desk import why_not_edit
from himpun.letters.queries.documents import page_picture, pages_of
from himpun.letters.queries.edited import Edited, trial_of
from himpun.letters.queries.papers import Paper, PaperVersion, latest_of
from himpun.letters.rules.kinds import KINDS
from himpun.letters.views.asked import AskedHere, asked_here, leave_session
from himpun.letters.views.paper import PNG, seen
from himpun.office.asking import found
from himpun.office.rules import Refused

KEPT = 15 * 60
"""Seconds for which a preview of what is not saved can be looked at."""


@require_http_methods(["GET", "POST"])
@asked_here
def paper_edit(ask: AskedHere, number: int) -> HttpResponse:
    """The text of a paper, to be changed; the button says whether it is looked at or saved."""
    row = seen(ask, number)
    if why := why_not_edit(row, ask.person, ask.now):
        raise PermissionDenied(why)
    newest = latest_of(row)
    form = EditForm(ask.posted, initial=first_edit(newest))
    if not form.is_bound:
        return _shown(ask, newest, form)
    if not form.is_valid():
        return _shown(ask, newest, form, status=400)
    try:
        if ask.sent("aksi") == "pratinjau":
            return _previewed(ask, newest, form)
        return _saved(ask, row, form)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _shown(ask, newest, form, status=409)


def _shown(
    ask: AskedHere, version: PaperVersion, form: EditForm, status: int = 200, **context: Any
) -> HttpResponse:
    shown = {"paper": version.paper, "kind": KINDS[version.paper.kind], "version": version}
    return ask.render("edit", status=status, form=form, **shown, **context)


def _previewed(ask: AskedHere, newest: PaperVersion, form: EditForm) -> HttpResponse:
    """What was typed, and what it would look like; nothing is saved."""
    edited = form.edited()
    count = pages_of(trial_of(newest, edited, ask.now))
    key = secrets.token_urlsafe(12)
    cache.set(_name(newest.paper, key), asdict(edited), KEPT)
    return _shown(ask, newest, form, preview=key, pages=range(1, count + 1))


def _saved(ask: AskedHere, row: Paper, form: EditForm) -> HttpResponse:
    said = form.cleaned_data
    version = services.edit_paper(
        paper_id=row.pk, seen=said["seen"], edited=form.edited(), note=said["note"], **ask.by
    )
    messages.success(ask.request, f"Naskah disimpan sebagai versi {version.no}.")
    return redirect(ask.url("paper", row.pk))


def _name(paper: Paper, key: str) -> str:
    return f"naskah-{paper.pk}-{key}"


@require_safe
@asked_here
def paper_trial(ask: AskedHere, number: int, key: str, page: int) -> HttpResponse:
    """A page of what was typed and is not saved; gone after a quarter of an hour."""
    leave_session(ask)
    row = seen(ask, number)
    kept: dict[str, Any] = found(cache.get(_name(row, key)))
    trial = trial_of(latest_of(row), Edited(**kept), ask.now)
    return HttpResponse(found(page_picture(trial, page)), content_type=PNG)
