"""Who asks for a page, about which agency, and when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from himpun.kernel.worktime import ZONES
from himpun.office import queries as office

Row = TypeVar("Row")
P = ParamSpec("P")


@dataclass(frozen=True)
class Asked:
    """A request by a person, at a moment that is read once; ``on`` is the day at their agency."""

    request: HttpRequest
    person: office.Person
    now: datetime
    on: date

    def text(self, name: str, most: int = 200) -> str:
        """A part of the address as text, without what no name has."""
        return self.request.GET.get(name, "").replace("\0", "").strip()[:most]

    def number(self, name: str) -> int:
        """A part of the address as a number; 0 where it is none."""
        text = self.text(name, most=18)
        return int(text) if text.isascii() and text.isdigit() else 0

    def sent(self, name: str, most: int = 5_000) -> str:
        """A field as it was sent."""
        return self.request.POST.get(name, "").replace("\0", "").strip()[:most]

    def render(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        """A page of this app."""
        return render(self.request, f"monitoring/{template}.html", context, status=status)


@dataclass(frozen=True)
class AskedHere(Asked):
    """A request about an agency that the person sees; ``on`` is the day there."""

    agency: office.Agency

    def url(self, name: str, *args: object) -> str:
        """The address of one of this agency's pages."""
        return reverse(f"monitoring:{name}", args=[self.agency.code, *args])

    def render(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        """A page of this agency."""
        return super().render(template, status, agency=self.agency, **context)


def found(row: Row | None) -> Row:
    """A row that is there; 404 for one that is not, or not for this person."""
    if row is None:
        raise Http404
    return row


View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def asked(page: Callable[Concatenate[Asked, P], HttpResponse]) -> View[P]:
    """A page for signed-in people; an account that belongs to nobody sees none."""

    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        person, now = _person(request), timezone.now()
        ask = Asked(request, person, now, office.day_at(person.home, now))
        return page(ask, *args, **kwargs)

    update_wrapper(answer, page)
    return login_required(answer)


def asked_here(page: Callable[Concatenate[AskedHere, P], HttpResponseBase]) -> Callable[..., Any]:
    """A page of one agency, by its code, for whoever sees it (404 for others); days and moments
    are shown as of that agency's clock."""

    def answer(
        request: HttpRequest, /, agency: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        person, now = _person(request), timezone.now()
        seen = office.agencies_seen_by(person, office.day_at(person.home, now))
        here = found(seen.filter(code=agency).first())
        ask = AskedHere(request, person, now, office.day_at(here, now), here)
        with timezone.override(ZONES[here.zone]):
            return page(ask, *args, **kwargs)

    update_wrapper(answer, page)
    return login_required(answer)


def _person(request: HttpRequest) -> office.Person:
    person = office.person_of(request.user)
    if person is None:
        raise PermissionDenied
    return person
