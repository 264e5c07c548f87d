"""An agency's templates: a form each, looked at before it is published."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from himpun.letters import services
from himpun.letters.forms.template import TemplateForm, first_template
from himpun.letters.queries.documents import page_picture, pages_of
from himpun.letters.queries.keeping import letterhead_of
from himpun.letters.queries.papers import PaperVersion
from himpun.letters.queries.templates import (
    body_to_edit,
    sample_of,
    template_lines,
    templates_of,
)
from himpun.letters.rules.kinds import KINDS, Kind
from himpun.letters.rules.placeholders import BLANKS, BLOCKS, LISTS, TEXTS
from himpun.letters.rules.template import mistakes_in
from himpun.letters.views.asked import AskedHere, asked_here, keeper, leave_session
from himpun.letters.views.paper import PNG
from himpun.letters.views.tabs import tabs_of
from himpun.office.asking import found
from himpun.office.rules import Refused

KEPT = 15 * 60
NAMES = (("Teks", TEXTS), ("Daftar, satu baris tiap isinya", LISTS), ("Tabel dan kotak", BLOCKS))


def _kind(key: str) -> Kind:
    if key not in KINDS:
        raise Http404
    return KINDS[key]


@require_safe
@asked_here
def templates(ask: AskedHere) -> HttpResponse:
    """Every kind, and whether the agency has a template of its own for it."""
    lines = template_lines(ask.agency)
    return ask.render(
        "templates", tabs=tabs_of(ask, "templates"), lines=lines, keeps=ask.keeps,
        makes=letterhead_of(ask.agency) is not None,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@keeper
def template(ask: AskedHere, kind: str) -> HttpResponse:
    """A template as a form; the button says whether it is looked at or saved."""
    chosen = _kind(kind)
    form = TemplateForm(ask.posted, initial=first_template(body_to_edit(ask.agency, chosen)))
    if not form.is_bound:
        return _shown(ask, chosen, form)
    if not form.is_valid():
        return _shown(ask, chosen, form, status=400)
    try:
        if ask.sent("aksi") == "pratinjau":
            return _previewed(ask, chosen, form)
        services.save_template(agency=ask.agency, kind=kind, body=form.wanted(), **ask.by)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _shown(ask, chosen, form, status=409)
    messages.success(ask.request, "Konsep templat disimpan. Terbitkan agar dipakai.")
    return redirect(ask.url("template", kind))


def _shown(
    ask: AskedHere, kind: Kind, form: TemplateForm, status: int = 200, **context: Any
) -> HttpResponse:
    rows = templates_of(ask.agency, kind.key)
    return ask.render(
        "template", status=status, kind=kind, form=form, rows=rows, names=NAMES,
        blanks=", ".join(f"{{{name}}}" for name in BLANKS),
        writing=any(row.state == "draft" for row in rows),
        published=any(row.state == "published" for row in rows), **context,
    )  # fmt: skip


def _previewed(ask: AskedHere, kind: Kind, form: TemplateForm) -> HttpResponse:
    body = form.wanted()
    if mistakes := mistakes_in(body, kind):
        raise Refused(" ".join(map(str, mistakes[:5])))
    count = pages_of(_sample(ask, kind, body))
    key = secrets.token_urlsafe(12)
    cache.set(_name(ask, kind, key), body, KEPT)
    return _shown(ask, kind, form, preview=key, pages=range(1, count + 1))


def _sample(ask: AskedHere, kind: Kind, body: dict[str, Any]) -> PaperVersion:
    letterhead = letterhead_of(ask.agency)
    if letterhead is None:
        raise Refused("Isi kop instansi lebih dahulu, lalu lihat hasil templatnya.")
    return sample_of(letterhead, kind, body, ask.now)


def _name(ask: AskedHere, kind: Kind, key: str) -> str:
    return f"templat-{ask.agency.pk}-{kind.key}-{key}"


@require_safe
@keeper
def template_trial(ask: AskedHere, kind: str, key: str, page: int) -> HttpResponse:
    """A page of what was typed and is not saved; gone after a quarter of an hour."""
    leave_session(ask)
    chosen = _kind(kind)
    body: dict[str, Any] = found(cache.get(_name(ask, chosen, key)))
    return HttpResponse(found(page_picture(_sample(ask, chosen, body), page)), content_type=PNG)


@require_POST
@keeper
def template_publish(ask: AskedHere, kind: str) -> HttpResponse:
    """The draft is used from now on."""
    _kind(kind)
    return _done(ask, kind, services.publish_template, "Templat diterbitkan dan mulai dipakai.")


@require_POST
@keeper
def template_withdraw(ask: AskedHere, kind: str) -> HttpResponse:
    """Back to the shipped template."""
    _kind(kind)
    return _done(ask, kind, services.withdraw_template, "Naskah memakai templat bawaan lagi.")


def _done(ask: AskedHere, kind: str, service: Any, said: str) -> HttpResponse:
    try:
        service(agency=ask.agency, kind=kind, **ask.by)
        messages.success(ask.request, said)
    except Refused as refused:
        messages.error(ask.request, str(refused))
    return redirect(ask.url("template", kind))
