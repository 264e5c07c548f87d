"""An agency's office: its units, posts and holders."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from himpun.office import queries, services
from himpun.office.asking import Asked, FormPage, answer, form_page, found
from himpun.office.forms.office import (
    AgencyForm,
    MoveUnitForm,
    NewPostForm,
    NewUnitForm,
    PostForm,
    UnitForm,
)
from himpun.office.forms.people import EndForm, HolderForm, StandInForm
from himpun.office.views.asked import AskedHere, administrator, member, signed_in
from himpun.office.views.calendar_asked import ask_calendar


@signed_in
def home(asked: Asked) -> HttpResponse:
    """The person's own agency; a list where there are several."""
    seen = list(queries.agencies_seen_by(asked.person, asked.on))
    if len(seen) == 1:
        return redirect("office:agency", seen[0].code)
    if not seen and queries.is_system(asked.person, asked.on):
        return redirect("office:agencies")
    if not seen:
        return redirect("office:me")
    return render(asked.request, "office/home.html", {"agencies": seen})


@member
def agency(asked: AskedHere) -> HttpResponse:
    """Units, posts, holders and teams of today."""
    return asked.render(
        "agency",
        tab="agency",
        units=queries.office_of(asked.agency, asked.on),
        teams=queries.teams_of(asked.agency, asked.on),
        closing=_closing(asked) if asked.standing.administrator else [],
    )


def _closing(asked: AskedHere) -> list[tuple[str, str, str, date | None]]:
    words = {"Unit": "unit", "Post": "jabatan", "Team": "tim"}
    found = []
    for row in queries.closing_at(asked.agency):
        kind = type(row).__name__
        url = asked.url(f"{kind.lower()}_close", row.code)
        found.append((words[kind], str(row), url, row.until_on))
    return found


@administrator
def agency_change(asked: AskedHere) -> HttpResponse:
    """Another name or working week."""
    office = asked.agency
    first = {"name": office.name, "region": office.region, "six_day": office.six_day}
    page = FormPage(
        heading="Data instansi",
        button="Simpan",
        done="Data instansi disimpan.",
        to=asked.url("agency"),
        crumbs=_crumbs(asked),
    )
    form = AgencyForm(asked.posted, initial=first)
    return ask_calendar(
        asked, form, page, lambda said: services.change_agency(agency=office, **said, **asked.by)
    )


@administrator
def unit_add(asked: AskedHere) -> HttpResponse:
    """A new unit."""
    page = FormPage(
        heading="Unit baru",
        button="Tambah unit",
        done="Unit ditambahkan.",
        to=asked.url("agency"),
        crumbs=_crumbs(asked),
    )
    units = queries.units_of(asked.agency, asked.on)
    form = NewUnitForm(asked.posted, units=units)
    position = units.count() + 1

    def do(said: dict[str, Any]) -> object:
        return services.add_unit(agency=asked.agency, position=position, **said, **asked.by)

    return form_page(asked, form, page, do)


@administrator
def unit(asked: AskedHere, code: str) -> HttpResponse:
    """Another name or kind of a unit."""
    row = found(queries.unit_in(asked.agency, code))
    page = FormPage(
        heading=row.name,
        button="Simpan",
        done="Unit disimpan.",
        to=asked.url("agency"),
        crumbs=_crumbs(asked),
        lead="Pelaksanaan SOP yang sudah berjalan tetap memakai nama yang lama.",
        acts=(("Tutup unit", asked.url("unit_close", code)),),
    )
    form = UnitForm(asked.posted, initial={"name": row.name, "kind": row.kind})
    return form_page(
        asked, form, page, lambda said: services.change_unit(unit=row, **said, **asked.by)
    )


@administrator
def unit_move(asked: AskedHere, code: str) -> HttpResponse:
    """A unit under another one."""
    row = found(queries.unit_in(asked.agency, code))
    page = FormPage(
        heading=f"Pindahkan {row.name}",
        button="Pindahkan",
        done=f"{row.name} dipindahkan.",
        to=asked.url("agency"),
        crumbs=_crumbs(asked),
    )
    units = queries.units_of(asked.agency, asked.on).exclude(pk=row.pk)
    form = MoveUnitForm(asked.posted, initial={"parent": row.parent_id}, units=units)
    return form_page(
        asked, form, page, lambda said: services.move_unit(unit=row, **said, **asked.by)
    )


@administrator
def post_add(asked: AskedHere) -> HttpResponse:
    """A new post."""
    page = FormPage(
        heading="Jabatan baru",
        button="Tambah jabatan",
        done="Jabatan ditambahkan. Tetapkan pemegangnya.",
        to=asked.url("agency"),
        crumbs=_crumbs(asked),
    )
    first = {"unit": asked.request.GET.get("unit")}
    units = queries.units_of(asked.agency, asked.on)
    form = NewPostForm(asked.posted, initial=first, units=units)
    position = queries.posts_of(asked.agency, asked.on).count() + 1
    return form_page(
        asked, form, page, lambda said: services.add_post(position=position, **said, **asked.by)
    )


@administrator
def post(asked: AskedHere, code: str) -> HttpResponse:
    """A post with everyone who ever held it."""
    row = found(queries.post_in(asked.agency, code))
    return asked.render(
        "post",
        post=row,
        holdings=queries.holdings_of_post(row),
        stand_ins=queries.stand_ins_of_post(row),
    )


@administrator
def post_change(asked: AskedHere, code: str) -> HttpResponse:
    """Another title for a post."""
    row = found(queries.post_in(asked.agency, code))
    page = FormPage(
        heading=row.title,
        button="Simpan",
        done="Nama jabatan disimpan.",
        to=asked.url("post", code),
        crumbs=_crumbs(asked),
    )
    form = PostForm(asked.posted, initial={"title": row.title})
    return form_page(
        asked, form, page, lambda said: services.change_post(post=row, **said, **asked.by)
    )


@administrator
def appoint(asked: AskedHere, code: str) -> HttpResponse:
    """A new holder."""
    row = found(queries.post_in(asked.agency, code))
    page = FormPage(
        heading=f"Pemegang baru: {row.title}",
        button="Tetapkan",
        done="Pemegang jabatan ditetapkan.",
        to=asked.url("post", code),
        crumbs=(*_crumbs(asked), (row.title, asked.url("post", code))),
    )
    people = queries.people_of(asked.agency, open_only=True)
    form = HolderForm(asked.posted, initial={"from_on": asked.on}, people=people)
    return form_page(asked, form, page, lambda said: services.appoint(post=row, **said, **asked.by))


@administrator
def holding_end(asked: AskedHere, number: int) -> HttpResponse:
    """The last day of a holder."""
    row = found(queries.holding_in(asked.agency, number))
    page = FormPage(
        heading=f"Akhiri masa jabatan: {row.person.name}",
        button="Akhiri",
        done="Masa jabatan diakhiri.",
        to=asked.url("post", row.post.code),
        lead=f"{row.post.title} ({row.capacity})",
        crumbs=(*_crumbs(asked), (row.post.title, asked.url("post", row.post.code))),
    )
    form = EndForm(asked.posted, initial={"until_on": asked.on})
    return form_page(
        asked, form, page, lambda said: services.end_holding(holding=row, **said, **asked.by)
    )


@administrator
def stand_in(asked: AskedHere, number: int) -> HttpResponse:
    """Who acts for a holder who is away."""
    row = found(queries.holding_in(asked.agency, number))
    people = queries.people_of(asked.agency, open_only=True).exclude(pk=row.person_id)
    titles = [(row.pk, f"{row.post.title} ({row.person.name})")]
    form = StandInForm(asked.posted, initial={"from_on": asked.on}, people=people, holdings=titles)
    to = asked.url("post", row.post.code)

    def do(said: dict[str, Any]) -> object:
        return services.set_stand_in(**{**said, "holding": row}, **asked.by)

    answered, status = answer(asked, form, do, to=to, done="Pengganti ditunjuk.")
    if answered is not None:
        return answered
    page = FormPage(
        heading=f"Pengganti {row.person.name}",
        button="Tunjuk",
        done="",
        to=to,
        crumbs=(*_crumbs(asked), (row.post.title, to)),
    )
    return asked.render("form_page", status, form=form, page=page)


@administrator
def stand_in_end(asked: AskedHere, number: int) -> HttpResponse:
    """The holder is back."""
    row = found(queries.stand_in_in(asked.agency, number))
    to = asked.url("post", row.holding.post.code)
    page = FormPage(
        heading=f"Akhiri penggantian oleh {row.person.name}",
        button="Akhiri",
        done="Penggantian diakhiri.",
        to=to,
        crumbs=(*_crumbs(asked), (row.holding.post.title, to)),
    )
    form = EndForm(asked.posted, initial={"until_on": asked.on})
    return form_page(
        asked, form, page, lambda said: services.end_stand_in(stand_in=row, **said, **asked.by)
    )


def _crumbs(asked: AskedHere) -> tuple[tuple[str, str], ...]:
    return ((asked.agency.name, asked.url("agency")),)
