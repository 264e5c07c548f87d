"""The office's pages: who sees them, what they say, what they change, and what they refuse."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings
from tests.office.scene import ASKED, NOW, SINCE, SOP, TODAY, Scene, person, role

from himpun.office.access import ACCESS
from himpun.office.models import (
    Agency,
    Assignment,
    Holding,
    HolidayYear,
    JournalRow,
    Person,
    RamadanRange,
    Role,
    StandIn,
    TeamMember,
    Unit,
)
from himpun.office.queries import agencies_seen_by, holders_of, role_of
from himpun.office.rules import KnownPerformer
from himpun.office.services import (
    add_holiday,
    add_member,
    add_team,
    assign_performer,
    set_stand_in,
    write,
)
from himpun.office.urls import urlpatterns

HERE = {"administrator", "member"}


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def as_(who: Person) -> Client:
    client = Client()
    client.force_login(who.user)
    return client


def at(name: str, *args: object) -> str:
    return reverse(f"office:{name}", args=args)


@pytest.fixture
def addresses(scene: Scene) -> dict[str, str]:
    """An address of every page, for something that the first agency has."""
    team = add_team(agency=scene.agency, code="sakip", name="Tim SAKIP", **ASKED)
    member = add_member(team=team, person=scene.staff, from_on=SINCE, **ASKED)
    stand_in = set_stand_in(
        holding=scene.kasubag_holding,
        person=scene.kabid,
        from_on=TODAY,
        until_on=date(2026, 3, 9),
        reason="Cuti",
        **ASKED,
    )
    words: dict[str, Any] = {"name": "Hari Jadi", "decree": "SK"}
    local = add_holiday(agency=scene.agency, on=date(2026, 4, 15), kind="lokal", **words, **ASKED)
    national = add_holiday(agency=None, on=date(2026, 8, 17), kind="nasional", **words, **ASKED)
    ramadan = RamadanRange.objects.create(first_on=date(2026, 2, 18), last_on=date(2026, 3, 19))
    last: dict[str, tuple[object, ...]] = {
        "unit": ("jalan",),
        "unit_move": ("jalan",),
        "post": ("kabid",),
        "post_change": ("kabid",),
        "appoint": ("kabid",),
        "holding_end": (scene.kasubag_holding.pk,),
        "stand_in": (scene.kasubag_holding.pk,),
        "stand_in_end": (stand_in.pk,),
        "me_stand_in_end": (stand_in.pk,),
        "person": ("staf",),
        "person_password": ("staf",),
        "person_account": ("staf",),
        "team": ("sakip",),
        "member_end": (member.pk,),
        "performer": (SOP, "kabid"),
        "assignment_end": (Assignment.objects.get(performer="kabid").pk,),
        "role_revoke": (Role.objects.get(person=scene.colleague).pk,),
        "holiday": (local.pk,),
        "national_holiday": (national.pk,),
        "ramadan": (ramadan.pk,),
    }
    names = [name.removeprefix("office:") for name in ACCESS]
    here = {name for name in names if ACCESS[f"office:{name}"] in HERE}
    return {
        name: at(name, *((scene.agency.code,) if name in here else ()), *last.get(name, ()))
        for name in names
    }


POSTED = {"person_account", "role_revoke"}


def test_every_address_stands_in_the_table_of_access() -> None:
    names = {f"office:{part.name}" for part in urlpatterns}
    assert names == set(ACCESS)


def test_every_page_shows_itself_to_whom_it_is_for(scene: Scene, addresses: dict[str, str]) -> None:
    people = {"administrator": scene.colleague, "system": scene.system}
    for name, address in addresses.items():
        if name in POSTED:
            continue
        who = people.get(ACCESS[f"office:{name}"], scene.kasubag)
        page = as_(who).get(address, follow=True)
        assert page.status_code == 200, (name, who)
        assert page.content.count(b"<h1>") == 1, name


def test_a_page_of_another_agency_does_not_exist(scene: Scene, addresses: dict[str, str]) -> None:
    client = as_(scene.outsider)
    for name, address in addresses.items():
        if ACCESS[f"office:{name}"] in HERE:
            got = client.post(address) if name in POSTED else client.get(address)
            assert got.status_code == 404, name
            assert client.post(address, {}).status_code == 404, name


def test_rows_of_another_agency_do_not_exist_under_one_s_own_address(
    scene: Scene, addresses: dict[str, str]
) -> None:
    client = as_(scene.outsider)
    numbered = [
        name
        for name in addresses
        if ACCESS[f"office:{name}"] == "administrator"
        and addresses[name].count("/") > 4
        and name != "holiday_add"
    ]
    assert len(numbered) >= 12
    for name in numbered:
        address = addresses[name].replace("/kantor/dishub/", "/kantor/dpupr/")
        got = client.post(address) if name in POSTED else client.get(address)
        assert got.status_code == 404, name


def test_a_member_reads_the_office_and_changes_nothing(
    scene: Scene, addresses: dict[str, str]
) -> None:
    client = as_(scene.kasubag)
    before = JournalRow.objects.count()
    for name, address in addresses.items():
        rule = ACCESS[f"office:{name}"]
        if rule == "member":
            assert client.get(address).status_code == 200, name
        if rule in {"administrator", "system"}:
            assert client.post(address, {}).status_code in {403, 404}, name
    assert JournalRow.objects.count() == before
    shown = client.get(addresses["agency"]).content.decode()
    assert "Kepala Bidang Jalan" in shown
    assert "Unit baru" not in shown


def test_nobody_sees_anything_signed_out(scene: Scene, addresses: dict[str, str]) -> None:
    for name, address in addresses.items():
        assert Client().get(address).status_code == 302, name


def test_the_first_page_is_one_s_own_agency(scene: Scene) -> None:
    assert as_(scene.kasubag).get("/kantor/").headers["Location"] == "/kantor/dishub/"
    assert as_(scene.staff).get("/kantor/").headers["Location"] == "/saya/"
    assert as_(scene.system).get("/kantor/").headers["Location"] == "/instansi/"
    role(scene.staff, "reader", None)
    shown = as_(scene.staff).get("/kantor/").content.decode()
    assert "Dinas Perhubungan" in shown
    assert "Dinas PUPR" in shown


def send(by: Person, address: str, status: int = 302, /, **said: Any) -> str:
    answer = as_(by).post(address, said)
    assert answer.status_code == status, answer.content.decode()[-3000:]
    return answer.content.decode()


def test_a_unit_is_added_with_a_code_made_of_its_name(scene: Scene) -> None:
    send(
        scene.admin,
        at("unit_add", "dishub"),
        name="Bidang Sungai & Danau",
        kind="bidang",
        parent=scene.root.pk,
        code="",
    )
    unit = Unit.objects.get(code="bidang-sungai-danau")
    assert (unit.agency, unit.parent, unit.position) == (scene.agency, scene.root, 5)


def test_a_wrong_form_keeps_what_was_written_and_says_what_is_missing(scene: Scene) -> None:
    page = send(scene.admin, at("unit_add", "dishub"), 400, name="Bidang Laut", kind="")
    assert "Jenis unit harus diisi." in page
    assert 'value="Bidang Laut"' in page


def test_a_refusal_keeps_what_was_written_and_says_why(scene: Scene) -> None:
    page = send(
        scene.admin, at("unit_add", "dishub"), 409, name="Bidang Laut", kind="x", code="jalan"
    )
    assert "Kode unit “jalan” sudah dipakai." in page
    assert 'value="Bidang Laut"' in page


def test_a_parent_of_another_agency_is_not_in_the_list(scene: Scene) -> None:
    foreign = Unit.objects.create(agency=scene.other, code="x", name="X", kind="dinas")
    page = send(scene.admin, at("unit_add", "dishub"), 400, name="A", kind="b", parent=foreign.pk)
    assert "Pilihan itu tidak ada dalam daftar." in page


def test_units_and_posts_are_renamed_and_moved(scene: Scene) -> None:
    send(scene.admin, at("unit", "dishub", "jalan"), name="Bidang Jalan Raya", kind="bidang")
    send(scene.admin, at("unit_move", "dishub", "jalan"), parent=scene.secretariat.pk)
    send(scene.admin, at("post_change", "dishub", "kabid"), title="Kabid Jalan Raya")
    scene.roads.refresh_from_db()
    assert (scene.roads.name, scene.roads.parent) == ("Bidang Jalan Raya", scene.secretariat)
    send(scene.admin, at("unit_move", "dishub", "sekretariat"), 409, parent=scene.roads.pk)
    assert "Kabid Jalan Raya" in as_(scene.kabid).get(at("agency", "dishub")).content.decode()
    send(
        scene.admin,
        at("agency_change", "dishub"),
        name="Dinas Perhubungan",
        region="Kabupaten Lain",
        six_day="on",
    )
    assert Agency.objects.get(code="dishub").six_day


def test_a_new_holder_takes_the_post_over(scene: Scene) -> None:
    send(scene.admin, at("post_add", "dishub"), title="Kabid Sungai", unit=scene.rivers.pk)
    address = at("appoint", "dishub", "kasubag")
    said = {"person": scene.staff.pk, "capacity": "definitif", "basis": "SK 9/2026"}
    page = send(scene.admin, address, 409, from_on="2026-03-02", **said)
    assert "masih dijabat definitif oleh Kasubag Perencanaan" in page
    assert "SK 9/2026" in page
    send(scene.admin, address, from_on="2026-03-02", end_previous="on", **said)
    shown = as_(scene.admin).get(at("post", "dishub", "kasubag")).content.decode()
    assert "Staf Perencanaan" in shown
    assert "1 Mar 2026" in shown
    newest = Holding.objects.filter(post=scene.kasubag_post).order_by("-pk")[0]
    send(scene.admin, at("holding_end", "dishub", newest.pk), until_on="2026-03-01")
    assert holders_of(scene.agency, SOP, "kasubag", "", TODAY) == []


def test_a_day_that_does_not_exist_is_refused_in_words(scene: Scene) -> None:
    page = send(
        scene.admin,
        at("holding_end", "dishub", scene.kasubag_holding.pk),
        400,
        until_on="2026-02-31",
    )
    assert "Tanggal itu tidak ada dalam kalender." in page


def test_a_holder_names_a_stand_in_and_calls_it_off(scene: Scene) -> None:
    said = {
        "holding": scene.kasubag_holding.pk,
        "person": scene.staff.pk,
        "from_on": "2026-03-02",
        "until_on": "2026-03-06",
        "reason": "Cuti tahunan",
    }
    send(scene.kasubag, at("me_stand_in"), **said)
    page = as_(scene.kasubag).get(at("me")).content.decode()
    assert "Pengganti saya" in page
    assert "pengganti Kasubag Perencanaan" in as_(scene.staff).get(at("me")).content.decode()
    row = StandIn.objects.get()
    assert as_(scene.staff).get(at("me_stand_in_end", row.pk)).status_code == 404
    send(scene.kasubag, at("me_stand_in_end", row.pk), until_on="2026-03-01")
    assert not agencies_seen_by(scene.staff, TODAY)


def test_nobody_names_a_stand_in_for_a_post_that_is_not_theirs(scene: Scene) -> None:
    assert as_(scene.staff).get(at("me_stand_in")).status_code == 404
    said = {
        "person": scene.staff.pk,
        "from_on": "2026-03-02",
        "until_on": "2026-03-06",
    }
    send(
        scene.kabid,
        at("me_stand_in"),
        400,
        holding=scene.kasubag_holding.pk,
        reason="x",
        **said,
    )
    assert not StandIn.objects.exists()


def test_an_administrator_names_a_stand_in_for_somebody_who_fell_ill(scene: Scene) -> None:
    address = at("stand_in", "dishub", scene.kasubag_holding.pk)
    said = {
        "holding": scene.kasubag_holding.pk,
        "person": scene.staff.pk,
        "reason": "Sakit",
    }
    send(scene.admin, address, 400, from_on="2026-03-02", **said)
    send(scene.admin, address, from_on="2026-03-02", until_on="2026-03-06", **said)
    send(scene.admin, address, 409, from_on="2026-03-03", until_on="2026-03-06", **said)
    row = StandIn.objects.get()
    send(scene.admin, at("stand_in_end", "dishub", row.pk), until_on="2026-03-03")
    row.refresh_from_db()
    assert row.until_on == date(2026, 3, 3)


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
    assert "diberikan administrator" in client.get(at("me")).content.decode()
    address = at("person", "dishub", "kabid.laut")
    send(scene.admin, address, name="Kepala Bidang Laut", email="laut@contoh.go.id", phone="")
    assert "Kepala Bidang Laut" in as_(scene.admin).get(address).content.decode()
    password = at("person_password", "dishub", "kabid.laut")
    send(scene.admin, password, password="perahu-hijau-6")
    assert client.get(at("me")).status_code == 302
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
    assert client.get(at("unit_add", "bappeda")).status_code == 200
    assert "Administrator Bappeda" in as_(scene.system).get(at("agencies")).content.decode()


def test_the_journal_is_shown_and_checked(scene: Scene) -> None:
    client = as_(scene.admin)
    page = client.get(at("journal", "dishub")).content.decode()
    assert "Menetapkan pemegang jabatan" in page
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
