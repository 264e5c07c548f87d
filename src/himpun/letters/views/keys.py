"""The keys that an agency's people sign with, and the authority that vouches for them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from himpun.letters.forms.keys import RenewForm, RevokeForm
from himpun.letters.queries.keys import (
    AuthorityShown,
    KeyShown,
    authority_pem,
    authority_shown,
    key_shown,
    keys_shown,
)
from himpun.letters.services.keys import renew_signing_key, revoke_signing_key
from himpun.letters.views.asked import AskedHere, asked_here
from himpun.letters.views.tabs import tabs_of
from himpun.office.asking import FormPage, form_page, found

PEM = "application/x-pem-file"
STATES = {
    "valid": ("done", "Berlaku"),
    "expired": ("idle", "Kedaluwarsa"),
    "revoked": ("late", "Dicabut"),
}


@require_safe
@asked_here
def keys(ask: AskedHere) -> HttpResponse:
    """The authority's fingerprint, and each key with its state."""
    shown = keys_shown(ask.person, ask.agency, ask.now)
    authority: AuthorityShown | None = authority_shown()
    rows = [(row, *STATES[row.state]) for row in shown]
    return ask.render("keys", tabs=tabs_of(ask, "keys"), authority=authority, rows=rows)


@require_safe
@asked_here
def authority_certificate(ask: AskedHere) -> HttpResponse:  # noqa: ARG001
    """The authority's certificate, to be imported where signatures are checked."""
    if (text := authority_pem()) is None:
        raise Http404
    answer = HttpResponse(text, content_type=PEM)
    answer["Content-Disposition"] = 'attachment; filename="otoritas-himpun.pem"'
    return answer


@require_http_methods(["GET", "POST"])
@asked_here
def key_revoke(ask: AskedHere, serial: str) -> HttpResponse:
    """A key withdrawn, by the person themself or by who keeps the account."""
    row = _row(ask, serial)
    if not row.may_revoke:
        raise PermissionDenied("Kunci itu hanya dicabut oleh pemiliknya atau administrator.")
    page = _page(
        ask, f"Cabut kunci tanda tangan {row.key.name}", "Cabut kunci", "Kunci sudah dicabut.",
        "Sesudah dicabut, kunci ini tidak dapat dipakai menandatangani lagi.",
    )  # fmt: skip

    def do(said: dict[str, Any]) -> object:
        return revoke_signing_key(key=row.key, **said, **ask.by)

    return form_page(ask, RevokeForm(ask.posted), page, do)


@require_http_methods(["GET", "POST"])
@asked_here
def key_renew(ask: AskedHere, serial: str) -> HttpResponse:
    """A new key for somebody whose key was withdrawn or has run out."""
    row = _row(ask, serial)
    if not row.may_renew:
        raise PermissionDenied(
            "Kunci baru hanya diberikan administrator bila yang lama tidak berlaku."
        )
    page = _page(
        ask, f"Beri kunci baru kepada {row.key.name}", "Beri kunci baru", "Kunci baru dibuat.",
        "Berikan kunci baru sesudah akun orang itu aman kembali.",
    )  # fmt: skip

    def do(_: dict[str, Any]) -> object:
        return renew_signing_key(person=row.key.person, **ask.by)

    return form_page(ask, RenewForm(ask.posted), page, do)


def _row(ask: AskedHere, serial: str) -> KeyShown:
    return found(key_shown(ask.person, ask.agency, serial, ask.now))


def _page(ask: AskedHere, heading: str, button: str, done: str, lead: str) -> FormPage:
    to = ask.url("keys")
    return FormPage(heading, button, done, to, lead, crumbs=(("Kunci tanda tangan", to),))
