"""How a change of a calendar is asked: first what it would move, then the change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.module_loading import import_string

from himpun.office.asking import Asked, FormPage
from himpun.office.rules import Refused
from himpun.office.services import Consequences, preview_calendar

AGAIN = "lanjut"
"""The field that says that its sender has seen what would move."""
Do = Callable[[dict[str, Any]], object]


def answer_calendar(
    asked: Asked, form: Form, do: Do, page: FormPage
) -> tuple[HttpResponse | None, int]:
    """As ``answer``: does what a form asks, once it is filled in rightly. Where open due times
    would move, they are shown first, and done when that page is sent; then the page of what has
    moved comes next."""
    if not form.is_bound:
        return None, 200
    if not form.is_valid():
        return None, 400
    try:
        if AGAIN not in asked.request.POST:
            told = preview_calendar(change=lambda: do(form.cleaned_data), **asked.by)
            if told is not None and told.count:
                return _ask_again(asked, page, told), 200
        do(form.cleaned_data)
    except Refused as refused:
        form.add_error(None, str(refused))
        return None, 409
    messages.success(asked.request, page.done)
    return redirect(_page_of_change(asked) or page.to), 302


def ask_calendar(asked: Asked, form: Form, page: FormPage, do: Do) -> HttpResponse:
    """A page that is one form about a calendar."""
    answered, status = answer_calendar(asked, form, do, page)
    if answered is not None:
        return answered
    return asked.render("form_page", status, form=form, page=page)


def _ask_again(asked: Asked, page: FormPage, told: Consequences) -> HttpResponse:
    sent = [
        (name, value)
        for name, values in asked.request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    context = {"page": page, "told": told, "sent": sent, "again": AGAIN}
    return render(asked.request, "office/calendar_confirm.html", context)


def _page_of_change(asked: Asked) -> str:
    path = getattr(settings, "HIMPUN_CALENDAR_PAGE", None)
    return str(import_string(path)(**asked.by)) if path else ""
