"""The history of a run: one feed, newest first."""

import pytest
from tests.runs.pages import Pages, column, day
from tests.runs.scene import Scene, wib

from himpun.runs import services


def address(scene: Scene) -> str:
    return f"/jalan/{scene.run_id}/riwayat/"


def test_it_tells_who_in_which_capacity_did_what_when_and_how_long(
    running: Scene, pages: Pages
) -> None:
    running.now = wib(2026, 9, 14, 8, 30)
    running.start_step("1")
    running.now = wib(2026, 9, 14, 8, 47)
    running.complete("1")
    text = pages.text(running.person("staf"), address(running))
    assert "14 September 2026, 08.47 WIB Sekretaris sebagai Sekretaris" in text
    assert "Menyelesaikan langkah 1: Memerintahkan Kasubag" in text
    assert "17 menit, lewat 7 menit" in text
    assert "baku 10 Menit" in text
    assert text.index("Menyelesaikan langkah 1") < text.index("Mulai mengerjakan langkah 1")
    assert "Operator Dinas Perhubungan sebagai operator" in text
    assert "Memulai SOP untuk Triwulan III 2026 dengan 6 unit" in text
    assert "Sampai awal riwayat" in text


def test_what_the_program_did_stands_under_its_name(running: Scene, pages: Pages) -> None:
    running.tell_time(wib(2026, 9, 15))
    text = pages.text(running.person("staf"), address(running))
    assert "15 September 2026, 09.00 WIB Sistem Tenggat langkah 1 terlewat" in text


def test_an_acting_officer_and_an_operator_are_told_as_such(running: Scene, pages: Pages) -> None:
    running.walk("7")
    running.complete("7", "pelayaran")
    running.complete("7", "angkutan", by=running.person("operator"))
    text = pages.text(running.person("staf"), address(running))
    assert "sebagai Kabid/KPA, Bidang Pelayaran (Plt.)" in text
    assert "sebagai operator a.n. Kabid/KPA, Bidang Angkutan" in text


def test_a_return_tells_its_reason_and_the_next_round_what_was_changed(
    running: Scene, pages: Pages
) -> None:
    running.walk("3")
    running.complete("3", content={"prepare": {"note": "Konsep pertama"}})
    running.send_back("4", "3", reason="Nomor rujukan masih tahun 2025.")
    running.complete("3", content={"prepare": {"note": "Rujukan 2026"}})
    text = pages.text(running.person("staf"), address(running))
    assert "Mengembalikan langkah 4 ke langkah 3 “Nomor rujukan" not in text
    assert "Mengembalikan langkah 4 ke langkah 3 Nomor rujukan masih tahun 2025." in text
    assert "Berubah dari putaran sebelumnya" in text
    assert "Konsep pertama menjadi Rujukan 2026" in text


def test_the_same_again_is_said_to_be_the_same(running: Scene, pages: Pages) -> None:
    running.walk("3")
    filled = {"prepare": {"note": "Konsep"}}
    running.complete("3", content=filled)
    running.send_back("4", "3")
    running.complete("3", content=filled)
    text = pages.text(running.person("staf"), address(running))
    assert "Isian sama dengan putaran sebelumnya." in text


def test_every_kind_of_event_has_its_sentence(running: Scene, pages: Pages) -> None:
    by, now = running.person("kasubag"), running.now
    running.walk("7")
    services.reassign_step(
        run_id=running.run_id, visit=running.visit("7", "angkutan").number,
        to=running.person("kabid-angkutan"), reason="Hanya beliau", by=by, now=now,
    )  # fmt: skip
    services.excuse_unit(run_id=running.run_id, unit="prasarana", reason="Lebur", by=by, now=now)
    services.suspend_run(run_id=running.run_id, reason="Audit", by=by, now=now)
    services.resume_run(run_id=running.run_id, by=by, now=now)
    services.add_unit(run_id=running.run_id, unit="prasarana", by=by, now=now)
    running.tell_time(wib(2026, 10, 5))
    services.cancel_run(run_id=running.run_id, reason="Salah periode", by=by, now=running.now)
    text = pages.text(by, address(running))
    for said in (
        "Menugaskan langkah 7 kepada Kepala Bidang Angkutan",
        "Membebaskan unit dari kewajiban yang tersisa Bidang Prasarana Lebur",
        "Menghentikan sementara Audit",
        "Melanjutkan; tenggat bergeser selama jeda",
        "Menambahkan Bidang Prasarana sebagai unit yang ikut",
        "Batas waktu langkah 10 bagi unit ini terlewat",
        "Langkah 7 dilewati: unit ini tidak memerlukannya",
        "Membatalkan SOP yang berjalan Salah periode",
        "ditutup: Salah periode",
    ):
        assert said in text


def test_it_is_narrowed_to_a_step_or_a_unit(running: Scene, pages: Pages) -> None:
    running.walk("7")
    running.complete_all("7")
    who = running.person("staf")
    of_step = pages.sheet(who, f"{address(running)}?langkah=3&bentuk=xlsx")
    assert set(column(of_step, "Langkah")) == {"3"}
    of_unit = pages.sheet(who, f"{address(running)}?unit=angkutan&bentuk=xlsx")
    assert set(column(of_unit, "Unit")) == {"Bidang Angkutan"}
    both = pages.sheet(who, f"{address(running)}?langkah=7&unit=angkutan&bentuk=xlsx")
    assert len(column(both, "No.")) == 1
    text = pages.text(who, f"{address(running)}?langkah=14")
    assert "Belum ada yang terjadi pada pilihan ini" in text


def test_long_histories_go_on_behind_the_last_shown(
    running: Scene, pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("himpun.runs.views.history.PAGE", 3)
    running.walk("5")
    who = running.person("staf")
    first = pages.get(who, address(running)).content.decode()
    assert first.count("<time") == 3
    older = first.split("sebelum=")[1].split('"')[0]
    second = pages.text(who, f"{address(running)}?sebelum={older}")
    assert "Menyelesaikan langkah 1" in second
    assert "Menyelesaikan langkah 4" not in second
    assert "Terbaru" in second


@pytest.mark.parametrize("wrong", ["sebelum=x", "sebelum=" + "9" * 30, "langkah=%00", "unit='"])
def test_a_wrong_address_does_no_harm(running: Scene, pages: Pages, wrong: str) -> None:
    assert pages.get(running.person("staf"), f"{address(running)}?{wrong}").status_code == 200


def test_those_of_other_agencies_find_none_and_readers_do(running: Scene, pages: Pages) -> None:
    assert pages.get(running.outsider(), address(running)).status_code == 404
    assert "Memulai SOP" in pages.text(running.reader(), address(running))


def test_the_workbook_has_the_feed(running: Scene, pages: Pages) -> None:
    running.complete("1", content={"instruct": {"note": "=1+1"}})
    sheet = pages.sheet(running.person("staf"), f"{address(running)}?bentuk=xlsx")
    assert column(sheet, "Waktu")[0] == day(2026, 9, 14, 8)
    assert column(sheet, "Oleh") == ["Sekretaris", "Operator Dinas Perhubungan"]
    assert column(sheet, "Yang diisi")[0] == "Perintah, Catatan: =1+1"
    assert sheet.cell(2, 11).data_type == "s"


def test_it_costs_the_same_for_many_events(running: Scene, pages: Pages) -> None:
    running.walk("5")
    running.send_back("5", "3")
    running.complete("3")
    few = pages.queries(running.person("staf"), address(running))
    running.walk("8")
    running.complete_all("7", "8", "9")
    assert pages.queries(running.person("staf"), address(running)) == few
