"""Who asks for a page, about which agency, and when; and how a form is answered."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any, TypeVar

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from himpun.kernel.worktime import ZONES
from himpun.office import queries
from himpun.office.queries import Agency, Person, Standing
from himpun.office.rules import Refused

Row = TypeVar("Row")
FOR_ALL = 5
"""The tabs before this one are everybody's, the others for administrators."""
TABS = (
    ("agency", "Susunan"),
    ("performers", "Pelaksana SOP"),
    ("calendar", "Kalender"),
    ("hours", "Jam kerja"),
    ("holidays", "Hari libur"),
    ("people", "Orang"),
    ("roles", "Peran"),
    ("journal", "Jurnal"),
)
Page = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Asked:
    """A request by a person, at a moment that the agency's clock makes a day."""

    request: HttpRequest
    person: Person
    now: datetime
    on: date

    @property
    def posted(self) -> Any:
        """What was sent, or None where a page was only asked for."""
        return self.request.POST if self.request.method == "POST" else None

    @property
    def by(self) -> dict[str, Any]:
        """Who and when, as every service wants to know."""
        return {"by": self.person, "now": self.now}


@dataclass(frozen=True)
class AskedHere(Asked):
    """A request about an agency that the person may see."""

    agency: Agency
    standing: Standing

    def url(self, name: str, *args: object) -> str:
        """The address of one of this agency's pages."""
        return reverse(f"office:{name}", args=[self.agency.code, *args])

    def render(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        """A page of this agency."""
        shown = {
            "agency": self.agency,
            "standing": self.standing,
            "on": self.on,
            "tabs": self._tabs(context.get("tab", "")),
            **context,
        }
        return render(self.request, f"office/{template}.html", shown, status=status)

    def _tabs(self, current: str) -> list[tuple[str, str, bool, None]]:
        names = TABS if self.standing.administrator else TABS[:FOR_ALL]
        return [(words, self.url(name), name == current, None) for name, words in names]


def found(row: Row | None) -> Row:
    """A row that is there; 404 for one that is not, or not this agency's."""
    if row is None:
        raise Http404
    return row


def signed_in(view: Page) -> Page:
    """The page of anybody with an account that belongs to a person."""

    @login_required
    @wraps(view)
    def page(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        person = found(queries.person_of(request.user))
        now = timezone.now()
        return view(Asked(request, person, now, queries.day_at(person.home, now)), **kwargs)

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

    @login_required
    @wraps(view)
    def page(request: HttpRequest, agency: str, **kwargs: Any) -> HttpResponse:
        asked = _asked_here(request, agency)
        if not asked.standing.administrator:
            raise PermissionDenied(f"Halaman ini untuk administrator {asked.agency.name}.")
        with timezone.override(ZONES[asked.agency.zone]):
            return view(asked, **kwargs)

    return page


def system(view: Page) -> Page:
    """A page for the system's administrators; to everybody else it does not exist."""

    @login_required
    @wraps(view)
    def page(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        person = found(queries.person_of(request.user))
        now = timezone.now()
        asked = Asked(request, person, now, queries.day_at(None, now))
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
    return AskedHere(request, person, now, on, agency, standing)


def answer(
    asked: Asked, form: Form, do: Callable[[dict[str, Any]], object], *, to: str, done: str
) -> tuple[HttpResponse | None, int]:
    """Does what a form asks, once it is filled in rightly: (where to go next, status).

    A wrong form (400) and a refusal (409) give no next page; the form then holds the sentences, and
    all that was written.
    """
    if not form.is_bound:
        return None, 200
    if not form.is_valid():
        return None, 400
    try:
        do(form.cleaned_data)
    except Refused as refused:
        form.add_error(None, str(refused))
        return None, 409
    messages.success(asked.request, done)
    return redirect(to), 302


@dataclass(frozen=True)
class FormPage:
    """What stands around a form: heading, button, where to go afterwards or when giving up.

    ``acts`` are (words, address) of what else may be done with the same thing.
    """

    heading: str
    button: str
    done: str
    to: str
    lead: str = ""
    crumbs: tuple[tuple[str, str], ...] = ()
    acts: tuple[tuple[str, str], ...] = ()


def ask(
    asked: Asked, form: Form, page: FormPage, do: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    """A page that is one form."""
    answered, status = answer(asked, form, do, to=page.to, done=page.done)
    if answered is not None:
        return answered
    context = {"form": form, "page": page}
    return render(asked.request, "office/form.html", context, status=status)
