"""The run page: the SOP's own table, with how each row stands."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from tests.runs.pages import Pages, column, day, more_units
from tests.runs.scene import Scene, build, wib

from himpun.runs import services
from himpun.runs.queries.run_page import RunView, run_view
from himpun.sops.rules.table import RowView


def address(scene: Scene) -> str:
    return f"/jalan/{scene.run_id}/"


def view(scene: Scene, who: str = "operator") -> RunView:
    found = run_view(scene.person(who), scene.run_id, scene.now, lambda visit: f"/{visit}")
    assert found is not None
    return found


def row(scene: Scene, key: str) -> RowView:
    return next(row for row in view(scene).table.rows if row.key == key)


def word(scene: Scene, key: str) -> str:
    live = row(scene, key).live
    assert live is not None
    return live.word


def lines(scene: Scene, key: str) -> dict[str, str]:
    live = row(scene, key).live
    assert live is not None
    return dict(live.lines)


def chips(scene: Scene, key: str) -> dict[str, str]:
    live = row(scene, key).live
    assert live is not None
    return {chip.name: chip.state for chip in live.chips}


def to_the_units(scene: Scene) -> None:
    scene.walk("7")
    scene.complete_all("7")


def test_the_page_is_the_sop_s_table_with_its_run_beside_it(running: Scene, pages: Pages) -> None:
    text = pages.text(running.person("kasubag"), address(running))
    assert "Pengumpulan Data Kinerja, Triwulan III 2026" in text
    assert "SOP 00.8.3.34/SOP/DISHUB/2023 · berlaku 29 Desember 2023" in text
    assert "dimulai 14 September 2026" in text
    for step in running.sop.steps:
        assert step.activity in text
    assert "Jalannya, Triwulan III 2026" in text
    assert "Langkah 1 dari 14." in text
    assert "Perlu ditegaskan" in text
    assert "Yang tidak ada dalam SOP ini (6)" in text


def test_those_of_other_agencies_find_no_such_run(running: Scene, pages: Pages) -> None:
    assert pages.get(running.outsider(), address(running)).status_code == 404
    assert pages.get(running.outsider(), f"{address(running)}?bentuk=xlsx").status_code == 404
    assert pages.get(running.person("kasubag"), "/jalan/999/").status_code == 404


def test_a_reader_sees_it_without_a_button(running: Scene, pages: Pages) -> None:
    text = pages.text(running.reader(), address(running))
    assert "Langkah 1 dari 14." in text
    assert "Buka langkah" not in text
    assert "Atur" not in text


def test_the_holder_is_led_to_their_step_and_the_colleague_is_not(
    running: Scene, pages: Pages
) -> None:
    assert "Buka langkah 1" in pages.text(running.person("sekretaris"), address(running))
    assert "Buka langkah" not in pages.text(running.person("staf"), address(running))


def test_who_has_several_steps_open_is_shown_each(running: Scene, pages: Pages) -> None:
    to_the_units(running)
    running.complete_all("8", "9")
    text = pages.text(running.person("kasubag"), address(running))
    assert "Ada 6 langkah yang menunggu Anda." in text
    assert "Langkah 10, Bidang Angkutan" in text


def test_an_operator_may_act_for_any_holder(running: Scene, pages: Pages) -> None:
    text = pages.text(running.person("operator"), address(running))
    assert "Kerjakan atas nama pemegangnya (1 langkah terbuka)" in text
    assert "Buka langkah" not in text


def test_a_done_row_tells_actual_time_wait_and_who_in_which_capacity(running: Scene) -> None:
    running.now = wib(2026, 9, 14, 8, 30)
    running.start_step("1")
    running.now = wib(2026, 9, 14, 8, 47)
    running.complete("1")
    assert word(running, "1") == "Selesai 14 Sep"
    assert lines(running, "1") == {
        "nyata": "17 menit, lewat 7 menit, menunggu 30 menit",
        "terlambat": "37 menit",
        "oleh": "Sekretaris",
    }
    assert row(running, "1").finished


def test_an_open_row_tells_due_time_window_and_todays_holder(running: Scene) -> None:
    assert word(running, "1") == "Siap dikerjakan"
    assert lines(running, "1") == {
        "tenggat": "hari ini, 14 Sep 08.10, jadwal 15 Sep",
        "pemegang": "Sekretaris",
    }
    assert row(running, "1").current
    assert word(running, "2") == "Belum"


def test_a_row_goes_from_ready_over_risk_to_late(running: Scene) -> None:
    running.start_step("1")
    assert word(running, "1") == "Sedang dikerjakan"
    running.now += timedelta(minutes=8)
    assert word(running, "1") == "Berisiko: 70 % waktu terpakai"
    running.now += timedelta(minutes=30)
    assert word(running, "1") == "Terlambat 28 menit"
    running.now = wib(2026, 9, 17)
    assert word(running, "1") == "Terlambat 3 hari kerja"


def test_a_returned_row_and_those_to_be_done_again_say_so(running: Scene) -> None:
    running.walk("5")
    running.now = wib(2026, 9, 15)
    running.send_back("5", "3")
    assert word(running, "3") == "Dikembalikan 15 Sep, putaran ke-2"
    assert word(running, "4") == "Akan diulang"
    assert word(running, "5") == "Menunggu perbaikan"
    running.complete("3")
    assert word(running, "3") == "Selesai 15 Sep, putaran ke-2"
    assert word(running, "4") == "Siap dikerjakan, putaran ke-2"


def test_a_fan_out_row_shows_its_worst_unit_and_each_unit_as_a_chip(running: Scene) -> None:
    to_the_units(running)
    for unit in ("angkutan", "pelayaran"):
        running.complete("8", unit)
        running.complete("9", unit)
    running.send_back("10", "9", "pelayaran")
    running.now = wib(2026, 9, 16)
    assert word(running, "7") == "5 dari 5 unit, 14 Sep"
    assert chips(running, "7")["Sekretariat, dilewati"] == "done"
    assert word(running, "8") == "Sedang: 2 dari 6 unit"
    assert word(running, "9") == "Dikembalikan 14 Sep, 1 unit"
    assert chips(running, "9") == {
        "Sekretariat, dilewati": "done",
        "Lalu Lintas": "idle",
        "Angkutan": "done",
        "Keselamatan": "idle",
        "Pelayaran, putaran ke-2": "back",
        "Prasarana": "idle",
    }
    assert lines(running, "9")["pemegang"] == "Plt. Kepala Bidang Pelayaran"
    found = view(running).strip
    assert found is not None
    assert found.said.startswith("0 dari 6 unit sudah selesai. Yang belum: Sekretariat (sedang")
    assert "Pelayaran (dikembalikan)" in found.said
    running.now = wib(2026, 9, 21)
    assert word(running, "8") == "Terlambat 1 hari kerja, 4 unit"


def test_columns_of_one_row_stand_as_their_own_units_do(running: Scene) -> None:
    to_the_units(running)
    running.complete("8", "sekretariat")
    columns = list(running.sop.performers)
    cells = row(running, "8").cells
    states = {
        name: cell.symbol.state for name, cell in zip(columns, cells, strict=True) if cell.symbol
    }
    assert states == {"kasi": "now", "sekretariat": "done"}


def test_the_way_out_of_the_units_is_travelled_only_when_all_are_through(running: Scene) -> None:
    to_the_units(running)
    running.complete_all("8", "9")
    running.complete("10", "angkutan")
    found = view(running)
    of_ten = next(r for r in found.rows if r.step.key == "10")
    assert found.live.cell(of_ten).taken == frozenset()
    running.complete_all("10")
    found = view(running)
    of_ten = next(r for r in found.rows if r.step.key == "10")
    assert found.live.cell(of_ten).taken == frozenset({"lanjut"})


def test_the_letter_about_a_late_unit_is_a_chip_of_its_row(running: Scene) -> None:
    to_the_units(running)
    running.tell_time(wib(2026, 10, 5))
    assert "Surat peringatan Angkutan, langkah 10.1" in chips(running, "10")
    for node in ("10.1", "10.2", "10.3", "10.4"):
        running.complete(node, "angkutan")
    assert chips(running, "10")["Surat peringatan Angkutan, terkirim"] == "done"
    assert word(running, "9").startswith("Dikembalikan 5 Okt")


def test_the_row_to_come_is_at_risk_once_its_window_has_passed(running: Scene) -> None:
    to_the_units(running)
    for node in ("8", "9", "10"):
        running.complete(node, "angkutan")
    running.now = wib(2026, 10, 5)
    assert word(running, "11") == "Berisiko: jadwal lewat 2 Okt"
    assert word(running, "12") == "Belum"


def test_an_excused_unit_no_longer_counts(running: Scene) -> None:
    to_the_units(running)
    services.excuse_unit(
        run_id=running.run_id, unit="angkutan", reason="Dilebur",
        by=running.person("kasubag"), now=running.now,
    )  # fmt: skip
    assert chips(running, "8")["Angkutan, dibebaskan"] == "idle"
    running.complete("8", "sekretariat")
    assert word(running, "8") == "Sedang: 1 dari 5 unit"


def test_of_many_units_the_worst_are_named_and_the_rest_counted(scene: Scene) -> None:
    more_units(scene, 20)
    scene.start()
    scene.walk("7")
    found = chips(scene, "7")
    assert len(found) == 13
    assert "14 unit lain" in found


def test_a_step_without_a_holder_says_that_nobody_holds_it(scene: Scene) -> None:
    more_units(scene, 1)
    scene.start(units=["bidang-0"])
    scene.walk("7")
    assert lines(scene, "7")["pemegang"] == "Kabid/KPA (belum ada pemegang)"


@pytest.mark.django_db
def test_rows_with_givers_wait_for_them(tmp_path: Path) -> None:
    other = build(tmp_path, "pangkalpinang-dpupr")
    other.start()
    other.walk("3.beri")
    live = row(other, "3").live
    assert live is not None
    assert live.word.startswith("Sedang: 0 dari")
    assert live.chips
    other.complete_all("3.beri")
    assert word(other, "3") == "Siap dikerjakan"


def test_a_finished_a_halted_and_a_cancelled_run_say_so(running: Scene, pages: Pages) -> None:
    by = running.person("kasubag")
    services.suspend_run(run_id=running.run_id, reason="Audit", by=by, now=running.now)
    text = pages.text(by, address(running))
    assert "Dihentikan sementara oleh Kasubag Perencanaan" in text
    assert "Alasan: Audit" in text
    assert word(running, "1") == "Dihentikan sementara"
    services.resume_run(run_id=running.run_id, by=by, now=running.now)
    running.walk()
    assert "Selesai pada 14 September 2026, 08.00 WIB." in pages.text(by, address(running))
    running.start("2026-TW4")
    services.cancel_run(run_id=running.run_id, reason="Salah periode", by=by, now=running.now)
    assert "Dibatalkan oleh Kasubag" in pages.text(by, address(running))


def test_the_calendar_of_the_period_is_said_to_contradict_the_sop(
    running: Scene, pages: Pages
) -> None:
    text = pages.text(running.person("kasubag"), address(running))
    assert "Waktu baku tidak muat dalam jadwal SOP." in text
    assert "Langkah 8, 9, dan 10 meminta 8 hari kerja" in text


def test_each_symbol_and_chip_leads_to_its_step(running: Scene, pages: Pages) -> None:
    to_the_units(running)
    answer = pages.get(running.person("kasi-angkutan"), address(running))
    visit = running.visit("8", "angkutan").number
    found = re.findall(r'href="(/jalan/\d+/langkah/\d+/)"', answer.content.decode())
    assert f"{address(running)}langkah/{visit}/" in found
    assert len(set(found)) > 10
    assert f'href="{address(running)}langkah/{visit}/">Buka langkah 8' in answer.content.decode()


def test_the_workbook_has_the_rows_and_every_unit(running: Scene, pages: Pages) -> None:
    to_the_units(running)
    running.complete("8", "angkutan")
    where = f"{address(running)}?bentuk=xlsx"
    sheet = pages.sheet(running.person("kasubag"), where)
    assert column(sheet, "No.") == [step.key for step in running.sop.steps]
    assert column(sheet, "Keadaan")[7] == "Sedang: 1 dari 6 unit"
    detail = pages.sheet(running.person("kasubag"), where, "Rincian")
    pairs = list(zip(column(detail, "No."), column(detail, "Unit"), strict=True))
    at = pairs.index(("8", "Angkutan"))
    assert column(detail, "Keadaan")[at] == "Selesai"
    assert column(detail, "Selesai")[at] == day(2026, 9, 14, 8)
    assert column(detail, "Tenggat")[at] == day(2026, 9, 18, 16, 30)
    assert column(detail, "Oleh")[at] == "Kasi/PPTK, Bidang Angkutan"


def test_it_costs_the_same_with_more_units_rounds_and_finished_runs(
    scene: Scene, pages: Pages
) -> None:
    scene.start("2026-TW2", ["angkutan", "sekretariat"])
    scene.walk("8")
    few = pages.queries(scene.person("kasubag"), address(scene))
    more_units(scene, 15)
    for year in (2024, 2025):
        scene.start(f"{year}-TW1", ["angkutan"])
        scene.walk()
    scene.start("2026-TW3")
    scene.walk("5")
    for _ in range(4):
        scene.send_back("5", "3")
        scene.complete("3")
        scene.complete("4")
    scene.walk("7")
    assert pages.queries(scene.person("kasubag"), address(scene)) == few
    assert few <= 24


@pytest.mark.parametrize("name", ["jalan", "riwayat/", "atur/"])
def test_signed_out_people_are_sent_to_the_door(running: Scene, pages: Pages, name: str) -> None:
    where = address(running) + name.removeprefix("jalan")
    assert Client().get(where).status_code == 302
