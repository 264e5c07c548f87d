"""A page that is one form: asked for, sent, answered with its complaints or done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect

from himpun.archive.views.asked import AskedHere
from himpun.office.rules import Refused


@dataclass(frozen=True)
class FormPage:
    """The words of a page with one form: ``back`` is (words, address) of where it came from."""

    heading: str
    button: str
    done: str
    back: tuple[str, str]
    note: str = ""


def answered(
    ask: AskedHere, page: FormPage, form: Form, do: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    """The page; or, once sent, what came of it: back with a word, 400 with complaints about fields,
    409 with the sentence of a refusal."""
    status = 200
    if ask.posted is not None:
        status = 400
        if form.is_valid():
            try:
                do(form.cleaned_data)
            except Refused as refused:
                form.add_error(None, str(refused))
                status = 409
            else:
                messages.success(ask.request, page.done)
                return redirect(page.back[1])
    return ask.render("form", status, page=page, form=form)
