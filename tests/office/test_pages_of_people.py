"""People, teams, performers, roles, days off and agencies on the office's pages."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings
from tests.office.pages import as_, at, send
from tests.office.scene import ASKED, NOW, SINCE, SOP, TODAY, Scene, person

from himpun.office.models import (
    Agency,
    Assignment,
    HolidayYear,
    JournalRow,
    Role,
    TeamMember,
    Unit,
)
from himpun.office.queries import holders_of, role_of
from himpun.office.rules import KnownPerformer
from himpun.office.services import (
    add_member,
    add_team,
    assign_performer,
    write,
)

pytestmark = pytest.mark.usefixtures("frozen_clock")


def test_a_person_is_added_changed_given_a_password_and_shut_out(scene: Scene) -> None:
    said = {
        "name": "Kabid Laut",
        "username": "kabid.laut",
        "email": "",
        "phone": "",
    }
    page = send(scene.admin, at("person_add", "dishub"), 409, password="12345678901", **said)
    assert "12345678901" not in page
    send(scene.admin, at("person_add", "dishub"), password="sampan-merah-8", **said)
    client = Client()
    assert client.login(username="kabid.laut", password="sampan-merah-8")
    assert client.get(at("me")).headers["Location"] == reverse("account_change_password")
    address = at("person", "dishub", "kabid.laut")
    assert "diberikan administrator" in as_(scene.admin).get(address).content.decode()
    send(scene.admin, address, name="Kepala Bidang Laut", email="laut@contoh.go.id", phone="")
    assert "Kepala Bidang Laut" in as_(scene.admin).get(address).content.decode()
    password = at("person_password", "dishub", "kabid.laut")
    send(scene.admin, password, password="perahu-hijau-6")
    assert client.get(at("me")).headers["Location"].startswith(reverse("account_login"))
    send(scene.admin, at("person_account", "dishub", "kabid.laut"), open="0")
    assert not Client().login(username="kabid.laut", password="perahu-hijau-6")
    send(scene.admin, at("person_account", "dishub", "kabid.laut"), open="1")
    assert Client().login(username="kabid.laut", password="perahu-hijau-6")
    answer = as_(scene.admin).post(
        at("person_account", "dishub", "admin"), {"open": "0"}, follow=True
    )
    assert "Akun sendiri tidak dapat ditutup" in answer.content.decode()


def test_one_changes_one_s_own_address_and_not_one_s_name(scene: Scene) -> None:
    send(scene.staff, at("me"), email="staf@contoh.go.id", phone="0811", name="Kepala")
    scene.staff.refresh_from_db()
    assert (scene.staff.name, scene.staff.phone) == ("Staf Perencanaan", "0811")


def test_a_team_gets_members_and_loses_them(scene: Scene) -> None:
    send(scene.admin, at("team_add", "dishub"), name="Tim SAKIP", code="")
    address = at("team", "dishub", "tim-sakip")
    send(scene.admin, address, person=scene.staff.pk, from_on="2026-03-02")
    page = send(scene.admin, address, 409, person=scene.staff.pk, from_on="2026-03-02")
    assert "sudah menjadi anggota" in page
    member = TeamMember.objects.get()
    send(scene.admin, at("member_end", "dishub", member.pk), until_on="2026-03-02")
    assert "2 Mar 2026" in as_(scene.admin).get(address).content.decode()


REGISTER = [
    KnownPerformer(SOP, "Pengumpulan Data Kinerja", "kasubag", "Kasubag Perencanaan"),
    KnownPerformer(SOP, "Pengumpulan Data Kinerja", "kabid", "Kabid/KPA", per_unit=True,
                   unit_kinds=("bidang",)),
    KnownPerformer(SOP, "Pengumpulan Data Kinerja", "tim", "Tim SAKIP", team=True),
]  # fmt: skip


def register(agency: Agency, on: date) -> list[KnownPerformer]:
    return REGISTER if agency.code == "dishub" else []


def test_performers_are_shown_as_the_register_names_them_and_gaps_are_said(
    scene: Scene, settings: Settings
) -> None:
    settings.HIMPUN_PERFORMERS = f"{__name__}.register"
    page = as_(scene.kasubag).get(at("performers", "dishub")).content.decode()
    assert "Kabid/KPA" in page
    assert page.count("Belum ditetapkan") == 2
    assert "Ubah" not in page


def test_a_performer_is_given_to_a_post_and_to_a_team_and_taken_away(
    scene: Scene, settings: Settings
) -> None:
    settings.HIMPUN_PERFORMERS = f"{__name__}.register"
    add_team(agency=scene.agency, code="sakip", name="Tim SAKIP", **ASKED)
    send(
        scene.admin,
        at("performer", "dishub", SOP, "tim"),
        who="team:sakip",
        from_on="2026-03-02",
        steward="on",
    )
    address = at("performer", "dishub", SOP, "kabid")
    said = {"who": "post:kasubag", "from_on": "2026-03-02"}
    send(scene.admin, address, 400, unit=scene.secretariat.pk, **said)
    send(scene.admin, address, unit=scene.rivers.pk, **said)
    send(scene.admin, address, 409, unit=scene.rivers.pk, **said)
    send(scene.admin, address, 400, unit=scene.rivers.pk, who="post:lain", from_on="2026-03-02")
    found = holders_of(scene.agency, SOP, "kabid", "sungai", TODAY)
    assert [holder.person for holder in found] == [scene.kasubag]
    row = Assignment.objects.get(unit=scene.rivers)
    send(scene.admin, at("assignment_end", "dishub", row.pk), until_on="2026-03-01")
    assert holders_of(scene.agency, SOP, "kabid", "sungai", TODAY) == []
    assert as_(scene.admin).get(at("performer", "dishub", SOP, "raja")).status_code == 404


def test_roles_are_given_and_taken(scene: Scene) -> None:
    said = {"person": scene.staff.pk, "kind": "operator", "from_on": "2026-03-02"}
    send(scene.admin, at("roles", "dishub"), **said)
    assert role_of(scene.staff, scene.agency, TODAY).operator
    send(scene.admin, at("roles", "dishub"), 409, **said)
    send(scene.admin, at("roles", "dishub"), 400, **{**said, "kind": "system"})
    given = Role.objects.get(person=scene.staff)
    send(scene.admin, at("role_revoke", "dishub", given.pk))
    assert not role_of(scene.staff, scene.agency, TODAY).operator
    own = Role.objects.get(person=scene.admin)
    send(scene.admin, at("role_revoke", "dishub", Role.objects.get(person=scene.colleague).pk))
    answer = as_(scene.admin).post(at("role_revoke", "dishub", own.pk), follow=True)
    assert "Harus ada satu administrator" in answer.content.decode()


def test_local_days_off_are_the_agency_s_and_national_ones_the_system_s(scene: Scene) -> None:
    HolidayYear.objects.create(year=2026, decree="SKB 1/2026", decree_confirmed=False)
    said = {"on": "2026-04-15", "name": "Hari Jadi", "decree": "SK Bupati"}
    send(scene.admin, at("holiday_add", "dishub"), **said)
    send(scene.admin, at("holiday_add", "dishub"), 409, **said)
    page = as_(scene.kasubag).get(at("holidays", "dishub")).content.decode()
    assert "Rabu, 15 April" in page
    assert "Nomor SKB perlu dipastikan" in page
    assert "Hari Jadi" not in as_(scene.outsider).get(at("holidays", "dpupr")).content.decode()
    send(
        scene.system,
        at("national_holiday_add"),
        on="2026-08-17",
        name="Hari Kemerdekaan",
        decree="SKB",
        kind="nasional",
    )
    assert "Hari Kemerdekaan" in as_(scene.outsider).get(at("holidays", "dpupr")).content.decode()
    unknown = as_(scene.kasubag).get(at("holidays", "dishub"), {"tahun": "2031"})
    assert "Daftar tahun 2031 belum diisi" in unknown.content.decode()


@pytest.mark.parametrize("year", ["", "x", "²026", "0000", "99999999999999999999"])
def test_a_year_that_is_none_is_this_one_or_the_nearest(scene: Scene, year: str) -> None:
    answer = as_(scene.kasubag).get(at("holidays", "dishub"), {"tahun": year})
    assert answer.status_code == 200


def test_a_national_day_and_a_ramadan_are_corrected(
    scene: Scene, addresses: dict[str, str]
) -> None:
    said = {"on": "2026-08-18", "name": "Hari Kemerdekaan", "decree": "SKB 2"}
    send(scene.system, addresses["national_holiday"], **said)
    assert "Selasa, 18 Agustus" in as_(scene.system).get(at("national_holidays")).content.decode()
    send(scene.system, addresses["ramadan"], first_on="2026-02-19", last_on="2026-03-19")
    send(scene.system, addresses["ramadan"], 409, first_on="2026-02-19", last_on="2026-05-01")
    send(
        scene.admin,
        addresses["holiday"],
        on="2026-04-15",
        name="Hari Jadi",
        decree="SK",
        withdrawn="on",
    )
    assert as_(scene.admin).get(addresses["holiday"]).status_code == 404


def test_an_agency_is_born_with_its_administrator_or_not_at_all(scene: Scene) -> None:
    said = {
        "name": "Bappeda",
        "region": "Kota Contoh",
        "zone": "WIT",
        "code": "",
        "admin_name": "Administrator Bappeda",
        "admin_username": "kasubag",
        "admin_password": "tenda-kuning-5",
    }
    page = send(scene.system, at("agency_add"), 409, **said)
    assert "Nama pengguna “kasubag” sudah dipakai." in page
    assert not Agency.objects.filter(code="bappeda").exists()
    send(scene.system, at("agency_add"), **{**said, "admin_username": "bappeda.admin"})
    client = Client()
    assert client.login(username="bappeda.admin", password="tenda-kuning-5")
    new = "tenda-biru-51"
    changed = {"oldpassword": "tenda-kuning-5", "password1": new, "password2": new}
    assert client.post(reverse("account_change_password"), changed).status_code == 302
    assert client.get(at("unit_add", "bappeda")).status_code == 200
    assert "Administrator Bappeda" in as_(scene.system).get(at("agencies")).content.decode()


def test_the_journal_is_shown_and_checked(scene: Scene) -> None:
    client = as_(scene.admin)
    write(agency=scene.agency, by=None, now=NOW, action="StepReturned", subject="run/7")
    page = client.get(at("journal", "dishub")).content.decode()
    assert "Menetapkan pemegang jabatan" in page
    assert "Mengembalikan langkah" in page
    assert "SOP yang berjalan nomor 7" in page
    assert "StepReturned" not in page
    assert "Jurnal utuh" in client.get(at("journal", "dishub"), {"periksa": ""}).content.decode()
    JournalRow.objects.filter(chain="dishub", seq=3).update(subject="lain")
    page = client.get(at("journal", "dishub"), {"periksa": ""}).content.decode()
    assert "Isi catatan nomor 3 telah diubah." in page
    system = as_(scene.system).get(at("system_journal"), {"periksa": ""}).content.decode()
    assert "Menambah instansi" in system
    assert "Jurnal utuh" in system


def test_moments_are_told_in_the_agency_s_own_zone(scene: Scene) -> None:
    write(agency=scene.other, by=scene.outsider, now=NOW, action="Tried", subject="")
    page = as_(scene.outsider).get(at("journal", "dpupr")).content.decode()
    assert "Waktu (WITA)" in page
    assert "2 Mar 2026 10.00" in page
    assert "2 Mar 2026 09.00" in as_(scene.admin).get(at("journal", "dishub")).content.decode()


def test_the_overview_costs_the_same_for_a_large_office(
    scene: Scene, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = as_(scene.kasubag)
    for name in ("agency", "performers"):
        client.get(at(name, "dishub"))
    with CaptureQueriesContext(connection) as small:
        client.get(at("agency", "dishub"))
        client.get(at("performers", "dishub"))
    for number in range(6):
        unit = Unit.objects.create(
            agency=scene.agency, code=f"u{number}", name="U", kind="bidang", parent=scene.roads
        )
        team = add_team(agency=scene.agency, code=f"t{number}", name="T", **ASKED)
        add_member(team=team, person=scene.staff, from_on=SINCE, **ASKED)
        assign_performer(
            agency=scene.agency,
            sop_id=SOP,
            performer="kabid",
            unit=unit,
            team=team,
            from_on=SINCE,
            **ASKED,
        )
    with django_assert_num_queries(len(small)):
        client.get(at("agency", "dishub"))
        client.get(at("performers", "dishub"))


def test_an_account_that_is_nobody_s_finds_no_page(scene: Scene) -> None:
    client = Client()
    client.force_login(User.objects.create_user("siapa"))
    for address in ("/saya/", "/kantor/", "/kantor/dishub/"):
        assert client.get(address).status_code in {403, 404}


def test_words_of_people_are_never_taken_for_markup(scene: Scene) -> None:
    person(scene.agency, "nakal", "<script>alert(1)</script>")
    page = as_(scene.admin).get(at("people", "dishub")).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
