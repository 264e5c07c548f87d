"""The letterhead of an agency: what is there, and another one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from himpun.archive.queries import open_file
from himpun.archive.services import store_file
from himpun.letters import services
from himpun.letters.forms.letterhead import LetterheadForm, first_letterhead
from himpun.letters.queries.keeping import letterhead_of
from himpun.letters.rules.kinds import WAYS
from himpun.letters.rules.letterhead import TONES, tone_of
from himpun.letters.views.asked import AskedHere, asked_here, keeper
from himpun.letters.views.tabs import tabs_of
from himpun.office.asking import answer, found

if TYPE_CHECKING:
    from himpun.archive.queries import StoredFile
    from himpun.letters.queries.keeping import Letterhead


@require_safe
@asked_here
def letterhead(ask: AskedHere) -> HttpResponse:
    """What stands on every paper of the agency."""
    row = letterhead_of(ask.agency)
    tone = tone_of(row.tone) if row else {}
    return ask.render(
        "letterhead", tabs=tabs_of(ask, "letterhead"), row=row, keeps=ask.keeps,
        way=WAYS[row.way] if row else "",
        tones=[(one.label, tone[one.key]) for one in TONES if tone.get(one.key)],
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@keeper
def letterhead_change(ask: AskedHere) -> HttpResponse:
    """Another kop, paper size or way of signing."""
    row = letterhead_of(ask.agency)
    form = LetterheadForm(
        ask.posted, ask.request.FILES or None,
        initial=first_letterhead(row, ask.agency.name, ask.agency.region),
    )  # fmt: skip

    def do(said: dict[str, Any]) -> object:
        return services.set_letterhead(
            agency=ask.agency, lines=said["lines"], contact=said["contact"],
            logo=_logo(ask, said, row), paper=said["paper"], city=said["city"], tone=form.tone(),
            way=said["way"], classification=said["classification"], **ask.by,
        )  # fmt: skip

    answered, status = answer(ask, form, do, to=ask.url("letterhead"), done="Kop disimpan.")
    if answered is not None:
        return answered
    return ask.render("letterhead_change", status=status, form=form, row=row)


def _logo(ask: AskedHere, said: dict[str, Any], row: Letterhead | None) -> StoredFile | None:
    if said["logo"]:
        return store_file(content=said["logo"], name=said["logo"].name, now=ask.now)
    return None if said["without_logo"] or row is None else row.logo


@require_safe
@asked_here
def letterhead_logo(ask: AskedHere) -> HttpResponse:
    """The logo as it was handed in."""
    row = found(letterhead_of(ask.agency))
    logo = found(row.logo)
    with open_file(logo) as file:
        return HttpResponse(file.read(), content_type=logo.media_type)
