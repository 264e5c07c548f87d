"""Kalender di telepon: secret addresses that calendar programs read."""

from __future__ import annotations

from hashlib import sha256

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_http_methods, require_safe

from himpun.office import queries as office
from himpun.office.asking import Asked
from himpun.office.rules import Refused
from himpun.schedule import services
from himpun.schedule.queries.feeds import feed_of, feeds_of_units
from himpun.schedule.views.asked import AskedHere, asked, planner

FEED = "calendar_feed"


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """A feed as iCalendar, for whoever has its address. An unknown or revoked one is not there."""
    if not ratelimit.consume(
        request, app="himpun", action=FEED, config=settings.HIMPUN_RATE_LIMITS, limit_get=True
    ):  # fmt: skip
        said = HttpResponse("Terlalu sering. Coba lagi sebentar lagi.", status=429)
        said["Retry-After"] = "60"
        return said
    text = services.refresh_feed(token=token, now=timezone.now())
    if text is None:
        raise Http404
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["ETag"] = f'"{sha256(text).hexdigest()[:32]}"'
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Content-Disposition"] = 'inline; filename="himpun.ics"'
    conditional = get_conditional_response(request, etag=answer["ETag"], response=answer)
    assert conditional is not None
    return conditional


@require_http_methods(["GET", "POST"])
@asked
def own(ask: Asked) -> HttpResponse:
    """One's own address: made, renewed, revoked. It is shown once, when it is made."""
    token = ""  # nosec B105 - none was made
    if ask.request.method == "POST":
        try:
            if ask.sent("aksi") == "cabut":
                services.revoke_feed(person=ask.person, unit=None, **ask.by)
                messages.success(ask.request, "Alamat kalender dicabut.")
                return redirect("schedule:feeds")
            token = services.make_feed(person=ask.person, unit=None, **ask.by)
        except Refused as refused:
            messages.error(ask.request, str(refused))
            return redirect("schedule:feeds")
    return ask.render("feeds", feed=feed_of(person=ask.person), address=_address(token))


@require_http_methods(["GET", "POST"])
@planner
def units(ask: AskedHere) -> HttpResponse:
    """The addresses of the agency's units, for who takes care of its schedule."""
    rows = office.units_of(ask.agency, ask.on)
    token, made = "", None
    if ask.request.method == "POST":
        unit = next((row for row in rows if row.code == ask.sent("unit")), None)
        if unit is None:
            messages.error(ask.request, "Unit itu tidak ada dalam instansi ini.")
            return redirect(ask.url("unit_feeds"))
        try:
            if ask.sent("aksi") == "cabut":
                services.revoke_feed(person=None, unit=unit, **ask.by)
                messages.success(ask.request, f"Alamat kalender {unit.name} dicabut.")
                return redirect(ask.url("unit_feeds"))
            token, made = services.make_feed(person=None, unit=unit, **ask.by), unit
        except Refused as refused:
            messages.error(ask.request, str(refused))
            return redirect(ask.url("unit_feeds"))
    known = feeds_of_units(ask.agency)
    shown = [(row, known.get(row.pk)) for row in rows]
    return ask.render("unit_feeds", units=shown, made=made, address=_address(token))


def _address(token: str) -> str:
    """The whole address, as it is pasted into a calendar program."""
    return f"{settings.HIMPUN_URL}{reverse('schedule:feed', args=[token])}" if token else ""
