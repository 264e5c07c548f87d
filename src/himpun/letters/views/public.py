"""Pages for everybody: is this paper authentic, and what a recipient outside was sent."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import update_wrapper
from typing import Concatenate, ParamSpec

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from himpun.kernel.worktime import ZONES
from himpun.letters.forms.sending import CheckForm, ReceiptForm
from himpun.letters.queries.checking import Checked, check_file, check_token
from himpun.letters.queries.links import Opened, check_url, what_opens
from himpun.letters.queries.registers import number_of_paper
from himpun.letters.queries.sending import Recipient, signed_file
from himpun.letters.rules.kinds import KINDS
from himpun.letters.rules.links import token_in
from himpun.letters.services.receiving import open_by_link, record_receipt_by_link
from himpun.letters.views.incoming import pdf_answer
from himpun.office.rules import Refused

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, P], HttpResponse]
STATUS = {"open": 200, "unknown": 404, "expired": 410, "replaced": 410, "revoked": 410}
CHECK, LINK = "check_paper", "open_link"


def limited(action: str) -> Callable[[Page[P]], Page[P]]:
    """A page that one address may ask for only so often (HIMPUN_RATE_LIMITS), counted as attempts
    to sign in are: in the database, so that it holds for all processes together."""

    def wrap(page: Page[P]) -> Page[P]:
        def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            # allauth's public function leaves out requests that only look.
            if not ratelimit.consume(
                request, app="himpun", action=action, config=settings.HIMPUN_RATE_LIMITS,
                limit_get=True,
            ):  # fmt: skip
                said = render(request, "letters/public_limited.html", status=429)
                said["Retry-After"] = "60"
                return said
            said = page(request, *args, **kwargs)
            said["X-Robots-Tag"] = "noindex, nofollow"
            return said

        update_wrapper(answer, page)
        return never_cache(answer)

    return wrap


@require_http_methods(["GET", "POST"])
@limited(CHECK)
def check(request: HttpRequest) -> HttpResponse:
    """A PDF, or the code of a paper, to be checked. A file is read and not kept."""
    form = CheckForm()
    if request.method != "POST":
        return _checked(request, form, None)
    if code := request.POST.get("kode", "").strip():
        token = token_in(code)
        return redirect("public:check_paper", token) if token else _wrong_code(request)
    form = CheckForm(request.POST, request.FILES)
    if not form.is_valid():
        return _checked(request, form, None, status=400)
    file = form.cleaned_data["file"]
    if file.size > settings.HIMPUN_UPLOAD_BYTES:
        most = settings.HIMPUN_UPLOAD_BYTES // (1024 * 1024)
        form.add_error("file", f"Berkas paling besar {most} MB.")
        return _checked(request, form, None, status=413)
    return _checked(request, form, check_file(file.read(), timezone.now()))


def _wrong_code(request: HttpRequest) -> HttpResponse:
    form = CheckForm()
    return _checked(
        request, form, None, status=400, wrong="Kode itu bukan kode naskah. Salinlah dari alamat "
        "yang ditunjukkan kode QR.",
    )  # fmt: skip


@require_safe
@limited(CHECK)
def check_paper(request: HttpRequest, token: str) -> HttpResponse:
    """What the QR code of a paper leads to; ``?v=`` is the version that it is printed on."""
    text = request.GET.get("v", "")
    version = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None
    found = check_token(token, version)
    status = 404 if found.state == "unknown" else 200
    return _checked(request, CheckForm(), found, status=status)


def _checked(
    request: HttpRequest, form: CheckForm, found: Checked | None, *, status: int = 200,
    wrong: str = "",
) -> HttpResponse:  # fmt: skip
    context = {"form": form, "found": found, "wrong": wrong}
    with timezone.override(ZONES[found.zone] if found and found.zone else None):
        return render(request, "letters/check.html", context, status=status)


@require_http_methods(["GET", "POST"])
@limited(LINK)
def link(request: HttpRequest, token: str) -> HttpResponse:
    """What somebody outside was sent. Only looking is not opening, for mail programs look at links
    by themselves: it is opened by a button."""
    now = timezone.now()
    opened = what_opens(token, now)
    if opened.state != "open" or opened.recipient is None:
        return _closed(request, opened)
    if request.method == "POST" and request.POST.get("aksi") == "buka":
        # What was revoked in this moment is told by the page that comes next.
        with suppress(Refused):
            open_by_link(token=token, now=now)
        return redirect("public:link", token)
    form = ReceiptForm(request.POST if request.method == "POST" else None)
    status = _received(token, form, now)
    if status == 302:
        return redirect("public:link", token)
    return _opened(request, token, opened.recipient, form, status)


def _received(token: str, form: ReceiptForm, now: datetime) -> int:
    """The status of what a receipt form asks: 200 where it was not sent, 302 once it is done; a
    wrong form and a refusal hold their sentences."""
    if not form.is_bound:
        return 200
    if not form.is_valid():
        return 400
    try:
        record_receipt_by_link(token=token, now=now, **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, str(refused))
        return 409
    return 302


def _opened(
    request: HttpRequest, token: str, row: Recipient, form: ReceiptForm, status: int
) -> HttpResponse:
    with timezone.override(ZONES[row.paper.agency.zone]):
        return render(
            request, "letters/link.html", {
                "row": row, "paper": row.paper, "kind": KINDS[row.paper.kind], "token": token,
                "number": number_of_paper(row.paper), "form": form,
                "has_file": signed_file(row.paper) is not None, "check_url": check_url(row.paper),
            }, status=status,
        )  # fmt: skip


def _closed(request: HttpRequest, opened: Opened) -> HttpResponse:
    context = {"opened": opened}
    return render(request, "letters/link_closed.html", context, status=STATUS[opened.state])


@require_safe
@limited(LINK)
def link_pdf(request: HttpRequest, token: str) -> HttpResponse:
    """The paper itself, once it was opened."""
    opened = what_opens(token, timezone.now())
    if opened.state != "open" or opened.recipient is None:
        return _closed(request, opened)
    paper, file = opened.recipient.paper, signed_file(opened.recipient.paper)
    if file is None or opened.recipient.opened_at is None:
        return redirect("public:link", token)
    return pdf_answer(file, f"{paper.kind}.pdf")
