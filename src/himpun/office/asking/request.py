"""What a page knows of whoever asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from himpun.office.queries import Agency, Person

Tab = tuple[str, str, bool, None]
"""Words, address, whether one is there, no count."""


@dataclass(frozen=True)
class Asked:
    """A request by a person, at a moment that is read once; ``on`` is the day at their agency,
    ``app`` the app whose page it is: its addresses and templates bear that name."""

    request: HttpRequest
    person: Person
    now: datetime
    on: date
    app: str

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

    def number(self, name: str, most: int = 18) -> int | None:
        """A part of the address as a number, of its first ``most`` digits; None where it is
        none."""
        digits = self.text(name, most)
        return int(digits) if digits.isascii() and digits.isdigit() else None

    def sent(self, name: str, most: int = 5_000) -> str:
        """A field as it was sent."""
        return self.request.POST.get(name, "").replace("\0", "").strip()[:most]

    def render(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        """A page of the app."""
        return render(self.request, f"{self.app}/{template}.html", context, status=status)


@dataclass(frozen=True)
class AskedHere(Asked):
    """A request about an agency that the person sees; ``on`` is the day there."""

    agency: Agency

    def url(self, name: str, *args: object) -> str:
        """The address of one of the app's pages of this agency."""
        return reverse(f"{self.app}:{name}", args=[self.agency.code, *args])

    def tabs(self, parts: Sequence[tuple[str, str]], current: str) -> list[Tab]:
        """The parts, each (words, name of its page), of what the app has of this agency."""
        return [(words, self.url(name), name == current, None) for words, name in parts]

    def render(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        """A page of this agency."""
        return super().render(template, status, agency=self.agency, **context)
