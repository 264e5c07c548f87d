"""Who asks for a page of the office, about which agency, and when."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from himpun.kernel.worktime import ZONES
from himpun.office import asking, queries
from himpun.office.asking import Asked, found
from himpun.office.queries import Standing

APP = "office"
FOR_ALL = 5
"""The tabs before this one are everybody's, the others for administrators."""
PARTS = (
    ("Susunan", "agency"),
    ("Pelaksana SOP", "performers"),
    ("Kalender", "calendar"),
    ("Jam kerja", "hours"),
    ("Hari libur", "holidays"),
    ("Orang", "people"),
    ("Peran", "roles"),
    ("Jurnal", "journal"),
)
Page = Callable[..., HttpResponse]


@dataclass(frozen=True)
class AskedHere(asking.AskedHere):
    """A request about an agency's office, and how the person stands to it."""

    standing: Standing

    def render(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        """A page of this agency's office, with its tabs."""
        shown = PARTS if self.standing.administrator else PARTS[:FOR_ALL]
        tabs = self.tabs(shown, context.get("tab", ""))
        around = {"standing": self.standing, "on": self.on, "tabs": tabs}
        return super().render(template, status, **{**around, **context})


def signed_in(view: Page) -> Page:
    """The page of anybody with an account that belongs to a person."""

    @login_required
    @wraps(view)
    def page(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        person = found(queries.person_of(request.user))
        now = timezone.now()
        return view(Asked(request, person, now, queries.day_at(person.home, now), APP), **kwargs)

    return page


def member(view: Page) -> Page:
    """A page of an agency for whoever may see it; to others it does not exist."""

    @login_required
    @wraps(view)
    def page(request: HttpRequest, agency: str, **kwargs: Any) -> HttpResponse:
        asked = _asked_here(request, agency)
        with timezone.override(ZONES[asked.agency.zone]):
            return view(asked, **kwargs)

    return page


def administrator(view: Page) -> Page:
    """A page of an agency for its administrators; to people of other agencies it does not exist."""

    @member
    @wraps(view)
    def page(asked: AskedHere, **kwargs: Any) -> HttpResponse:
        if not asked.standing.administrator:
            raise PermissionDenied(f"Halaman ini untuk administrator {asked.agency.name}.")
        return view(asked, **kwargs)

    return page


def system(view: Page) -> Page:
    """A page for the system's administrators; to everybody else it does not exist."""

    @login_required
    @wraps(view)
    def page(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        person = found(queries.person_of(request.user))
        now = timezone.now()
        asked = Asked(request, person, now, queries.day_at(None, now), APP)
        if not queries.is_system(person, asked.on):
            raise Http404
        return view(asked, **kwargs)

    return page


def _asked_here(request: HttpRequest, code: str) -> AskedHere:
    person = found(queries.person_of(request.user))
    agency = found(queries.agency_by_code(code))
    now = timezone.now()
    on = queries.day_at(agency, now)
    standing = queries.role_of(person, agency, on)
    if not standing.sees:
        raise Http404
    return AskedHere(request, person, now, on, APP, agency, standing)
