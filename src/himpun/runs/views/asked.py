"""Who asks for a page, and when."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from himpun.office import queries as office

P = ParamSpec("P")


class Asked:
    """A request by a person, at a moment that is read once."""

    def __init__(self, request: HttpRequest, person: office.Person) -> None:
        self.request, self.person = request, person
        self.now = timezone.now()

    def text(self, name: str, most: int = 200) -> str:
        """A part of the address as text, without what no name has."""
        return self.request.GET.get(name, "").replace("\0", "").strip()[:most]

    def sent(self, name: str, most: int = 2_000) -> str:
        """A field as it was sent."""
        return self.request.POST.get(name, "").replace("\0", "").strip()[:most]

    def number(self, name: str) -> int | None:
        """A part of the address as a number of this program; None where it is none."""
        text = self.text(name, most=18)
        return int(text) if text.isascii() and text.isdigit() else None


View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def asked(page: Callable[Concatenate[Asked, P], HttpResponse]) -> View[P]:
    """A page for signed-in people; an account that belongs to nobody sees none."""

    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        person = office.person_of(request.user)
        if person is None:
            raise PermissionDenied
        return page(Asked(request, person), *args, **kwargs)

    update_wrapper(answer, page)
    return login_required(answer)


def step_address(run: int) -> Callable[[int], str]:
    """The address of a visit of a run, by the kernel's number."""
    # Resolving a name costs more than writing a number into its address.
    pattern = reverse("runs:step", args=[run, 0]).rsplit("0", 1)
    return lambda visit: f"{pattern[0]}{visit}{pattern[1]}"
