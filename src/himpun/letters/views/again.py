"""Whoever signs proves once more who they are: by password, by the code of an authenticator, or by
a security key on the page for it, a moment ago."""

from __future__ import annotations

import time

from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.ratelimit import consume
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.http import HttpRequest

from himpun.office.rules import Refused

FRESH = 2 * 60
"""Seconds for which a security key that was touched counts."""
TOO_OFTEN = "Terlalu banyak percobaan. Tunggu satu menit, lalu coba lagi."
WRONG = "Kata sandi atau kode itu tidak cocok. Naskah belum {done}."


def proof_of(request: HttpRequest, typed: str, done: str) -> str:
    """How the person has proved it: "password", "totp" or "webauthn".

    Refuses (Refused) what does not match, and too many tries. ``done``: what does not happen then,
    as a participle ("diparaf").
    """
    if not consume(request, action="reauthenticate", user=request.user):
        raise Refused(TOO_OFTEN)
    if typed and request.user.check_password(typed):
        return "password"
    if typed and _is_code(request, typed):
        return "totp"
    if not typed and _touched_a_key(request):
        return "webauthn"
    raise Refused(WRONG.format(done=done))


def has_security_key(request: HttpRequest) -> bool:
    """Whether the person may prove it with a security key."""
    rows = Authenticator.objects.filter(user_id=request.user.pk)
    return bool(rows.filter(type=Authenticator.Type.WEBAUTHN).exists())


def _is_code(request: HttpRequest, typed: str) -> bool:
    rows = Authenticator.objects.filter(user_id=request.user.pk, type=Authenticator.Type.TOTP)
    return any(TOTP(row).validate_code(typed.replace(" ", "")) for row in rows)


def _touched_a_key(request: HttpRequest) -> bool:
    records = get_authentication_records(request, request.user)
    again = [row for row in records if row.get("reauthenticated") and row.get("type") == "webauthn"]
    return bool(again) and time.time() - again[-1]["at"] < FRESH
