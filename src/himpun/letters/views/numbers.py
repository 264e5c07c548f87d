"""An agency's registers: what they gave, how they are written, a number set aside or cancelled."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from himpun.letters.forms.numbers import (
    CancelForm,
    CodesForm,
    RegisterForm,
    ReserveForm,
    UsedForm,
    first_register,
)
from himpun.letters.queries.register_file import register_file
from himpun.letters.queries.registers import (
    number_in,
    numbers_of,
    register_view,
    registers_of,
    settings_now,
    shown_subject,
    years_of,
)
from himpun.letters.rules.kinds import KINDS, REGISTERS
from himpun.letters.rules.registers import STATE_WORDS
from himpun.letters.services.numbers import cancel_number, reserve_number, use_reserved_number
from himpun.letters.services.registers import set_number_codes, set_register
from himpun.letters.views.asked import AskedHere, asked_here, keeper
from himpun.letters.views.tabs import tabs_of
from himpun.office.asking import FormPage, form_page, found
from himpun.office.queries import units_of

PAGE = 50
STATE_MARKS = {"given": "done", "reserved": "wait", "cancelled": "idle"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@asked_here
def registers(ask: AskedHere) -> HttpResponse:
    """The registers of a year and the numbers they gave; a workbook with ``?bentuk=xlsx``."""
    years = years_of(ask.agency, ask.now)
    year, group = _year(ask, years), ask.text("register")
    if group not in REGISTERS:
        group = ""
    views = registers_of(ask.agency, year, ask.on)
    rows = numbers_of(ask.agency, year, group)
    if ask.text("bentuk") == "xlsx":
        name = f"register-nomor-{ask.agency.code}-{year}.xlsx"
        return _saved(register_file(ask.agency, views, rows, ask.now), name)
    page = Paginator(rows, PAGE).get_page(ask.text("halaman"))
    return ask.render(
        "registers", tabs=tabs_of(ask, "registers"), views=views, years=years, year=year,
        group=group, groups=list(REGISTERS.items()), keeps=ask.keeps, pages=page,
        rows=[_line(number) for number in page], search=urlencode({"tahun": year}),
        kept=urlencode({"tahun": year, "register": group}),
        whole=not any(view.gaps for view in views), on_year=ask.on.year,
    )  # fmt: skip


def _year(ask: AskedHere, years: list[int]) -> int:
    text = ask.text("tahun", 4)
    return int(text) if text.isascii() and text.isdigit() and int(text) in years else ask.on.year


def _line(number: Any) -> dict[str, Any]:
    kind = KINDS.get(number.kind)
    return {
        "number": number,
        "kind": kind.title if kind else number.kind,
        "subject": shown_subject(number),
        "word": STATE_WORDS[number.state],
        "mark": STATE_MARKS[number.state],
    }


def _saved(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _page(ask: AskedHere, heading: str, button: str, done: str, lead: str = "") -> FormPage:
    to = ask.url("registers")
    return FormPage(heading, button, done, to, lead, crumbs=(("Register nomor", to),))


@require_http_methods(["GET", "POST"])
@keeper
def register_set(ask: AskedHere, year: int, group: str) -> HttpResponse:
    """How a register's numbers are written, and where it begins."""
    if group not in REGISTERS or year not in {ask.on.year, ask.on.year + 1}:
        raise Http404
    view = register_view(ask.agency, group, year, ask.on)
    form = RegisterForm(ask.posted, initial=first_register(view))
    lead = f"Nomor berikutnya sekarang ditulis {view.next_text}." if view.next_text else ""
    page = _page(ask, f"Atur {view.title.lower()} {year}", "Simpan", "Register disimpan.", lead)

    def do(said: dict[str, Any]) -> object:
        return set_register(agency=ask.agency, group=group, year=year, **said, **ask.by)

    return form_page(ask, form, page, do)


@require_http_methods(["GET", "POST"])
@keeper
def number_codes(ask: AskedHere) -> HttpResponse:
    """Short names and classification codes."""
    form = CodesForm(units_of(ask.agency, ask.on), settings_now(ask.agency), ask.posted)
    page = _page(
        ask, "Singkatan dan kode nomor", "Simpan", "Singkatan dan kode disimpan.",
        "Isian ini dipakai {instansi}, {unit}, dan {kode} dalam pola nomor. Kode klasifikasi yang "
        "kosong diambil dari naskahnya atau dari kop.",
    )  # fmt: skip

    def do(said: dict[str, Any]) -> object:
        return set_number_codes(
            agency=ask.agency, short_name=said["short_name"], unit_names=form.unit_names(),
            kind_codes=form.kind_codes(), **ask.by,
        )  # fmt: skip

    return form_page(ask, form, page, do)


@require_http_methods(["GET", "POST"])
@keeper
def number_reserve(ask: AskedHere) -> HttpResponse:
    """A number for a paper that is made and signed outside."""
    page = _page(
        ask, "Pesan nomor", "Pesan nomor", "Nomor dipesan; tulislah pada naskahnya.",
        "Untuk naskah yang dibuat di luar sistem. Naskah yang ditandatangani di sini mendapat "
        "nomornya sendiri saat ditandatangani.",
    )  # fmt: skip

    def do(said: dict[str, Any]) -> object:
        return reserve_number(agency=ask.agency, **said, **ask.by)

    return form_page(ask, ReserveForm(units_of(ask.agency, ask.on), ask.posted), page, do)


@require_http_methods(["GET", "POST"])
@keeper
def number_use(ask: AskedHere, number: int) -> HttpResponse:
    """A reserved number was written on its paper."""
    row = found(number_in(ask.agency, number))
    page = _page(
        ask, f"Nomor {row.text} dipakai", "Tandai terpakai", "Nomor ditandai terpakai.",
        f"Dipesan untuk: {shown_subject(row)}.",
    )  # fmt: skip
    return form_page(ask, UsedForm(ask.posted), page, lambda _: use_reserved_number(
        number=row, **ask.by
    ))  # fmt: skip


@require_http_methods(["GET", "POST"])
@keeper
def number_cancel(ask: AskedHere, number: int) -> HttpResponse:
    """A number that is not needed."""
    row = found(number_in(ask.agency, number))
    page = _page(
        ask, f"Batalkan nomor {row.text}", "Batalkan nomor", "Nomor dibatalkan.",
        f"Diberikan untuk: {shown_subject(row)}.",
    )  # fmt: skip

    def do(said: dict[str, Any]) -> object:
        return cancel_number(number=row, **said, **ask.by)

    return form_page(ask, CancelForm(ask.posted), page, do)
