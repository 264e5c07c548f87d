"""Defining an indicator: new, revised, tried out with example figures, moved, closed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from himpun.kernel.worktime import Period
from himpun.office import queries as office
from himpun.office.asking import FormPage, answer, form_page, found
from himpun.performance import services
from himpun.performance.forms.indicator import (
    ClosingForm,
    DefinitionForm,
    MediumForm,
    NewIndicatorForm,
    PlaceForm,
    RevisionForm,
    TrialForm,
    first_words,
)
from himpun.performance.queries.agreement import medium_targets_of
from himpun.performance.queries.catalogue import (
    definition_of,
    indicator_in,
    objective_in,
    versions_of,
)
from himpun.performance.queries.catalogue_page import open_objectives, shown_figure
from himpun.performance.queries.trial import Trial, trial_of
from himpun.performance.rules.definition import QUARTERS
from himpun.performance.views.asked import AskedHere, keeper
from himpun.performance.views.objectives import crumbs

TRY = "try"
YEARS_OF_PLAN = 6


def periods_around(ask: AskedHere) -> list[Period]:
    """The quarters from which a definition may hold: last year's to next year's."""
    years = range(ask.on.year - 1, ask.on.year + 2)
    return [Period("triwulan", year, number) for year in years for number in range(1, 5)]


def this_quarter(ask: AskedHere) -> str:
    """The quarter that it is at the agency."""
    return Period("triwulan", ask.on.year, (ask.on.month - 1) // 3 + 1).code


@require_http_methods(["GET", "POST"])
@keeper
def indicator_add(ask: AskedHere) -> HttpResponse:
    """A new indicator."""
    objectives = open_objectives(ask.agency, ask.on)
    if not objectives:
        messages.info(ask.request, "Tambahkan sasaran atau program lebih dahulu.")
        return redirect(ask.url("objective_add"))
    first = {
        "from_period": Period("triwulan", ask.on.year, 1).code, "period_mode": "last",
        "quarters": list(QUARTERS), "unit": ask.text("unit"),
    }  # fmt: skip
    form = NewIndicatorForm(
        ask.posted, initial=first, objectives=objectives, **_choices(ask),
        units=office.units_of(ask.agency, ask.on),
    )  # fmt: skip

    def do(said: dict[str, Any]) -> object:
        return services.add_indicator(
            objective=found(objective_in(ask.agency, said["objective"])), unit=said["unit"],
            code=said["code"], kind=said["kind"], definition=form.said(),
            from_period=said["from_period"], in_charge=said["in_charge"], **ask.by,
        )  # fmt: skip

    page = FormPage(
        "Indikator baru", "Tambah indikator", "Indikator ditambahkan.", ask.url("catalogue"),
        crumbs=crumbs(ask),
    )  # fmt: skip
    return _define(ask, form, page, do)


@require_http_methods(["GET", "POST"])
@keeper
def indicator_revise(ask: AskedHere, code: str) -> HttpResponse:
    """A new version of a definition."""
    row = found(indicator_in(ask.agency, code))
    newest = versions_of(row)[0]
    first = {
        **first_words(definition_of(newest)),
        "in_charge": newest.in_charge_id,
        "from_period": max(this_quarter(ask), newest.from_period),
    }
    form = RevisionForm(ask.posted, initial=first, **_choices(ask))

    def do(said: dict[str, Any]) -> object:
        return services.revise_indicator(
            indicator=row, definition=form.said(), from_period=said["from_period"],
            reason=said["reason"], in_charge=said["in_charge"], **ask.by,
        )  # fmt: skip

    page = FormPage(
        f"Ubah definisi {row.code}", "Simpan versi baru", "Versi baru disimpan.",
        ask.url("indicator_card", code), crumbs=crumbs_of(ask, code),
        lead="Triwulan sebelumnya tetap memakai definisi yang lama.",
    )  # fmt: skip
    return _define(ask, form, page, do)


def crumbs_of(ask: AskedHere, code: str) -> tuple[tuple[str, str], ...]:
    """The way back to the card of an indicator."""
    return (*crumbs(ask), (code, ask.url("indicator_card", code)))


def _choices(ask: AskedHere) -> dict[str, Any]:
    return {"posts": office.posts_of(ask.agency, ask.on), "periods": periods_around(ask)}


def _define(ask: AskedHere, form: DefinitionForm, page: FormPage, do: Any) -> HttpResponse:
    trial = None
    if ask.sent("act") == TRY:
        # Without script: the same page with the result, nothing stored.
        status, trial = 200, _trial(ask)
    else:
        answered, status = answer(ask, form, do, to=page.to, done=page.done)
        if answered is not None:
            return answered
    return ask.render("catalogue/define", status=status, form=form, page=page, trial=trial)


@require_POST
@keeper
def indicator_try(ask: AskedHere) -> HttpResponse:
    """What an achievement would be by the definition as it is typed; nothing is stored."""
    return ask.render("catalogue/_trial", trial=_trial(ask))


def _trial(ask: AskedHere) -> Trial:
    form = TrialForm(ask.request.POST, **_choices(ask))
    typed = {name: ask.sent(name, 500) for name in ("try_target", "try_real", "try_items")}
    form.is_valid()
    try:
        said = form.said()
    except KeyError:
        return Trial(refused=("Perbaiki dahulu isian yang salah: " + _wrong(form),))
    return trial_of(said, ask.agency, typed["try_target"], typed["try_real"], typed["try_items"])


def _wrong(form: DefinitionForm) -> str:
    return ", ".join(str(form.fields[name].label).lower() for name in form.errors) + "."


@require_http_methods(["GET", "POST"])
@keeper
def indicator_move(ask: AskedHere, code: str) -> HttpResponse:
    """Another objective, unit or place in the order."""
    row = found(indicator_in(ask.agency, code))
    first = {"objective": row.objective.code, "unit": row.unit_id, "position": row.position}
    form = PlaceForm(
        ask.posted, initial=first, objectives=open_objectives(ask.agency, ask.on),
        units=office.units_of(ask.agency, ask.on),
    )  # fmt: skip
    page = FormPage(
        f"Pindahkan {row.code}", "Pindahkan", "Indikator dipindahkan.",
        ask.url("indicator_card", code),
        crumbs=crumbs_of(ask, code),
        lead="Formulir yang sudah dibuka tetap memuat indikator ini.",
    )  # fmt: skip

    def do(said: dict[str, Any]) -> object:
        return services.move_indicator(
            indicator=row, objective=found(objective_in(ask.agency, said["objective"])),
            unit=said["unit"], position=said["position"] or 0, **ask.by,
        )  # fmt: skip

    return form_page(ask, form, page, do)


@require_http_methods(["GET", "POST"])
@keeper
def indicator_close(ask: AskedHere, code: str) -> HttpResponse:
    """The last day of an indicator."""
    row = found(indicator_in(ask.agency, code))
    page = FormPage(
        f"Tutup {row.code}", "Simpan", "Hari terakhir disimpan.", ask.url("indicator_card", code),
        crumbs=crumbs_of(ask, code),
        lead="Indikator masih diisi untuk triwulan yang berakhir pada atau sebelum hari itu.",
    )  # fmt: skip
    form = ClosingForm(ask.posted, initial={"until_on": row.until_on})
    return form_page(
        ask, form, page, lambda said: services.close_indicator(indicator=row, **said, **ask.by)
    )


@require_http_methods(["GET", "POST"])
@keeper
def indicator_medium(ask: AskedHere, code: str) -> HttpResponse:
    """The targets of the medium-term plan."""
    row = found(indicator_in(ask.agency, code))
    said = definition_of(versions_of(row)[0])
    first = {f"y{one.year}": shown_figure(said, one.figure) for one in medium_targets_of(row)}
    years = {int(name[1:]) for name in first}
    years |= set(range(ask.on.year, ask.on.year + YEARS_OF_PLAN))
    form = MediumForm(ask.posted, initial=first, years=sorted(years))
    page = FormPage(
        f"Target jangka menengah {row.code}", "Simpan", "Target jangka menengah disimpan.",
        ask.url("indicator_card", code), crumbs=crumbs_of(ask, code),
        lead=f"{said.name}, dalam {said.measure.unit_of_measure}. Menurut Renstra.",
    )  # fmt: skip

    def do(_said: dict[str, Any]) -> object:
        return services.set_medium_targets(indicator=row, targets=form.targets(), **ask.by)

    return form_page(ask, form, page, do)
