"""A person's own notices, and the ways in which they want to be told."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from himpun.notices.forms import WaysForm
from himpun.notices.queries.notices import line_of, notice_of, notices_of, unread_count, ways_of
from himpun.notices.queries.outbox import why_not_care
from himpun.notices.rules.kinds import KINDS
from himpun.notices.services import choose_ways, mark_read
from himpun.notices.views.asked import asked
from himpun.office.asking import Asked, found
from himpun.office.queries import Agency
from himpun.office.rules import Refused

PAGE = 30


@require_safe
@asked
def mine(ask: Asked) -> HttpResponse:
    """What the person was told: the unread, or all of it; of one kind where that is asked."""
    everything = ask.text("lihat") == "semua"
    kind = ask.text("jenis")
    rows = notices_of(ask.person, ask.on, unread=not everything)
    if kind in KINDS:
        rows = rows.filter(kind=kind)
    page = Paginator(rows, PAGE).get_page(ask.text("halaman"))
    unread = unread_count(ask.person, ask.on)
    tabs = [
        ("Belum dibaca", "?", not everything, unread),
        ("Semua", "?lihat=semua", everything, None),
    ]
    kept = {"lihat": "semua" if everything else "", "jenis": kind if kind in KINDS else ""}
    return ask.render(
        "mine", pages=page, lines=[line_of(row) for row in page], tabs=tabs, unread=unread,
        everything=everything, kind=kind, kinds=list(KINDS.values()),
        kept=urlencode({name: text for name, text in kept.items() if text}),
        mails_of=_cared_for(ask),
    )  # fmt: skip


def _cared_for(ask: Asked) -> Agency | None:
    """The person's agency, where they see to its mails."""
    home = ask.person.home
    return None if home is None or why_not_care(ask.person, home, ask.now) else home


@require_POST
@asked
def open_notice(ask: Asked, number: int) -> HttpResponse:
    """A notice is read, and its place is shown."""
    notice = found(notice_of(ask.person, number, ask.on))
    mark_read(numbers=[notice.pk], **ask.by)
    return redirect(notice.link)


@require_POST
@asked
def read(ask: Asked) -> HttpResponse:
    """Some notices, or all, are marked as read."""
    number = ask.sent("nomor", most=18)
    if number and not (number.isascii() and number.isdigit()):
        raise BadRequest("Nomor pemberitahuan tidak dapat dibaca.")
    count = mark_read(numbers=[int(number)] if number else None, **ask.by)
    messages.success(ask.request, _read_words(count))
    return redirect("notices:mine")


def _read_words(count: int) -> str:
    if count == 0:
        return "Tidak ada yang perlu ditandai; semuanya sudah dibaca."
    return f"{count} pemberitahuan ditandai sudah dibaca."


@require_http_methods(["GET", "POST"])
@asked
def choices(ask: Asked) -> HttpResponse:
    """By which way the person is told of each kind."""
    form = WaysForm(ask.posted, initial=dict(ways_of(ask.person)))
    status = 400 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            choose_ways(ways=form.cleaned_data, **ask.by)
        except Refused as refused:
            form.add_error(None, str(refused))
            status = 409
        else:
            messages.success(ask.request, "Pilihan Anda disimpan.")
            return redirect("notices:choices")
    return ask.render("choices", status, form=form, person=ask.person)
