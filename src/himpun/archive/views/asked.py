"""Who asks for a page of the archive, about which agency, and when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, update_wrapper
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from himpun.archive.queries.reach import keeps_archive, reach_of, why_not_keep
from himpun.archive.rules.security import Reach
from himpun.kernel.worktime import ZONES
from himpun.office import queries as office
from himpun.office.rules import Refused

Row = TypeVar("Row")
P = ParamSpec("P")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TABS = (
    ("Arsip", "records"),
    ("Daftar berkas", "folders"),
    ("Paket arsip", "packages"),
    ("Pemusnahan", "disposals"),
    ("Jadwal retensi", "schedule"),
)


@dataclass(frozen=True)
class Asked:
    """A request by a person, at a moment that is read once; ``on`` is the day at their agency."""

    request: HttpRequest
    person: office.Person
    now: datetime
    on: date

    @cached_property
    def reach(self) -> Reach:
        """Where the person stands (six queries, once)."""
        return reach_of(self.person, self.on)

    @property
    def posted(self) -> Any:
        """What was sent, or None where a page was only asked for."""
        return self.request.POST if self.request.method == "POST" else None

    @property
    def by(self) -> dict[str, Any]:
        """Who and when, as every service wants to know."""
        return {"by": self.person, "now": self.now}

    def text(self, name: str, most: int = 200) -> str:
        """A part of the address as text, without what no name has."""
        return self.request.GET.get(name, "").replace("\0", "").strip()[:most]

    def number(self, name: str) -> int | None:
        """A part of the address as a number; None for one that is none."""
        digits = self.text(name, 9)
        return int(digits) if digits.isascii() and digits.isdigit() else None

    def render(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        """A page of this app."""
        return render(self.request, f"archive/{template}.html", context, status=status)


@dataclass(frozen=True)
class AskedHere(Asked):
    """A request about an agency that the person sees; ``on`` is the day there."""

    agency: office.Agency

    @cached_property
    def keeps(self) -> bool:
        """Whether the person keeps the agency's archive (three queries, once)."""
        return keeps_archive(self.person, self.agency, self.on)

    def url(self, name: str, *args: object) -> str:
        """The address of one of this agency's pages of records."""
        return reverse(f"archive:{name}", args=[self.agency.code, *args])

    def render(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        """A page of this agency."""
        current = context.pop("tab", "")
        tabs = [(words, self.url(name), name == current, None) for words, name in TABS]
        shown = {"agency": self.agency, "on": self.on, "keeps": self.keeps, "tabs": tabs, **context}
        return super().render(template, status, **shown)


View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def found(row: Row | None) -> Row:
    """A row that is there; 404 for one that is not, or not for this person."""
    if row is None:
        raise Http404
    return row


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


def keeper(page: Callable[Concatenate[AskedHere, P], HttpResponse]) -> Callable[..., Any]:
    """A page of one agency for whoever keeps its archive: 403 for others who see the agency, 404
    for those who do not."""

    def answer(ask: AskedHere, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if why := why_not_keep(ask.person, ask.agency, ask.on):
            raise PermissionDenied(why)
        return page(ask, *args, **kwargs)

    update_wrapper(answer, page)
    return asked_here(answer)


def printed(
    ask: AskedHere, make: Callable[[], bytes], name: str, back: tuple[str, str]
) -> HttpResponse:
    """A PDF to be saved; 409 with the sentence where it cannot be printed."""
    try:
        content = make()
    except Refused as refused:
        return ask.render("unprinted", 409, why=str(refused), back=back)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def saved(content: bytes, name: str) -> HttpResponse:
    """An Excel file to be saved."""
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _person(request: HttpRequest) -> office.Person:
    person = office.person_of(request.user)
    if person is None:
        raise PermissionDenied
    return person
