"""Days off, and the journal."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from himpun.kernel.worktime import ZONES
from himpun.office import queries, services
from himpun.office.asking import Asked, FormPage, found
from himpun.office.forms.people import (
    CorrectHolidayForm,
    HolidayForm,
    NationalHolidayForm,
    RamadanForm,
)
from himpun.office.queries import Agency
from himpun.office.rules.journal import action_words, subject_words
from himpun.office.views.asked import AskedHere, administrator, member, system
from himpun.office.views.calendar_asked import ask_calendar

ROWS_A_PAGE = 100
FIRST_YEAR, LAST_YEAR = 2000, 2100


def year_asked(request: HttpRequest, default: int) -> int:
    """The year that is asked for, within those that a calendar may know."""
    given = request.GET.get("tahun", "")
    year = int(given) if given.isascii() and given.isdecimal() and len(given) == 4 else default
    return min(max(year, FIRST_YEAR), LAST_YEAR)


def _table(agency: Agency | None, year: int) -> dict[str, Any]:
    return {
        "year": str(year),
        "before": str(year - 1),
        "after": str(year + 1),
        "entered": queries.holiday_year(year),
        "holidays": queries.holidays_of(agency, year),
        "ramadan": queries.ramadan_of(year),
    }


@member
def holidays(asked: AskedHere) -> HttpResponse:
    """A year's days off: everybody's, and the agency's own."""
    year = year_asked(asked.request, asked.on.year)
    return asked.render("holidays", tab="holidays", **_table(asked.agency, year))


@administrator
def holiday_add(asked: AskedHere) -> HttpResponse:
    """A day off of the agency."""
    page = FormPage(
        heading="Hari libur lokal baru",
        button="Tambah hari libur",
        done="Hari libur ditambahkan; tenggat dihitung dengannya.",
        to=asked.url("holidays"),
        crumbs=(("Hari libur", asked.url("holidays")),),
    )

    def do(said: dict[str, Any]) -> object:
        return services.add_holiday(agency=asked.agency, kind="lokal", **said, **asked.by)

    return ask_calendar(asked, HolidayForm(asked.posted), page, do)


@administrator
def holiday(asked: AskedHere, number: int) -> HttpResponse:
    """Corrects a day off of the agency."""
    return _correct(asked, asked.agency, number, asked.url("holidays"))


def _correct(asked: Asked, agency: Agency | None, number: int, to: str) -> HttpResponse:
    row = found(queries.holiday_in(agency, number))
    page = FormPage(
        heading=row.name,
        button="Simpan",
        done="Hari libur dibetulkan.",
        to=to,
        crumbs=(("Hari libur", to),),
        lead="Catatan sebelum pembetulan tetap tersimpan dalam jurnal.",
    )
    first = {"on": row.on, "name": row.name, "decree": row.decree}
    form = CorrectHolidayForm(asked.posted, initial=first)
    return ask_calendar(
        asked, form, page, lambda said: services.correct_holiday(holiday=row, **said, **asked.by)
    )


@system
def national_holidays(asked: Asked) -> HttpResponse:
    """A year's days off everywhere."""
    table = _table(None, year_asked(asked.request, asked.on.year))
    return render(asked.request, "office/national_holidays.html", table)


@system
def national_holiday_add(asked: Asked) -> HttpResponse:
    """A day off everywhere."""
    to = reverse("office:national_holidays")
    page = FormPage(
        heading="Hari libur nasional baru",
        button="Tambah hari libur",
        done="Hari libur ditambahkan untuk semua instansi.",
        to=to,
        crumbs=(("Hari libur nasional", to),),
    )

    def do(said: dict[str, Any]) -> object:
        return services.add_holiday(agency=None, **said, **asked.by)

    return ask_calendar(asked, NationalHolidayForm(asked.posted), page, do)


@system
def national_holiday(asked: Asked, number: int) -> HttpResponse:
    """Corrects a day off everywhere."""
    return _correct(asked, None, number, reverse("office:national_holidays"))


@system
def ramadan(asked: Asked, number: int) -> HttpResponse:
    """Corrects the days of a Ramadan."""
    row = found(queries.ramadan_in(number))
    to = reverse("office:national_holidays")
    page = FormPage(
        heading="Tanggal Ramadan",
        button="Simpan",
        done="Tanggal Ramadan dibetulkan.",
        to=to,
        crumbs=(("Hari libur nasional", to),),
        lead="Menentukan hari-hari dengan jam kerja Ramadan.",
    )
    form = RamadanForm(asked.posted, initial={"first_on": row.first_on, "last_on": row.last_on})
    return ask_calendar(
        asked, form, page, lambda said: services.correct_ramadan(ramadan=row, **said, **asked.by)
    )


def _journal(request: HttpRequest, agency: Agency | None) -> dict[str, Any]:
    given = request.GET.get("sebelum", "")
    before = int(given) if given.isascii() and given.isdecimal() and len(given) < 16 else None
    rows = list(queries.journal_rows(agency, before=before, limit=ROWS_A_PAGE))
    checked = "periksa" in request.GET
    return {
        "rows": [(row, action_words(row.action), subject_words(row.subject)) for row in rows],
        "next": rows[-1].seq if len(rows) == ROWS_A_PAGE and rows[-1].seq > 1 else None,
        "checked": checked,
        "breaks": queries.verify_journal(agency) if checked else [],
    }


@administrator
def journal(asked: AskedHere) -> HttpResponse:
    """What was done in the agency, newest first; with a check that nobody changed it."""
    return asked.render("journal", tab="journal", **_journal(asked.request, asked.agency))


@system
def system_journal(asked: Asked) -> HttpResponse:
    """What was done to the whole installation."""
    with timezone.override(ZONES[queries.SYSTEM_ZONE]):
        shown = _journal(asked.request, None)
        return render(asked.request, "office/system_journal.html", shown)
