"""The inbox: who finds which step in it, in which words."""

import pytest
from django.test import Client
from tests.runs.pages import Pages, column, day, more_units
from tests.runs.scene import PESSEL, Scene, person, wib

from himpun.office.models import Holding
from himpun.office.services import add_member, add_team, appoint, assign_performer, set_stand_in
from himpun.runs import services
from himpun.runs.queries import inbox_count
from himpun.sops.models import SopVersion
from himpun.sops.services import withdraw_sop

WAITING, LATE, DONE = "?tab=menunggu", "?tab=terlambat", "?tab=selesai"
INBOX = "/tugas/"


def test_a_holder_reads_what_for_whom_from_whom_and_until_when(
    running: Scene, pages: Pages
) -> None:
    running.complete("1")
    text = pages.text(running.person("kasubag"), INBOX)
    assert "Perlu saya kerjakan (1)" in text
    assert "Memerintahkan Staf Perencanaan dan Pelaporan untuk menyiapkan surat" in text
    assert "Triwulan III 2026, dari Sekretaris" in text
    assert "Hari ini, 08.10 Senin, 14 Sep" in text
    assert "Siap dikerjakan" in text
    assert "Terlewat dan hari ini" in text


def test_a_step_that_was_begun_says_so(running: Scene, pages: Pages) -> None:
    running.start_step("1")
    assert "Sedang dikerjakan" in pages.text(running.person("sekretaris"), INBOX)


def test_others_find_nothing_and_are_told_so(running: Scene, pages: Pages) -> None:
    text = pages.text(running.person("kadis"), INBOX)
    assert "Tidak ada yang menunggu Anda" in text
    assert "Perlu saya kerjakan (0)" in text


def test_an_outsider_and_a_reader_find_nothing(running: Scene, pages: Pages) -> None:
    for who in (running.outsider("sekdin"), running.reader()):
        for tab in ("", WAITING, LATE, DONE, "?tab=atas-nama"):
            text = pages.text(who, INBOX + tab)
            assert "Triwulan III 2026" not in text
            assert "Perlu saya kerjakan (0)" in text


def test_a_step_is_at_risk_then_late(running: Scene, pages: Pages) -> None:
    running.walk("8")
    running.complete_all("7")
    running.now = wib(2026, 9, 17, 15)
    assert "Berisiko" in pages.text(running.person("kasi-angkutan"), INBOX)
    running.now = wib(2026, 9, 21, 9)
    text = pages.text(running.person("kasi-angkutan"), INBOX)
    assert "Terlambat" in text
    assert "Terlewat 1 hari kerja" in text


def test_what_came_back_quotes_the_reason_and_names_who_sent_it(
    running: Scene, pages: Pages
) -> None:
    running.walk("4")
    running.now = wib(2026, 9, 15)
    running.send_back("4", "3", reason="Nomor rujukan masih tahun 2025.")
    text = pages.text(running.person("staf"), INBOX)
    assert "dikembalikan oleh Sekretaris, 15 Sep, putaran ke-2" in text
    assert "“Nomor rujukan masih tahun 2025.”" in text
    assert "Perbaiki langkah 3" in text


def test_an_acting_officer_is_told_as_what_they_act(running: Scene, pages: Pages) -> None:
    running.walk("7")
    text = pages.text(running.person("kasi-pelayaran"), INBOX)
    assert "sebagai Plt. Kabid/KPA" in text
    assert "Bidang Pelayaran" in text
    assert "sebagai" not in pages.text(running.person("kabid-angkutan"), INBOX)


def test_a_stand_in_finds_the_steps_of_whom_they_stand_in_for(running: Scene, pages: Pages) -> None:
    holding = Holding.objects.get(post__code="sekretaris", person=running.person("sekretaris"))
    set_stand_in(
        holding=holding, person=running.person("kasubag"), from_on=running.today,
        until_on=running.today, reason="Cuti", by=None, now=running.now,
    )  # fmt: skip
    assert "menggantikan Sekretaris" in pages.text(running.person("kasubag"), INBOX)
    running.now = wib(2026, 9, 15)
    assert "Tidak ada yang menunggu Anda" in pages.text(running.person("kasubag"), INBOX)


def test_every_member_of_a_team_finds_its_steps(running: Scene, pages: Pages) -> None:
    team = add_team(agency=running.agency, code="sakip", name="Tim SAKIP", by=None, now=running.now)
    for code in ("kadis", "staf"):
        who = running.person(code)
        add_member(team=team, person=who, from_on=running.today, by=None, now=running.now)
    assign_performer(
        agency=running.agency, sop_id=running.sop.id, performer="sekretaris", unit=None,
        team=team, steward=False, from_on=running.today, by=None, now=running.now,
    )  # fmt: skip
    for code in ("kadis", "staf"):
        assert "sebagai anggota Sekretaris" in pages.text(running.person(code), INBOX)


def test_a_step_that_is_one_person_s_leaves_the_inbox_of_their_colleague(
    running: Scene, pages: Pages
) -> None:
    post = Holding.objects.get(post__code="sekretaris").post
    appoint(
        post=post, person=running.person("kasubag"), capacity="Plh.", from_on=running.today,
        basis="Surat perintah", end_previous=False, by=None, now=running.now,
    )  # fmt: skip
    assert inbox_count(running.person("kasubag"), running.now) == 1
    services.reassign_step(
        run_id=running.run_id, visit=running.visit("1").number, to=running.person("sekretaris"),
        reason="Sekretaris sudah kembali", by=running.person("operator"), now=running.now,
    )  # fmt: skip
    assert inbox_count(running.person("kasubag"), running.now) == 0
    assert inbox_count(running.person("sekretaris"), running.now) == 1


def test_who_contributed_sees_what_now_waits_for_others(running: Scene, pages: Pages) -> None:
    running.complete("1")
    text = pages.text(running.person("sekretaris"), INBOX + WAITING)
    assert "Menunggu pihak lain (1)" in text
    assert "Pemegang: Kasubag Perencanaan, Keuangan, dan Pelaporan" in text
    assert "Menunggu pihak lain (0)" in pages.text(running.person("staf"), INBOX)


def test_who_keeps_the_sop_sees_every_open_step_of_it(running: Scene, pages: Pages) -> None:
    assert "Menunggu pihak lain (1)" in pages.text(running.person("kasubag"), INBOX)


def test_late_steps_of_mine_and_of_others_stand_under_one_tab(running: Scene, pages: Pages) -> None:
    running.walk("7")
    running.complete_all("7")
    running.now = wib(2026, 9, 21, 9)
    text = pages.text(running.person("kasi-angkutan"), INBOX + LATE)
    assert "Terlambat (1)" in text
    text = pages.text(running.person("kasubag"), INBOX + LATE)
    assert "Terlambat (6)" in text
    assert "Pemegang: Kasi/PPTK" in text


def test_what_was_done_tells_how_long_it_took(running: Scene, pages: Pages) -> None:
    running.now = wib(2026, 9, 14, 8, 10)
    running.start_step("1")
    running.now = wib(2026, 9, 14, 8, 27)
    running.complete("1")
    text = pages.text(running.person("sekretaris"), INBOX + DONE)
    assert "Selesai (1)" in text
    assert "17 menit, lewat 7 menit baku 10 Menit" in text
    assert "14 September 2026, 08.27 WIB" in text


def test_an_operator_finds_the_agency_s_steps_under_a_tab_of_their_own(
    running: Scene, pages: Pages
) -> None:
    text = pages.text(running.person("operator"), INBOX + "?tab=atas-nama")
    assert "Atas nama (1)" in text
    assert "Kerjakan langkah 1" in text
    assert "Pemegang: Sekretaris" in text
    assert "Atas nama" not in pages.text(running.person("sekretaris"), INBOX)


def test_a_halted_run_keeps_its_steps_and_says_that_it_stands_still(
    running: Scene, pages: Pages
) -> None:
    services.suspend_run(
        run_id=running.run_id, reason="Audit", by=running.person("kasubag"), now=running.now
    )
    running.now = wib(2026, 9, 30)
    text = pages.text(running.person("sekretaris"), INBOX)
    assert "Dihentikan sementara" in text
    assert "Terlambat (0)" in text


def test_signed_out_people_are_sent_to_the_door(db: None) -> None:
    answer = Client().get(INBOX)
    assert answer.status_code == 302
    assert "/akun/" in answer["Location"]


def test_the_workbook_has_the_tasks_with_their_due_times(running: Scene, pages: Pages) -> None:
    running.complete("1")
    sheet = pages.sheet(running.person("kasubag"), INBOX + "?bentuk=xlsx")
    assert column(sheet, "Langkah") == ["2"]
    assert column(sheet, "Tenggat") == [day(2026, 9, 14, 8, 10)]
    assert column(sheet, "Keadaan") == ["Siap dikerjakan"]
    assert column(sheet, "Dari") == ["dari Sekretaris"]
    sheet = pages.sheet(running.person("sekretaris"), f"{INBOX}{DONE}&bentuk=xlsx")
    assert column(sheet, "Selesai") == [day(2026, 9, 14, 8)]
    sheet = pages.sheet(running.person("sekretaris"), f"{INBOX}{WAITING}&bentuk=xlsx")
    assert column(sheet, "Pemegang") == ["Kasubag Perencanaan, Keuangan, dan Pelaporan"]


@pytest.mark.parametrize("tab", ["", WAITING, LATE, "?tab=atas-nama"])
def test_it_costs_the_same_with_many_finished_runs_and_many_units(
    scene: Scene, pages: Pages, tab: str
) -> None:
    scene.start("2026-TW2", ["angkutan", "sekretariat"])
    scene.walk("8")
    who = scene.person("operator" if "atas" in tab else "kasubag")
    few = pages.queries(who, INBOX + tab)
    for year in (2024, 2025):
        for quarter in (1, 2, 3, 4):
            scene.start(f"{year}-TW{quarter}", ["angkutan"])
            scene.walk()
    more_units(scene, 12)
    scene.start("2026-TW3")
    scene.walk("7")
    assert pages.queries(who, INBOX + tab) == few


def test_a_person_without_an_agency_reads_by_the_clocks_of_jakarta(
    running: Scene, pages: Pages
) -> None:
    assert "Senin, 14 September 2026, 08.00 WIB" in pages.text(person("inspektorat"), INBOX)


def test_an_account_that_is_nobody_s_is_refused(scene: Scene, django_user_model: type) -> None:
    client = Client()
    client.force_login(django_user_model.objects.create_user("siapa"))  # type: ignore[attr-defined]
    answer = client.get(INBOX)
    assert answer.status_code == 403
    assert b"Perlu saya kerjakan" not in answer.content


def test_the_administrator_of_an_agency_without_an_sop_is_told_what_comes_first(
    scene: Scene, pages: Pages
) -> None:
    said = "belum mempunyai SOP. Susun dahulu unit, jabatan, dan orangnya"
    assert said not in pages.text(scene.person("admin"), "/tugas/")
    version = SopVersion.objects.get(agency=scene.agency)
    withdraw_sop(version=version, by=None, now=scene.now)
    page = pages.get(scene.person("admin"), "/tugas/").content.decode()
    assert said in page
    assert f"/sop/{PESSEL}/terbitkan/" in page
    for who in (scene.person("kasubag"), scene.outsider("staf")):
        assert "terbitkan SOP" not in pages.text(who, "/tugas/")
