"""The catalogue: an agency's indicators, and one of them with all its versions."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from himpun.office.asking import found
from himpun.performance.queries.catalogue import indicator_in
from himpun.performance.queries.catalogue_page import (
    Wanted,
    catalogue_of,
    indicator_view,
    used_units,
)
from himpun.performance.rules.catalogue import OBJECTIVE_KINDS, SHORT_KINDS
from himpun.performance.views.asked import AskedHere, asked_here
from himpun.performance.views.tabs import tabs_of


@require_safe
@asked_here
def catalogue(ask: AskedHere) -> HttpResponse:
    """The indicators by objective; of a unit, a kind or with some words where they are asked."""
    wanted = Wanted(
        unit=ask.text("unit", 80),
        kind=ask.text("jenis", 20),
        search=ask.text("cari"),
        closed=ask.text("tutup") == "ya",
    )
    return ask.render(
        "catalogue/list",
        tabs=tabs_of(ask, "catalogue"),
        catalogue=catalogue_of(ask.agency, ask.on, wanted),
        wanted=wanted,
        units=used_units(ask.agency),
        kinds=list(SHORT_KINDS.items()),
        objective_kinds=OBJECTIVE_KINDS,
        keeps=ask.keeps,
        year=ask.on.year,
    )


@require_safe
@asked_here
def indicator(ask: AskedHere, code: str) -> HttpResponse:
    """The card of an indicator, its versions with their differences, its targets."""
    row = found(indicator_in(ask.agency, code))
    return ask.render("catalogue/indicator", view=indicator_view(row, ask.on), keeps=ask.keeps)
