"""Who may ask for a page at all: signed in, and somebody; of an agency, whoever sees it."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone

from himpun.kernel.worktime import ZONES
from himpun.office.asking.request import Asked, AskedHere
from himpun.office.queries import Person, agencies_seen_by, day_at, person_of

Row = TypeVar("Row")
A = TypeVar("A", bound=Asked)
H = TypeVar("H", bound=AskedHere)
P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def found(row: Row | None) -> Row:
    """A row that is there; 404 for one that is not, or not for this person."""
    if row is None:
        raise Http404
    return row


def asked(
    app: str, kind: type[A]
) -> Callable[[Callable[Concatenate[A, P], HttpResponseBase]], View[P]]:
    """Makes an app's pages for signed-in people (one query); an account that belongs to nobody
    sees none (403). ``kind`` is what such a page is given."""

    def page_of(page: Callable[Concatenate[A, P], HttpResponseBase]) -> View[P]:
        def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            person, now = _person(request), timezone.now()
            ask = kind(request, person, now, day_at(person.home, now), app)
            return page(ask, *args, **kwargs)

        update_wrapper(answer, page)
        return login_required(answer)

    return page_of


def asked_here(
    app: str, kind: type[H], why_not: Callable[[H], str | None] | None = None
) -> Callable[[Callable[Concatenate[H, P], HttpResponseBase]], Callable[..., Any]]:
    """Makes an app's pages of one agency, by its code, for whoever sees it (404 for others; two
    queries); days and moments are shown as of that agency's clock. ``why_not`` says why somebody
    who sees the agency may still not have the page (403 with that sentence)."""

    def page_of(page: Callable[Concatenate[H, P], HttpResponseBase]) -> Callable[..., Any]:
        def answer(
            request: HttpRequest, /, agency: str, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponseBase:
            person, now = _person(request), timezone.now()
            seen = agencies_seen_by(person, day_at(person.home, now))
            here = found(seen.filter(code=agency).first())
            ask = kind(request, person, now, day_at(here, now), app, here)
            with timezone.override(ZONES[here.zone]):
                if why_not and (why := why_not(ask)):
                    raise PermissionDenied(why)
                return page(ask, *args, **kwargs)

        update_wrapper(answer, page)
        return login_required(answer)

    return page_of


def _person(request: HttpRequest) -> Person:
    person = person_of(request.user)
    if person is None:
        raise PermissionDenied
    return person
