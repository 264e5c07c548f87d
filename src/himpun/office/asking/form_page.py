"""A page that is one form: asked for, sent, answered with its complaints or done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect

from himpun.office.asking.once import SENT_BEFORE, first_time
from himpun.office.asking.request import Asked
from himpun.office.rules import Refused

Links = Sequence[tuple[str, str]]
"""Each (words, address)."""


@dataclass(frozen=True)
class FormPage:
    """What stands around a form: heading, button, where to go afterwards or when giving up.

    ``done`` is said once it is done, ``lead`` before the form; ``crumbs`` lead here, ``acts`` are
    what else may be done with the same thing.
    """

    heading: str
    button: str
    done: str
    to: str
    lead: str = ""
    crumbs: Links = ()
    acts: Links = ()


def answer(
    ask: Asked, form: Form, do: Callable[[dict[str, Any]], object], *, to: str, done: str
) -> tuple[HttpResponse | None, int]:
    """Does what a form asks, once it is filled in rightly: (where to go next, status).

    A wrong form (400) and a refusal (409) give no next page; the form then holds the sentences,
    and all that was written. The same form sent again from the same page is not done again.
    """
    if not form.is_bound:
        return None, 200
    if not form.is_valid():
        return None, 400
    try:
        with first_time(ask.request) as first:
            if first:
                do(form.cleaned_data)
    except Refused as refused:
        form.add_error(None, str(refused))
        return None, 409
    say = messages.success if first else messages.info
    say(ask.request, done if first else SENT_BEFORE)
    return redirect(to), 302


def form_page(
    ask: Asked, form: Form, page: FormPage, do: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    """The whole of it, in the app's template of that name."""
    answered, status = answer(ask, form, do, to=page.to, done=page.done)
    if answered is not None:
        return answered
    return ask.render("form_page", status=status, form=form, page=page)
