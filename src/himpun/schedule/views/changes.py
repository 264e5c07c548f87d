"""What changes of the calendar moved."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from himpun.office import queries as office
from himpun.office.asking import Asked, found
from himpun.schedule.queries.changes import ChangeView, change_view, changes_of
from himpun.schedule.views.asked import AskedHere, asked, asked_here

MOST = 100


@require_safe
@asked_here
def changes(ask: AskedHere) -> HttpResponse:
    """The changes that reached running SOPs of the agency."""
    return ask.render("changes", rows=changes_of(ask.agency)[:MOST])


@require_safe
@asked_here
def change(ask: AskedHere, number: int) -> HttpResponse:
    """One change, with the times of the agency's running SOPs that it moved."""
    return ask.render("change", **_shown(found(change_view(number, ask.agency)), everywhere=False))


@require_safe
@asked
def change_everywhere(ask: Asked, number: int) -> HttpResponse:
    """One change for all agencies, for who administers the system."""
    if not office.is_system(ask.person, ask.on):
        raise Http404
    return ask.render("change", **_shown(found(change_view(number, None)), everywhere=True))


def _shown(view: ChangeView, *, everywhere: bool) -> dict[str, Any]:
    told = {
        "rows": view.rows, "waiting": view.waiting, "saved": True, "everywhere": everywhere,
    }  # fmt: skip
    return {"view": view, "told": told}
