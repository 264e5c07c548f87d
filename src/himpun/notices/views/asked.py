"""Who asks for a page of notices, about which agency, and when."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from himpun.kernel.worktime import ZONES
from himpun.office import asking
from himpun.office.queries import SYSTEM_ZONE

P = ParamSpec("P")
_signed_in = asking.asked("notices", asking.Asked)
asked_here = asking.asked_here("notices", asking.AskedHere)


def asked(
    page: Callable[Concatenate[asking.Asked, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """A page for signed-in people, by their agency's clock; an account that belongs to nobody sees
    none."""

    def answer(ask: asking.Asked, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        home = ask.person.home
        with timezone.override(ZONES[home.zone if home else SYSTEM_ZONE]):
            return page(ask, *args, **kwargs)

    update_wrapper(answer, page)
    return _signed_in(answer)
