"""Objectives and programmes: added, changed, closed."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from himpun.office.asking import FormPage, form_page, found
from himpun.performance import services
from himpun.performance.forms.indicator import ClosingForm
from himpun.performance.forms.objective import NewObjectiveForm, ObjectiveForm
from himpun.performance.queries.catalogue import objective_in
from himpun.performance.queries.catalogue_page import open_objectives
from himpun.performance.views.asked import AskedHere, keeper


def crumbs(ask: AskedHere) -> tuple[tuple[str, str], ...]:
    """The way back to the catalogue."""
    return (("Indikator", ask.url("catalogue")),)


@require_http_methods(["GET", "POST"])
@keeper
def objective_add(ask: AskedHere) -> HttpResponse:
    """A new objective or programme."""
    page = FormPage(
        "Sasaran atau program baru", "Tambah", "Sasaran atau program ditambahkan.",
        ask.url("catalogue"), crumbs=crumbs(ask),
    )  # fmt: skip
    form = NewObjectiveForm(ask.posted, objectives=open_objectives(ask.agency, ask.on))

    def do(said: dict[str, Any]) -> object:
        parent = objective_in(ask.agency, said.pop("parent"))
        return services.add_objective(agency=ask.agency, parent=parent, **said, **ask.by)

    return form_page(ask, form, page, do)


@require_http_methods(["GET", "POST"])
@keeper
def objective(ask: AskedHere, code: str) -> HttpResponse:
    """Another name or place."""
    row = found(objective_in(ask.agency, code))
    page = FormPage(
        f"Ubah {row.code}", "Simpan", "Perubahan disimpan.", ask.url("catalogue"),
        crumbs=crumbs(ask),
        lead="Rekapitulasi yang sudah dibekukan tetap memakai nama dan susunan yang lama.",
    )  # fmt: skip
    first = {
        "name": row.name,
        "position": row.position,
        "parent": row.parent.code if row.parent else "",
    }
    form = ObjectiveForm(ask.posted, initial=first, objectives=open_objectives(ask.agency, ask.on))

    def do(said: dict[str, Any]) -> object:
        parent = objective_in(ask.agency, said.pop("parent"))
        return services.change_objective(objective=row, parent=parent, **said, **ask.by)

    return form_page(ask, form, page, do)


@require_http_methods(["GET", "POST"])
@keeper
def objective_close(ask: AskedHere, code: str) -> HttpResponse:
    """The last day of an objective."""
    row = found(objective_in(ask.agency, code))
    page = FormPage(
        f"Tutup {row.code}", "Simpan", "Hari terakhir disimpan.", ask.url("catalogue"),
        crumbs=crumbs(ask), lead=row.name,
    )  # fmt: skip
    form = ClosingForm(ask.posted, initial={"until_on": row.until_on})
    return form_page(
        ask, form, page, lambda said: services.close_objective(objective=row, **said, **ask.by)
    )
