"""Whether the stored files are whole, for administrators."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from himpun.archive.queries.integrity import store_state
from himpun.archive.views.asked import Asked, asked
from himpun.office import queries as office
from himpun.office.queries.titles import roles_held_by
from himpun.office.rules import ADMINISTRATOR


@require_safe
@asked
def store(ask: Asked) -> HttpResponse:
    """The last round, the one under way, and what is damaged: all of it to administrators of the
    system, to those of agencies what their agency needs."""
    system = office.is_system(ask.person, ask.on)
    held = roles_held_by(ask.person, ask.on)
    own = [r.agency_id for r in held if r.kind == ADMINISTRATOR and r.agency_id is not None]
    return ask.render("store", state=store_state(None if system else own), system=system)
