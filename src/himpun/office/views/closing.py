"""The end of units, posts and teams."""

from datetime import date

from django.http import HttpResponse

from himpun.office import queries, services
from himpun.office.asking import FormPage, form_page, found
from himpun.office.forms.office import ClosingForm
from himpun.office.views.asked import AskedHere, administrator


@administrator
def unit_close(asked: AskedHere, code: str) -> HttpResponse:
    """The last day of a unit."""
    row = found(queries.unit_in(asked.agency, code))
    page = _page(
        asked,
        (row.name, asked.url("unit", code)),
        "Unit di bawahnya, jabatan, dan penetapan pelaksana diakhiri lebih dahulu.",
    )
    form = _form(asked, row.until_on)
    return form_page(
        asked, form, page, lambda said: services.close_unit(unit=row, **said, **asked.by)
    )


@administrator
def post_close(asked: AskedHere, code: str) -> HttpResponse:
    """The last day of a post."""
    row = found(queries.post_in(asked.agency, code))
    page = _page(
        asked,
        (row.title, asked.url("post", code)),
        "Masa jabatan pemegangnya dan penetapan pelaksana diakhiri lebih dahulu.",
    )
    form = _form(asked, row.until_on)
    return form_page(
        asked, form, page, lambda said: services.close_post(post=row, **said, **asked.by)
    )


@administrator
def team_close(asked: AskedHere, code: str) -> HttpResponse:
    """The last day of a team."""
    row = found(queries.team_in(asked.agency, code))
    page = _page(
        asked,
        (row.name, asked.url("team", code)),
        "Keanggotaan dan penetapan pelaksana diakhiri lebih dahulu.",
    )
    form = _form(asked, row.until_on)
    return form_page(
        asked, form, page, lambda said: services.close_team(team=row, **said, **asked.by)
    )


def _page(asked: AskedHere, what: tuple[str, str], lead: str) -> FormPage:
    return FormPage(
        heading=f"Tutup {what[0]}",
        button="Simpan",
        done="Hari terakhir disimpan.",
        to=asked.url("agency"),
        lead=lead,
        crumbs=((asked.agency.name, asked.url("agency")), what),
    )


def _form(asked: AskedHere, until_on: date | None) -> ClosingForm:
    first = {"until_on": until_on or asked.on}
    return ClosingForm(asked.posted, initial=first, closes=until_on is not None)
