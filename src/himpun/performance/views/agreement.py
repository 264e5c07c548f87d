"""The performance agreement of a year: its table, its versions, its approval."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from himpun.office.asking import FormPage, form_page
from himpun.performance import services
from himpun.performance.forms.agreement import ApproveForm, CancelForm, DraftForm
from himpun.performance.forms.fields import PlainForm
from himpun.performance.queries import Agreement
from himpun.performance.queries.agreement import agreement_for, agreement_years, agreements_of
from himpun.performance.queries.agreement_paper import agreement_pdf
from himpun.performance.queries.keeping import why_not_approve
from himpun.performance.queries.pledge import HEADS, PledgeGroup, pledge_of
from himpun.performance.rules.definition import ROMAN
from himpun.performance.views.asked import AskedHere, asked_here, keeper
from himpun.performance.views.list_file import list_file
from himpun.performance.views.tabs import tabs_of

STATES = {
    "draft": ("now", "Konsep"),
    "approved": ("done", "Berlaku"),
    "replaced": ("idle", "Berlaku sampai diubah"),
    "cancelled": ("idle", "Dibatalkan"),
}
FILE_COLUMNS = (
    ("Kode sasaran", 14), ("Sasaran atau program", 40), ("Kode", 12), ("Indikator", 50),
    ("Unit", 26), ("Satuan", 14), *((words, 14) for _, words in HEADS),
)  # fmt: skip


@require_safe
@asked_here
def agreements(ask: AskedHere) -> HttpResponse:
    """The agreement of this year, or of the newest that has one."""
    years = agreement_years(ask.agency)
    year = ask.on.year if ask.on.year in years or not years else years[0]
    return redirect(ask.url("agreement", year))


@require_safe
@asked_here
def agreement(ask: AskedHere, year: int) -> HttpResponse:
    """One version of a year's agreement (``?no=``; else the draft, else the newest), with what
    differs from the one before; a file with ``?bentuk=xlsx`` or ``pdf``."""
    versions = agreements_of(ask.agency, year)
    live = [one for one in versions if one.state != "cancelled"]
    shown = _chosen(live, ask.text("no", 4))
    if shown is None:
        return _without(ask, year)
    former = _former(live, shown)
    if ask.text("bentuk") == "pdf":
        return _paper(ask, shown, former)
    groups = pledge_of(shown, former)
    if ask.text("bentuk") == "xlsx":
        return list_file(str(shown), FILE_COLUMNS, _rows(groups))
    return ask.render(
        "agreement/page",
        tabs=tabs_of(ask, "agreements"),
        years=_years(ask, year),
        year=year,
        shown=shown,
        quarter=ROMAN[shown.from_quarter - 1],
        state=_state(live, shown),
        former=former,
        versions=[(one, *_state(live, one)) for one in live],
        cancelled=[one for one in versions if one.state == "cancelled"],
        groups=groups,
        total=sum(group.budget or 0 for group in groups if group.objective.kind == "program"),
        heads=HEADS,
        doubts=sum(len(line.doubts) for group in groups for line in group.lines),
        keeps=ask.keeps,
        decides=why_not_approve(ask.person, ask.agency, ask.now) is None,
        drafted=any(one.state == "draft" for one in live),
    )


def _paper(ask: AskedHere, shown: Agreement, former: Agreement | None) -> HttpResponse:
    content = agreement_pdf(shown, former, ask.now)
    answer = HttpResponse(content, content_type="application/pdf")
    name = f"perjanjian-kinerja-{ask.agency.code}-{shown.year}-{shown.no}.pdf"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _without(ask: AskedHere, year: int) -> HttpResponse:
    return ask.render(
        "agreement/none", tabs=tabs_of(ask, "agreements"), years=_years(ask, year), year=year,
        keeps=ask.keeps,
    )  # fmt: skip


def _chosen(live: list[Agreement], no: str) -> Agreement | None:
    if no:
        return next((one for one in live if str(one.no) == no), live[0] if live else None)
    return live[0] if live else None


def _former(live: list[Agreement], shown: Agreement) -> Agreement | None:
    return next((one for one in live if one.no == shown.no - 1), None)


def _state(live: list[Agreement], one: Agreement) -> tuple[str, str]:
    later = [other for other in live if other.state == "approved" and other.no > one.no]
    return STATES["replaced" if one.state == "approved" and later else one.state]


def _years(ask: AskedHere, year: int) -> list[tuple[int, bool]]:
    years = {*agreement_years(ask.agency), ask.on.year, ask.on.year + 1, year}
    return [(one, one == year) for one in sorted(years)]


def _rows(groups: list[PledgeGroup]) -> list[list[str]]:
    return [
        [
            group.objective.code, group.objective.name, line.version.indicator.code,
            line.definition.name, str(line.version.indicator.unit or "Instansi"),
            line.definition.measure.unit_of_measure, *(line.figures[field] for field, _ in HEADS),
        ]
        for group in groups
        for line in group.lines
    ]  # fmt: skip


@require_http_methods(["GET", "POST"])
@keeper
def agreement_draft(ask: AskedHere, year: int) -> HttpResponse:
    """A draft: the first of the year at once, a revision with its reason."""
    to = ask.url("agreement_fill", year)
    if agreement_for(ask.agency, year, 4) is None:
        page = FormPage(
            f"Susun perjanjian kinerja {year}", "Susun konsep", "Konsep dibuat. Isi targetnya.",
            to, crumbs=crumbs(ask, year),
            lead=f"Konsep perjanjian kinerja murni {year} dimulai kosong, dengan semua indikator "
            "yang berlaku pada akhir tahun itu.",
        )  # fmt: skip
        form = PlainForm(ask.posted)
    else:
        page = FormPage(
            f"Susun perubahan perjanjian kinerja {year}", "Susun konsep",
            "Konsep perubahan dibuat dari perjanjian yang berlaku.", to, crumbs=crumbs(ask, year),
            lead="Triwulan sebelum perubahan berlaku tetap memakai target yang lama.",
        )  # fmt: skip
        form = DraftForm(ask.posted, initial={"from_quarter": (ask.on.month - 1) // 3 + 1})

    def do(said: dict[str, Any]) -> object:
        return services.draft_agreement(agency=ask.agency, year=year, **said, **ask.by)

    return form_page(ask, form, page, do)


def crumbs(ask: AskedHere, year: int) -> tuple[tuple[str, str], ...]:
    """The way back to the year's agreement."""
    return ((f"Perjanjian kinerja {year}", ask.url("agreement", year)),)


def draft_of(ask: AskedHere, year: int) -> Agreement | None:
    """The draft of a year."""
    rows = agreements_of(ask.agency, year)
    return next((one for one in rows if one.state == "draft"), None)


def no_draft(ask: AskedHere, year: int) -> HttpResponse:
    """Back to the year's agreement, saying why."""
    messages.info(ask.request, f"Perjanjian kinerja {year} tidak mempunyai konsep.")
    return redirect(ask.url("agreement", year))


@require_http_methods(["GET", "POST"])
@asked_here
def agreement_approve(ask: AskedHere, year: int) -> HttpResponse:
    """Puts the draft in force, by another one than who prepared it."""
    if why := why_not_approve(ask.person, ask.agency, ask.now):
        raise PermissionDenied(why)
    draft = draft_of(ask, year)
    if draft is None:
        return no_draft(ask, year)
    quarters = (
        f"mulai triwulan {ROMAN[draft.from_quarter - 1]}" if draft.no else "untuk seluruh tahun"
    )
    page = FormPage(
        f"Setujui {draft}", "Setujui", f"{draft} disetujui.", ask.url("agreement", year),
        crumbs=crumbs(ask, year),
        lead=f"Targetnya berlaku {quarters}. Yang menyetujui harus orang lain daripada yang "
        "menyusun. Sesudah disetujui hanya dapat diganti dengan perubahan.",
    )  # fmt: skip
    form = ApproveForm(ask.posted, initial={"signed_on": ask.on})

    def do(said: dict[str, Any]) -> object:
        return services.approve_agreement(agreement=draft, **said, **ask.by)

    return form_page(ask, form, page, do)


@require_http_methods(["GET", "POST"])
@keeper
def agreement_cancel(ask: AskedHere, year: int) -> HttpResponse:
    """Gives the draft up."""
    draft = draft_of(ask, year)
    if draft is None:
        return no_draft(ask, year)
    page = FormPage(
        f"Batalkan konsep {draft}", "Batalkan konsep", "Konsep dibatalkan.",
        ask.url("agreement", year), crumbs=crumbs(ask, year),
        lead="Isi konsep tetap tercatat, tetapi tidak dapat dipakai lagi.",
    )  # fmt: skip
    form = CancelForm(ask.posted)

    def do(said: dict[str, Any]) -> object:
        return services.cancel_agreement(agreement=draft, **said, **ask.by)

    return form_page(ask, form, page, do)
