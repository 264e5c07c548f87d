"""An agency's people, teams, performers and roles."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from himpun.office import queries, services
from himpun.office.asking import FormPage, answer, form_page, found
from himpun.office.forms.fields import OfficeForm
from himpun.office.forms.office import MemberForm, NewTeamForm, PerformerForm
from himpun.office.forms.people import EndForm, NewPersonForm, PasswordForm, PersonForm, RoleForm
from himpun.office.rules import ROLE_WORDS, KnownPerformer, Refused
from himpun.office.views.asked import AskedHere, administrator, member


@administrator
def people(asked: AskedHere) -> HttpResponse:
    """Everyone whose account the agency keeps."""
    return asked.render("people", tab="people", people=queries.people_of(asked.agency))


@administrator
def person_add(asked: AskedHere) -> HttpResponse:
    """A person with an account."""
    page = FormPage(
        heading="Orang baru",
        button="Tambah orang",
        done="Orang ditambahkan. Tetapkan jabatannya pada halaman Susunan.",
        to=asked.url("people"),
        crumbs=(("Orang", asked.url("people")),),
    )

    def do(said: dict[str, Any]) -> object:
        return services.add_person(agency=asked.agency, **said, **asked.by)

    return form_page(asked, NewPersonForm(asked.posted), page, do)


@administrator
def person(asked: AskedHere, username: str) -> HttpResponse:
    """A person: name, posts, teams, roles, account."""
    row = found(queries.person_in(asked.agency, username))
    first = {"name": row.name, "email": row.email, "phone": row.phone}
    form = PersonForm(asked.posted, initial=first)
    answered, status = answer(
        asked,
        form,
        lambda said: services.change_person(person=row, **said, **asked.by),
        to=asked.url("person", username),
        done="Data disimpan.",
    )
    return answered or asked.render(
        "person",
        status,
        row=row,
        form=form,
        holdings=queries.holdings_held_by(row, asked.on),
        teams=queries.memberships_of(row, asked.on),
        roles=[(held, ROLE_WORDS[held.kind]) for held in queries.roles_of(row, asked.on)],
        given=queries.has_given_password(row),
        second_factor=queries.has_second_factor(row),
        why_not=queries.why_not_keep_account(asked.person, row, asked.now),
    )


@administrator
def person_password(asked: AskedHere, username: str) -> HttpResponse:
    """A new first password for somebody who has forgotten theirs."""
    row = found(queries.person_in(asked.agency, username))
    to = asked.url("person", username)
    page = FormPage(
        heading=f"Kata sandi baru untuk {row.name}",
        button="Tetapkan kata sandi",
        done="Kata sandi baru berlaku. Sesi yang masih terbuka telah ditutup.",
        to=to,
        crumbs=(("Orang", asked.url("people")), (row.name, to)),
    )
    return form_page(
        asked,
        PasswordForm(asked.posted),
        page,
        lambda said: services.set_password_by_admin(person=row, **said, **asked.by),
    )


@administrator
def person_mfa(asked: AskedHere, username: str) -> HttpResponse:
    """Takes the second factor from somebody who has lost the telephone or key; asks first."""
    row = found(queries.person_in(asked.agency, username))
    to = asked.url("person", username)
    page = FormPage(
        heading=f"Hapus verifikasi dua langkah {row.name}",
        button="Hapus verifikasi",
        done="Verifikasi dua langkah dihapus. Yang bersangkutan masuk dengan kata sandi saja.",
        to=to,
        lead="Untuk orang yang kehilangan telepon atau kunci keamanannya. Pastikan permintaan ini "
        "benar dari yang bersangkutan; ia perlu mengaktifkannya kembali setelah masuk.",
        crumbs=(("Orang", asked.url("people")), (row.name, to)),
    )
    form = OfficeForm(asked.posted)
    return form_page(asked, form, page, lambda _: services.reset_mfa(person=row, **asked.by))


@require_POST
@administrator
def person_account(asked: AskedHere, username: str) -> HttpResponse:
    """Closes or opens an account."""
    row = found(queries.person_in(asked.agency, username))
    to_open = asked.request.POST.get("open") == "1"
    done = "Akun dibuka." if to_open else "Akun ditutup."
    try:
        services.set_account_open(person=row, is_open=to_open, **asked.by)
    except Refused as refused:
        messages.error(asked.request, str(refused))
    else:
        messages.success(asked.request, done)
    return redirect(asked.url("person", username))


@administrator
def team_add(asked: AskedHere) -> HttpResponse:
    """A new team."""
    page = FormPage(
        heading="Tim baru",
        button="Tambah tim",
        done="Tim ditambahkan. Tetapkan anggotanya.",
        to=asked.url("agency"),
        crumbs=((asked.agency.name, asked.url("agency")),),
    )
    return form_page(
        asked,
        NewTeamForm(asked.posted),
        page,
        lambda said: services.add_team(agency=asked.agency, **said, **asked.by),
    )


@administrator
def team(asked: AskedHere, code: str) -> HttpResponse:
    """A team: everyone who ever was in it, and a form to add one."""
    row = found(queries.team_in(asked.agency, code))
    people = queries.people_of(asked.agency, open_only=True)
    form = MemberForm(asked.posted, initial={"from_on": asked.on}, people=people)
    answered, status = answer(
        asked,
        form,
        lambda said: services.add_member(team=row, **said, **asked.by),
        to=asked.url("team", code),
        done="Anggota ditambahkan.",
    )
    return answered or asked.render(
        "team", status, team=row, form=form, members=queries.members_of(row)
    )


@administrator
def member_end(asked: AskedHere, number: int) -> HttpResponse:
    """Somebody leaves a team."""
    row = found(queries.member_in(asked.agency, number))
    to = asked.url("team", row.team.code)
    page = FormPage(
        heading=f"Akhiri keanggotaan {row.person.name}",
        button="Akhiri",
        done="Keanggotaan diakhiri.",
        to=to,
        crumbs=((asked.agency.name, asked.url("agency")), (row.team.name, to)),
    )
    form = EndForm(asked.posted, initial={"until_on": asked.on})
    return form_page(
        asked, form, page, lambda said: services.remove_member(member=row, **said, **asked.by)
    )


@member
def performers(asked: AskedHere) -> HttpResponse:
    """Every SOP's performers and who they are today."""
    sops = queries.performers_of(asked.agency, asked.on)
    return asked.render("performers", tab="performers", sops=sops)


@administrator
def performer(asked: AskedHere, sop: str, performer: str) -> HttpResponse:
    """A performer of an SOP: which posts or teams it is, and a form to assign one."""
    known = found(queries.known_performer(asked.agency, sop, performer, asked.on))
    form = _performer_form(asked, known)
    answered, status = answer(
        asked,
        form,
        lambda said: _assign(asked, known, said),
        to=asked.url("performers"),
        done=f"Pelaksana “{known.title}” ditetapkan.",
    )
    rows = queries.assignments_of(asked.agency, sop, performer, asked.on)
    return answered or asked.render("performer", status, known=known, form=form, assignments=rows)


def _performer_form(asked: AskedHere, known: KnownPerformer) -> PerformerForm:
    units = queries.units_of(asked.agency, asked.on, known.unit_kinds) if known.per_unit else None
    chosen = queries.unit_in(asked.agency, asked.request.GET.get("unit", ""))
    return PerformerForm(
        asked.posted,
        initial={"from_on": asked.on, "unit": chosen.pk if chosen else None, "replace": True},
        units=units,
        posts=queries.posts_of(asked.agency, asked.on),
        teams=[(t.team.code, t.team.name) for t in queries.teams_of(asked.agency, asked.on)],
    )


def _assign(asked: AskedHere, known: KnownPerformer, said: dict[str, Any]) -> object:
    kind, _, code = said["who"].partition(":")
    return services.assign_performer(
        agency=asked.agency,
        sop_id=known.sop_id,
        performer=known.performer,
        unit=said.get("unit"),
        post=found(queries.post_in(asked.agency, code)) if kind == "post" else None,
        team=found(queries.team_in(asked.agency, code)) if kind == "team" else None,
        steward=said["steward"],
        replace=said["replace"],
        from_on=said["from_on"],
        **asked.by,
    )


@administrator
def assignment_end(asked: AskedHere, number: int) -> HttpResponse:
    """A post or team is that performer no longer."""
    row = found(queries.assignment_in(asked.agency, number))
    page = FormPage(
        heading=f"Akhiri penetapan: {row.post or row.team}",
        button="Akhiri",
        done="Penetapan diakhiri.",
        to=asked.url("performers"),
        lead="Langkah SOP tanpa pelaksana menunggu sampai pelaksana lain ditetapkan.",
        crumbs=(("Pelaksana SOP", asked.url("performers")),),
    )
    form = EndForm(asked.posted, initial={"until_on": asked.on})
    return form_page(
        asked, form, page, lambda said: services.end_assignment(assignment=row, **said, **asked.by)
    )


@administrator
def roles(asked: AskedHere) -> HttpResponse:
    """Who is operator, administrator, reader; and a form to give such a role."""
    people = queries.people_of(asked.agency, open_only=True)
    form = RoleForm(asked.posted, initial={"from_on": asked.on}, people=people)
    answered, status = answer(
        asked,
        form,
        lambda said: services.grant_role(agency=asked.agency, **said, **asked.by),
        to=asked.url("roles"),
        done="Peran diberikan.",
    )
    rows = [(row, ROLE_WORDS[row.kind]) for row in queries.roles_at(asked.agency, asked.on)]
    return answered or asked.render("roles", status, tab="roles", form=form, roles=rows)


@require_POST
@administrator
def role_revoke(asked: AskedHere, number: int) -> HttpResponse:
    """A role ends at once."""
    row = found(queries.role_in(asked.agency, number))
    try:
        services.revoke_role(role=row, **asked.by)
    except Refused as refused:
        messages.error(asked.request, str(refused))
    else:
        messages.success(asked.request, "Peran dicabut.")
    return redirect(asked.url("roles"))
