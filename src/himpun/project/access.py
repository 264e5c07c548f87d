"""Who may come to which page at all. What is in no table is closed.

Each app says it for its own pages in its `access.py` (view name → rule). Which agency a page may
speak of is the page's own question, and it answers 404 for the others; this is the wall before it.
"""

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Final
from urllib.parse import urlencode

import structlog
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django_htmx.http import HttpResponseClientRedirect

from himpun.office.queries import has_given_password
from himpun.office.rules import ADMINISTRATOR
from himpun.project.unsent import page_before, texts_typed
from himpun.project.visitor import Visitor, person_asking, visitor_of

log = structlog.get_logger(__name__)

PUBLIC: Final = "public"
CLOSED: Final = "closed"
RULES: Final[Mapping[str, str]] = {
    PUBLIC: "everyone, signed in or not",
    "signed-in": "every open account",
    "member": "who sees at least one agency: by a post, stand-in, team or role",
    "administrator": "administrators of an agency, and of the system",
    "system": "administrators of the system",
    CLOSED: "nobody: the page does not exist (404)",
}

# The sign-in package reverses the names of pages that Himpun has no use for: accounts are made by
# an administrator, and no page sends mail. Their addresses stand, and are closed.
SIGN_IN: Final[Mapping[str, str]] = {
    "account_login": PUBLIC,
    "account_logout": PUBLIC,
    "account_inactive": PUBLIC,
    "mfa_authenticate": PUBLIC,
    "account_reauthenticate": "signed-in",
    "account_change_password": "signed-in",  # nosec B105
    "mfa_index": "signed-in",
    "mfa_reauthenticate": "signed-in",
    "mfa_activate_totp": "signed-in",
    "mfa_deactivate_totp": "signed-in",
    "mfa_view_recovery_codes": "signed-in",
    "mfa_generate_recovery_codes": "signed-in",
    "mfa_download_recovery_codes": "signed-in",
    "mfa_list_webauthn": "signed-in",
    "mfa_add_webauthn": "signed-in",
    "mfa_reauthenticate_webauthn": "signed-in",
    "mfa_remove_webauthn": "signed-in",
    "mfa_edit_webauthn": "signed-in",
    "account_signup": CLOSED,
    "account_email": CLOSED,
    "account_email_verification_sent": CLOSED,
    "account_confirm_email": CLOSED,
    "account_confirm_login_code": CLOSED,
    "account_set_password": CLOSED,
    "account_reset_password": CLOSED,
    "account_reset_password_done": CLOSED,
    "account_reset_password_from_key": CLOSED,
    "account_reset_password_from_key_done": CLOSED,
}
CHANGE_PASSWORD: Final = "account_change_password"  # nosec B105
WITH_GIVEN_PASSWORD: Final = frozenset({CHANGE_PASSWORD, "account_reauthenticate"})
"""Pages for whoever still has the password that an administrator gave them; no others are."""
OWN: Final[Mapping[str, str]] = {
    "home": "signed-in",
    "healthz": PUBLIC,
    "readyz": PUBLIC,
    "session": PUBLIC,
    "status": "system",
}
APPS: Final = (
    "office", "archive", "sops", "runs", "notices", "schedule", "letters", "chase", "performance",
    "monitoring",
)  # fmt: skip


@cache
def table() -> Mapping[str, str]:
    """View name → rule, of all apps, of the project and of the sign-in package.

    Raises ValueError for a name that two tables have, and for a rule that there is not.
    """
    merged: dict[str, str] = {}
    for part in (SIGN_IN, OWN, *map(_of_app, APPS)):
        if twice := merged.keys() & part.keys():
            raise ValueError(f"in two access tables: {sorted(twice)}")
        merged.update(part)
    if unknown := set(merged.values()) - RULES.keys():
        raise ValueError(f"no such rule: {sorted(unknown)}")
    return merged


def _of_app(app: str) -> Mapping[str, str]:
    if not (find_spec(f"himpun.{app}") and find_spec(f"himpun.{app}.access")):
        return {}
    found: Mapping[str, str] = import_module(f"himpun.{app}.access").ACCESS
    return found


NOT_ALLOWED: Final = 405
LARGEST: Final = 2**31 - 1
"""No row has a larger number; and SQLite cannot even be asked for one beyond 64 bits, in which the
rows of a run are numbered by the run's number and their own."""
GONE: Final = "Anda perlu masuk lagi."
Answer = Callable[[HttpRequest], HttpResponseBase]


class Gate:
    """Refuses a page before its view runs: unknown to the tables, or not for this visitor."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        if answer.status_code == NOT_ALLOWED and request.method == "GET":
            return _only_sent(request, answer)
        return answer

    def process_view(
        self, request: HttpRequest, _view: object, _args: object, kwargs: Mapping[str, object]
    ) -> HttpResponseBase | None:
        """The refusal, or None to let the request pass."""
        if any(isinstance(each, int) and each > LARGEST for each in kwargs.values()):
            raise Http404
        match = request.resolver_match
        name = match.view_name if match else ""
        rule = table().get(name)
        if rule is None:
            log.error("page in no access table", view=name)
            return refuse(request)
        if rule == CLOSED:
            raise Http404
        if rule == PUBLIC:
            return None
        if not request.user.is_authenticated:
            return to_sign_in(request)
        if name not in WITH_GIVEN_PASSWORD and _must_change_password(request):
            return _to(request, resolve_url(CHANGE_PASSWORD))
        return None if _lets_in(rule, request) else refuse(request)


def _only_sent(request: HttpRequest, answer: HttpResponseBase) -> HttpResponse:
    """An address that only takes what is sent to it, opened as a page: the answer that Django gives
    has no words."""
    page = render(request, "405.html", status=NOT_ALLOWED)
    page.headers["Allow"] = answer.headers["Allow"]
    return page


def _must_change_password(request: HttpRequest) -> bool:
    """Whether somebody else knows the visitor's password: who gave it could act as the visitor."""
    person = person_asking(request)
    return person is not None and has_given_password(person)


def _to(request: HttpRequest, address: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(address)
    return redirect(address)


def _lets_in(rule: str, request: HttpRequest) -> bool:
    if rule == "signed-in":
        return True
    visitor = visitor_of(request)
    return visitor is not None and _meets(rule, visitor)


def _meets(rule: str, visitor: Visitor) -> bool:
    if rule == "system":
        return visitor.system
    if rule == "administrator":
        return visitor.system or ADMINISTRATOR in visitor.kinds
    return visitor.system or visitor.sees_an_agency()


def refuse(request: HttpRequest, sentence: str = "") -> HttpResponse:
    """The page that says no, with a sentence of its own or the usual one; 403."""
    return render(request, "403.html", {"sentence": sentence}, status=403)


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """The way to the sign-in page, and back to what was asked for if that was only looked at; what
    was typed and sent is shown again, for it is taken nowhere."""
    target = resolve_url(settings.LOGIN_URL)
    looked = request.method in {"GET", "HEAD"}
    if request.headers.get("HX-Request"):
        # What a page sends by itself must not lead away from what is being typed there.
        return HttpResponseClientRedirect(target) if looked else HttpResponse(GONE, status=403)
    if looked:
        return redirect_to_login(request.get_full_path(), target)
    back = page_before(request)
    if texts := texts_typed(request):
        context = {"texts": texts, "sign_in": f"{target}?{urlencode({'next': back}, safe='/')}"}
        return render(request, "signed_out.html", context, status=403)
    return redirect_to_login(back, target)
