"""The records of an agency: the list, and one of them."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from himpun.archive.forms.records import HoldForm, LiftForm, PlaceForm, SrikandiForm
from himpun.archive.queries import open_file
from himpun.archive.queries.folders import items_file
from himpun.archive.queries.records import (
    STATES,
    Line,
    Wanted,
    all_lines,
    disposal_of,
    holds_of,
    line_in,
    listed,
    years_of,
)
from himpun.archive.queries.schedule import codes_of
from himpun.archive.rules.security import CLASSES
from himpun.archive.services import (
    Place,
    change_place,
    lift_hold,
    place_hold,
    set_srikandi_number,
)
from himpun.archive.views.asked import Asked, AskedHere, asked, asked_here, keeper, saved
from himpun.office import queries as office
from himpun.office.asking import FormPage, form_page, found


@require_safe
@asked
def home(ask: Asked) -> HttpResponse:
    """Straight to the only agency's records; a choice where there are several."""
    agencies = list(office.agencies_seen_by(ask.person, ask.on))
    if len(agencies) == 1:
        return redirect("archive:records", agencies[0].code)
    return ask.render("home", agencies=agencies)


def _wanted(ask: AskedHere) -> Wanted:
    return Wanted(
        words=ask.text("cari"), code=ask.text("kode", 40), year=ask.number("tahun", 4),
        security=ask.text("keamanan", 20), state=ask.text("keadaan", 20),
    )  # fmt: skip


@require_safe
@asked_here
def records(ask: AskedHere) -> HttpResponse:
    """The records that a person may see, narrowed as they ask."""
    wanted = _wanted(ask)
    page = ask.number("halaman", 9) or 1
    return ask.render(
        "records",
        tab="records",
        listed=listed(ask.agency, ask.reach, wanted, ask.on, keeper=ask.keeps, page=page),
        wanted=wanted,
        codes=codes_of(ask.agency),
        years=years_of(ask.agency),
        classes=list(CLASSES.values()),
        states=list(STATES.items()),
        kept=_kept(ask),
        administers=office.role_of(ask.person, ask.agency, ask.on).administrator,
    )


def _kept(ask: Asked) -> str:
    """The address's question without its page."""
    query = ask.request.GET.copy()
    query.pop("halaman", None)
    return query.urlencode()


@require_safe
@asked_here
def records_file(ask: AskedHere) -> HttpResponse:
    """The same list as an Excel file."""
    lines = all_lines(ask.agency, ask.reach, _wanted(ask), ask.on, keeper=ask.keeps)
    name = f"daftar-arsip-{ask.agency.code}-{ask.on:%Y-%m-%d}"
    return saved(items_file(ask.agency, lines, ask.now), name)


def _line(ask: AskedHere, no: int) -> Line:
    return found(line_in(ask.agency, ask.reach, no, ask.on, keeper=ask.keeps))


@require_safe
@asked_here
def record(ask: AskedHere, no: int) -> HttpResponse:
    """All that is known of a record; of one that a keeper may not read, what is kept of it."""
    line = _line(ask, no)
    holds = list(holds_of(line.record))
    return ask.render(
        "record", tab="records", line=line, record=line.record, holds=holds,
        disposal=disposal_of(line.record),
    )  # fmt: skip


@require_safe
@asked_here
def record_content(ask: AskedHere, no: int) -> HttpResponseBase:
    """The content, to be saved; 404 for whoever may not read it, and where it is gone."""
    line = _line(ask, no)
    row = found(line.record if line.open and line.record.file else None)
    assert row.file is not None
    try:
        content = open_file(row.file)
    except FileNotFoundError:
        return ask.render("lost", 404, record=row)
    answer = FileResponse(
        content, as_attachment=True, filename=row.name or f"arsip-{row.no}",
        content_type=row.media_type,
    )  # fmt: skip
    answer["Content-Length"] = str(row.size)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _page(ask: AskedHere, line: Line, heading: str, button: str, done: str) -> FormPage:
    no, to = line.record.no, ask.url("record", line.record.no)
    return FormPage(heading, button, done, to, line.subject, ((f"Arsip nomor {no}", to),))


@require_http_methods(["GET", "HEAD", "POST"])
@keeper
def record_place(ask: AskedHere, no: int) -> HttpResponse:
    """Where the paper lies."""
    line = _line(ask, no)
    row = line.record
    before = {"shelf": row.shelf, "box": row.box, "binder": row.binder}

    def do(said: dict[str, Any]) -> object:
        return change_place(record=row.pk, place=Place(**said), **ask.by)

    page = _page(ask, line, "Tempat simpan", "Simpan", "Tempat simpan tersimpan.")
    return form_page(ask, PlaceForm(ask.posted, initial=before), page, do)


@require_http_methods(["GET", "HEAD", "POST"])
@keeper
def record_srikandi(ask: AskedHere, no: int) -> HttpResponse:
    """The number that SRIKANDI gave."""
    line = _line(ask, no)

    def do(said: dict[str, Any]) -> object:
        return set_srikandi_number(record=line.record.pk, number=said["number"], **ask.by)

    page = _page(ask, line, "Nomor SRIKANDI", "Simpan", "Nomor SRIKANDI tersimpan.")
    form = SrikandiForm(ask.posted, initial={"number": line.record.srikandi})
    return form_page(ask, form, page, do)


@require_http_methods(["GET", "HEAD", "POST"])
@keeper
def record_hold(ask: AskedHere, no: int) -> HttpResponse:
    """Holding a record."""
    line = _line(ask, no)

    def do(said: dict[str, Any]) -> object:
        return place_hold(record=line.record.pk, **said, **ask.by)

    page = _page(ask, line, "Tahan arsip", "Tahan arsip", "Arsip ditahan.")
    return form_page(ask, HoldForm(ask.posted), page, do)


@require_http_methods(["GET", "HEAD", "POST"])
@keeper
def record_lift(ask: AskedHere, no: int) -> HttpResponse:
    """Ending a hold."""
    line = _line(ask, no)

    def do(said: dict[str, Any]) -> object:
        return lift_hold(record=line.record.pk, **said, **ask.by)

    page = _page(ask, line, "Cabut penahanan", "Cabut penahanan", "Penahanan dicabut.")
    return form_page(ask, LiftForm(ask.posted), page, do)
