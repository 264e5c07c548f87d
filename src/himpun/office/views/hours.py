"""Office hours of an agency and of its units."""

from typing import Any

from django.http import HttpResponse

from himpun.office import queries, services
from himpun.office.asking import FormPage, found
from himpun.office.forms.hours import HoursForm
from himpun.office.queries import Unit
from himpun.office.rules.hours import standard_hours
from himpun.office.views.asked import AskedHere, administrator, member
from himpun.office.views.calendar_asked import answer_calendar

PATTERNS = {"lima": False, "enam": True}
"""Weeks of Perpres 21/2023 that the form can be filled with."""


@member
def hours(asked: AskedHere) -> HttpResponse:
    """The hours that hold today or will later."""
    shown = queries.hours_of(asked.agency, asked.on)
    units = queries.units_of(asked.agency, asked.on)
    return asked.render("hours", tab="hours", shown=shown, units=units)


@administrator
def hours_change(asked: AskedHere) -> HttpResponse:
    """Other hours for the agency."""
    return _change(asked, None, "Kembali ke jam kerja baku menurut Perpres 21/2023")


@administrator
def unit_hours(asked: AskedHere, code: str) -> HttpResponse:
    """Other hours for a unit."""
    row = found(queries.unit_in(asked.agency, code))
    return _change(asked, row, "Mengikuti jam kerja instansi")


def _change(asked: AskedHere, unit: Unit | None, standard_words: str) -> HttpResponse:
    pattern = PATTERNS.get(asked.request.GET.get("pola", ""))
    weeks = (
        queries.weeks_in_force(asked.agency, unit, asked.on)
        if pattern is None
        else standard_hours(six_day=pattern)
    )
    form = HoursForm(
        asked.posted, initial={"from_on": asked.on}, standard_words=standard_words, weeks=weeks
    )
    to = asked.url("hours")

    def do(said: dict[str, Any]) -> object:
        words = {name: said[name] for name in ("weeks", "from_on", "basis")}
        return services.set_office_hours(agency=asked.agency, unit=unit, **words, **asked.by)

    page = FormPage(
        heading=f"Jam kerja {unit.name if unit else asked.agency.name}",
        button="Simpan",
        done="Jam kerja disimpan.",
        to=to,
        lead="Berlaku sejak hari yang Anda pilih, juga bagi tenggat langkah yang sudah terbuka.",
        crumbs=(("Jam kerja", to),),
    )
    answered, status = answer_calendar(asked, form, do, page)
    return answered or asked.render("hours_form", status, form=form, page=page)
