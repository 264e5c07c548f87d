"""The papers of an agency, and a paper that a step drafts."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from himpun.letters.queries.keeping import makes_papers
from himpun.letters.queries.papers import STATE_WORDS, seen_papers
from himpun.letters.queries.papers_list import (
    Wish,
    lines_of,
    list_file,
    papers_listed,
    runs_with_papers,
)
from himpun.letters.rules.kinds import KINDS
from himpun.letters.views.asked import AskedHere, asked, asked_here
from himpun.letters.views.tabs import tabs_of
from himpun.office import queries as office
from himpun.office.asking import Asked

PAGE, MOST_ROWS = 50, 5_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@asked
def home(ask: Asked) -> HttpResponse:
    """The agencies whose papers one sees; the only one's list where there is one."""
    agencies = list(office.agencies_seen_by(ask.person, ask.on).order_by("name", "region"))
    if len(agencies) == 1:
        return redirect("letters:papers", agencies[0].code)
    return ask.render("home", agencies=[(a, makes_papers(a.pk)) for a in agencies])


@require_safe
@asked_here
def papers(ask: AskedHere) -> HttpResponse:
    """An agency's papers by run, kind and state; a workbook with ``?bentuk=xlsx``."""
    wish = Wish(ask.text("jalan", 18), ask.text("jenis"), ask.text("keadaan"), ask.text("cari"))
    rows = papers_listed(seen_papers(ask.agency, ask.person, ask.now), wish)
    if ask.text("bentuk") == "xlsx":
        answer = HttpResponse(
            list_file(ask.agency, lines_of(rows[:MOST_ROWS]), ask.now), content_type=XLSX
        )
        header = content_disposition_header(True, f"naskah-{ask.agency.code}.xlsx")
        answer["Content-Disposition"] = header or "attachment"
        return answer
    page = Paginator(rows, PAGE).get_page(ask.text("halaman"))
    asked_for = {"jalan": wish.run, "jenis": wish.kind, "keadaan": wish.state, "cari": wish.search}
    return ask.render(
        "papers", tabs=tabs_of(ask, "papers"), pages=page, lines=lines_of(page), wish=wish,
        runs=runs_with_papers(ask.agency), states=list(STATE_WORDS.items()),
        kinds=[(kind.key, kind.title) for kind in KINDS.values()],
        kept=urlencode({name: text for name, text in asked_for.items() if text}),
        makes=makes_papers(ask.agency.pk), keeps=ask.keeps,
    )  # fmt: skip
