"""The mails of an agency: those that failed, wait, went, and did not go after all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from himpun.notices.forms import AsideForm, SureForm
from himpun.notices.queries.outbox import Mail, counts_of, line_of, mail_in, mails_of, why_not_care
from himpun.notices.rules.outbox import SHOWN
from himpun.notices.services.outbox import lay_aside, send_anew
from himpun.notices.views.asked import asked_here
from himpun.office.asking import AskedHere, FormPage, answer, found

PAGE = 50


def _careful(ask: AskedHere) -> None:
    if why := why_not_care(ask.person, ask.agency, ask.now):
        raise PermissionDenied(why)


@require_safe
@asked_here
def mails(ask: AskedHere) -> HttpResponse:
    """An agency's mails in a state, the failed ones first."""
    _careful(ask)
    state = ask.text("keadaan")
    state = state if state in SHOWN else "dead"
    page = Paginator(mails_of(ask.agency, state), PAGE).get_page(ask.text("halaman"))
    counts = counts_of(ask.agency)
    tabs = [
        (words, f"?keadaan={key}", key == state, None if key == "sent" else counts.get(key, 0))
        for key, words in SHOWN.items()
    ]
    return ask.render(
        "mails", pages=page, lines=[line_of(mail) for mail in page],
        state=state, tabs=tabs, kept=f"keadaan={state}",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@asked_here
def mail_anew(ask: AskedHere, number: int) -> HttpResponse:
    """A failed mail is tried again."""
    mail, form = _mail(ask, number), SureForm(ask.posted)
    page = FormPage(
        "Kirim ulang surel", "Kirim ulang", "Surel masuk antrean lagi.", ask.url("mails")
    )
    return _form_page(ask, mail, form, page, lambda _: send_anew(mail=mail, **ask.by))


@require_http_methods(["GET", "POST"])
@asked_here
def mail_aside(ask: AskedHere, number: int) -> HttpResponse:
    """A failed mail is laid aside, for a reason."""
    mail, form = _mail(ask, number), AsideForm(ask.posted)
    page = FormPage("Sisihkan surel", "Sisihkan", "Surel disisihkan.", ask.url("mails"))
    return _form_page(ask, mail, form, page, lambda said: lay_aside(mail=mail, **said, **ask.by))


def _mail(ask: AskedHere, number: int) -> Mail:
    _careful(ask)
    return found(mail_in(ask.agency, number))


def _form_page(
    ask: AskedHere, mail: Mail, form: Form, page: FormPage, do: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    answered, status = answer(ask, form, do, to=page.to, done=page.done)
    if answered is not None:
        return answered
    return ask.render("mail_form", status, form=form, line=line_of(mail), page=page)
