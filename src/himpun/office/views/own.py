"""One's own page, and the system administrator's list of agencies."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from himpun.office import queries, services
from himpun.office.asking import Asked, FormPage, answer, form_page, found
from himpun.office.forms.office import NewAgencyForm
from himpun.office.forms.people import ContactForm, EndForm, StandInForm
from himpun.office.queries import Person
from himpun.office.rules import ROLE_WORDS
from himpun.office.views.asked import signed_in, system


@signed_in
def me(asked: Asked) -> HttpResponse:
    """One's posts, teams, roles, stand-ins and account."""
    person = asked.person
    form = ContactForm(asked.posted, initial={"email": person.email, "phone": person.phone})
    answered, status = answer(
        asked,
        form,
        lambda said: services.change_person(person=person, name=person.name, **said, **asked.by),
        to=reverse("office:me"),
        done="Data Anda disimpan.",
    )
    context = {
        "person": person,
        "form": form,
        "holdings": queries.holdings_held_by(person, asked.on),
        "teams": queries.memberships_of(person, asked.on),
        "roles": [(role, ROLE_WORDS[role.kind]) for role in queries.roles_of(person, asked.on)],
        "stand_ins": queries.stand_ins_for(person, asked.on),
        "standing_in": queries.stand_ins_by(person, asked.on),
        "on": asked.on,
    }
    return answered or render(asked.request, "office/me.html", context, status=status)


@signed_in
def me_stand_in(asked: Asked) -> HttpResponse:
    """Someone to act for me while I am away."""
    held = found(list(queries.holdings_held_by(asked.person, asked.on)) or None)
    by_number = {str(row.pk): row for row in held}
    agency = held[0].post.agency
    form = StandInForm(
        asked.posted,
        initial={"from_on": asked.on, "until_on": asked.on + timedelta(days=1)},
        people=queries.people_of(agency, open_only=True).exclude(pk=asked.person.pk),
        holdings=[(row.pk, f"{row.post.title} ({row.capacity})") for row in held],
    )
    page = FormPage(
        heading="Tunjuk pengganti",
        button="Tunjuk pengganti",
        done="Pengganti ditunjuk. Anda sendiri tetap dapat mengerjakan tugas.",
        to=reverse("office:me"),
        crumbs=(("Saya", reverse("office:me")),),
        lead="Selama masa itu pengganti dapat mengerjakan langkah SOP untuk jabatan ini, dan "
        "tercatat sebagai pengganti.",
    )

    def do(said: dict[str, Any]) -> object:
        return services.set_stand_in(**{**said, "holding": by_number[said["holding"]]}, **asked.by)

    return form_page(asked, form, page, do)


@signed_in
def me_stand_in_end(asked: Asked, number: int) -> HttpResponse:
    """I am back."""
    rows = queries.stand_ins_for(asked.person, asked.on)
    row = found(rows.filter(pk=number).first())
    page = FormPage(
        heading=f"Akhiri penggantian oleh {row.person.name}",
        button="Akhiri",
        done="Penggantian diakhiri.",
        to=reverse("office:me"),
        crumbs=(("Saya", reverse("office:me")),),
    )
    form = EndForm(asked.posted, initial={"until_on": asked.on})
    return form_page(
        asked, form, page, lambda said: services.end_stand_in(stand_in=row, **said, **asked.by)
    )


@system
def agencies(asked: Asked) -> HttpResponse:
    """Every agency, with its administrators."""
    names = queries.administrators_by_agency(asked.on)
    rows = [(agency, names.get(agency.pk, [])) for agency in queries.all_agencies()]
    return render(asked.request, "office/agencies.html", {"rows": rows})


@system
def agency_add(asked: Asked) -> HttpResponse:
    """A new agency with its first administrator, both or neither."""
    to = reverse("office:agencies")
    page = FormPage(
        heading="Instansi baru",
        button="Tambah instansi",
        done="Instansi ditambahkan. Administratornya dapat masuk dan menyusun kantornya.",
        to=to,
        crumbs=(("Instansi", to),),
    )
    return form_page(
        asked, NewAgencyForm(asked.posted), page, lambda said: _add_agency(asked, said)
    )


def _add_agency(asked: Asked, said: dict[str, Any]) -> Person:
    words = ("code", "name", "region", "zone", "six_day")
    with transaction.atomic():
        agency = services.add_agency(**{word: said[word] for word in words}, **asked.by)
        first = services.add_person(
            agency=agency,
            name=said["admin_name"],
            username=said["admin_username"],
            password=said["admin_password"],
            **asked.by,
        )
        services.grant_role(
            person=first, kind="administrator", agency=agency, from_on=asked.on, **asked.by
        )
    return first
