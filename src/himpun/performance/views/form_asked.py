"""Who asks for a page of a form, and how they stand to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from himpun.kernel.worktime import ZONES, parse_period
from himpun.office import queries as office
from himpun.office.asking import Asked, found
from himpun.performance.queries.duty import Hands, hands_of, why_closed
from himpun.performance.queries.forms import Form, form_seen_by, unit_code_of, unit_name_of
from himpun.performance.views.asked import asked

P = ParamSpec("P")


@dataclass(frozen=True)
class AskedForm(Asked):
    """A request about a form that the person sees; ``on`` is the day at its agency."""

    form: Form

    @cached_property
    def hands(self) -> Hands:
        """How the person stands to the form (four queries)."""
        return hands_of(self.person, self.form, self.now)

    @property
    def locked(self) -> str:
        """Why the person may not fill it in now; "" if they may."""
        return self.hands.why_not or why_closed(self.form, self.now) or ""

    def render(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        """A page of this form."""
        return super().render(
            template, status, form=self.form, unit=unit_code_of(self.form),
            unit_name=unit_name_of(self.form), hands=self.hands, locked=self.locked,
            period=period_words(self.form), **context,
        )  # fmt: skip


def period_words(form: Form) -> str:
    """Triwulan III 2026."""
    return parse_period(form.period).label


def asked_form(page: Callable[Concatenate[AskedForm, P], HttpResponse]) -> Callable[..., Any]:
    """A page of one form, by its run and unit, for whoever sees its agency (404 for others);
    moments are shown by the agency's clock."""

    @asked
    def answer(
        ask: Asked, /, run: int, unit: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        form = found(form_seen_by(ask.person, run, unit, ask.now))
        return about(ask, form, page, *args, **kwargs)

    return answer


def about(
    ask: Asked, form: Form, page: Callable[..., HttpResponse], *args: Any, **kwargs: Any
) -> HttpResponse:
    """The answer of a page about a form that was found."""
    on: date = office.day_at(form.agency, ask.now)
    with timezone.override(ZONES[form.agency.zone]):
        return page(AskedForm(ask.request, ask.person, ask.now, on, ask.app, form), *args, **kwargs)


def wants_json(request: HttpRequest) -> bool:
    """Does a page's script ask, and not a person?"""
    return "application/json" in request.headers.get("Accept", "")
