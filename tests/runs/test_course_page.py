"""The course of a run: what may be done to it, and why not."""

from dataclasses import replace

import pytest
from tests.runs.pages import Pages, words_of
from tests.runs.scene import Scene, wib

from himpun.kernel.build import build_body, build_sides
from himpun.office.models import Holding
from himpun.office.services import appoint
from himpun.runs import services
from himpun.sops.services import publish_sop

WISHES = (
    "jeda",
    "lanjut",
    "batal",
    "bebaskan",
    "tambah",
    "tugaskan",
    "periksa",
    "pindah",
    "perpanjang",
)


def address(scene: Scene) -> str:
    return f"/jalan/{scene.run_id}/atur/"


def test_a_steward_halts_a_run_and_lets_it_go_on(running: Scene, pages: Pages) -> None:
    who = running.person("kasubag")
    answer = pages.post(who, address(running), aksi="jeda", alasan="Audit")
    assert answer.status_code == 302
    assert running.run.state == "suspended"
    text = pages.text(who, address(running))
    assert "Lanjutkan" in text
    assert "Hentikan sementara" not in text
    pages.post(who, address(running), aksi="lanjut")
    assert running.run.state == "running"


def test_an_operator_and_an_administrator_may_too(running: Scene, pages: Pages) -> None:
    pages.post(running.person("operator"), address(running), aksi="jeda", alasan="x")
    assert running.run.state == "suspended"
    pages.post(running.person("admin"), address(running), aksi="batal", alasan="Salah")
    assert running.run.state == "cancelled"


@pytest.mark.parametrize("code", ["sekretaris", "kadis", "kabid-angkutan"])
def test_others_see_why_not_and_are_refused(running: Scene, pages: Pages, code: str) -> None:
    who = running.person(code)
    text = pages.text(who, address(running))
    assert text.count("Hanya pengelola SOP, operator, atau administrator instansi") >= 4
    page = pages.get(who, address(running)).content.decode()
    assert page.count("disabled") == 7
    for aksi in ("jeda", "batal"):
        answer = pages.post(who, address(running), aksi=aksi, alasan="Sebab")
        assert answer.status_code == 409
        assert "Hanya pengelola SOP" in words_of(answer)
    assert running.run.state == "running"


def test_those_of_other_agencies_find_no_such_page(running: Scene, pages: Pages) -> None:
    assert pages.get(running.outsider(), address(running)).status_code == 404
    for aksi in WISHES:
        answer = pages.post(running.outsider(), address(running), aksi=aksi, alasan="x")
        assert answer.status_code == 404
    assert running.run.state == "running"


def test_a_reader_may_change_nothing(running: Scene, pages: Pages) -> None:
    for aksi in ("jeda", "batal", "lanjut"):
        answer = pages.post(running.reader(), address(running), aksi=aksi, alasan="x")
        assert answer.status_code == 409
    assert running.run.state == "running"


def test_without_a_reason_nothing_is_done_and_the_rest_is_kept(
    running: Scene, pages: Pages
) -> None:
    answer = pages.post(
        running.person("kasubag"), address(running), aksi="bebaskan", unit="angkutan", alasan=" "
    )
    assert answer.status_code == 409
    assert "Alasan pembebasan wajib diisi." in words_of(answer)
    assert '<option value="angkutan" selected>' in answer.content.decode()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"aksi": "hapus"}, "Permintaan ini tidak dapat dibaca."),
        ({}, "Permintaan ini tidak dapat dibaca."),
        ({"aksi": "bebaskan", "alasan": "x"}, "Pilih unitnya."),
        ({"aksi": "tambah"}, "Pilih unitnya."),
        ({"aksi": "tugaskan", "kepada": "satu:dua", "alasan": "x"}, "Pilih langkah dan"),
        ({"aksi": "tugaskan", "kepada": "2:999", "alasan": "x"}, "Pilih langkah dan"),
        ({"aksi": "pindah", "versi": "999"}, "Pilih versi tujuannya."),
    ],
)
def test_what_cannot_be_read_is_said_so(
    running: Scene, pages: Pages, fields: dict[str, str], said: str
) -> None:
    answer = pages.post(running.person("kasubag"), address(running), **fields)
    assert answer.status_code == 400
    assert said in words_of(answer)


def test_a_unit_is_excused_and_comes_back_later(running: Scene, pages: Pages) -> None:
    who = running.person("kasubag")
    running.walk("7")
    pages.post(who, address(running), aksi="bebaskan", unit="angkutan", alasan="Dilebur")
    assert "angkutan" not in {visit.unit for visit in running.visits()}
    assert '<option value="angkutan">' in pages.get(who, address(running)).content.decode()
    pages.post(who, address(running), aksi="tambah", unit="angkutan")
    assert "angkutan" in {visit.unit for visit in running.visits()}


def test_a_step_of_several_holders_is_given_to_one_and_back(running: Scene, pages: Pages) -> None:
    post = Holding.objects.get(post__code="sekretaris").post
    deputy = running.person("kabid-angkutan")
    appoint(
        post=post, person=deputy, capacity="Plh.", from_on=running.today, basis="Surat perintah",
        end_previous=False, by=None, now=running.now,
    )  # fmt: skip
    who, visit = running.person("kasubag"), running.visit("1").number
    assert "Plh. Sekretaris" in pages.text(who, address(running))
    pages.post(who, address(running), aksi="tugaskan", kepada=f"{visit}:{deputy.pk}", alasan="Cuti")
    assert running.visit("1").assignee == deputy
    assert "Semua pemegangnya" in pages.text(who, address(running))
    pages.post(who, address(running), aksi="tugaskan", kepada=f"{visit}:", alasan="Kembali")
    assert running.visit("1").assignee is None


def test_a_run_is_moved_to_a_newer_version_after_a_dry_run(running: Scene, pages: Pages) -> None:
    running.walk("3")
    steps = tuple(step for step in running.sop.steps if step.key not in ("13", "14"))
    newer = replace(
        running.sop, version=2, steps=steps, body=build_body(steps), sides=build_sides(steps)
    )
    version = publish_sop(agency=running.agency, sop=newer, by=None, now=running.now)
    who = running.person("kasubag")
    assert "Versi 2" in pages.text(who, address(running))
    fields = {"versi": str(version.pk), "ke-3": "3"}
    answer = pages.post(who, address(running), aksi="periksa", **fields)
    assert answer.status_code == 200
    assert "dapat dipindahkan" in words_of(answer)
    assert running.run.sop_id == running.sop_pk
    nowhere = pages.post(who, address(running), aksi="periksa", **{**fields, "ke-3": "8"})
    assert nowhere.status_code == 409
    assert "Pemindahan ditolak." in words_of(nowhere)
    assert pages.post(who, address(running), aksi="pindah", **fields).status_code == 302
    assert running.run.sop_id == version.pk


def test_an_ended_run_is_left_alone(running: Scene, pages: Pages) -> None:
    running.walk()
    who = running.person("kasubag")
    assert "SOP ini tidak sedang berjalan." in pages.text(who, address(running))
    answer = pages.post(who, address(running), aksi="batal", alasan="x")
    assert answer.status_code == 409
    assert "SOP ini sudah berakhir." in words_of(answer)


def test_it_costs_the_same_for_more_rounds(running: Scene, pages: Pages) -> None:
    running.walk("5")
    who = running.person("kasubag")
    few = pages.queries(who, address(running))
    for _ in range(3):
        running.send_back("5", "3")
        running.complete("3")
        running.complete("4")
    services.reassign_step(
        run_id=running.run_id, visit=running.visit("5").number, to=running.person("kadis"),
        reason="Hanya beliau", by=who, now=running.now,
    )  # fmt: skip
    assert pages.queries(who, address(running)) == few


def test_a_steward_gives_a_unit_more_time(running: Scene, pages: Pages) -> None:
    running.walk("8")
    running.complete_all("7")
    who, unit = running.person("kasubag"), "angkutan"
    page = pages.get(who, address(running)).content.decode()
    assert '<option value="unit:angkutan">' in page
    chosen = pages.get(who, f"{address(running)}?untuk=unit:angkutan").content.decode()
    assert '<option value="unit:angkutan" selected>' in chosen
    sent = {"aksi": "perpanjang", "untuk": f"unit:{unit}", "alasan": "Data terlambat"}
    answer = pages.post(who, address(running), **sent, sampai="2027-01-08")
    assert answer.status_code == 302
    history = pages.text(who, f"/jalan/{running.run_id}/riwayat/")
    assert "Memperpanjang batas waktu unit sampai 8 Januari 2027" in history
    assert "diperpanjang" in pages.text(who, f"/jalan/{running.run_id}/")
    answer = pages.post(who, address(running), **sent, sampai="2027-01-10")
    assert answer.status_code == 409
    assert "10 Januari 2027 bukan hari kerja (Minggu)" in words_of(answer)


def test_a_steward_gives_a_step_more_time(running: Scene, pages: Pages) -> None:
    who, visit = running.person("kasubag"), running.visit("1").number
    sent = {"aksi": "perpanjang", "untuk": f"langkah:{visit}", "alasan": "Dinas luar"}
    assert pages.post(who, address(running), **sent, sampai="2027-01-08").status_code == 302
    history = pages.text(who, f"/jalan/{running.run_id}/riwayat/")
    assert "Memperpanjang tenggat langkah 1 sampai 8 Januari 2027" in history


@pytest.mark.parametrize(
    ("untuk", "sampai"),
    [("", "2027-01-08"), ("langkah:x", "2027-01-08"), ("unit:angkutan", "besok"), ("x:1", "")],
)
def test_more_time_for_nothing_or_until_no_day_is_not_understood(
    running: Scene, pages: Pages, untuk: str, sampai: str
) -> None:
    answer = pages.post(
        running.person("kasubag"), address(running), aksi="perpanjang", untuk=untuk,
        sampai=sampai, alasan="x",
    )  # fmt: skip
    assert answer.status_code == 400


def test_the_run_page_marks_what_came_late(running: Scene, pages: Pages) -> None:
    who = running.person("kasubag")
    running.now = wib(2026, 9, 16, 10)
    running.complete("1")
    assert "terlambat" in pages.text(who, f"/jalan/{running.run_id}/")
    assert "terlambat 2 hari kerja dari tenggat" in pages.text(
        who, f"/jalan/{running.run_id}/riwayat/"
    )
