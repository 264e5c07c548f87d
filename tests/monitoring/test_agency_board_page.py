"""The board of one agency: who has handed in, where each run stands, who owes, what was reached."""

from pathlib import Path

import pytest
from tests.monitoring.boards import collecting
from tests.runs.pages import Pages, column
from tests.runs.scene import Scene

from himpun.monitoring.models import RunSummary
from himpun.monitoring.queries.agency_board import Focus, agency_board
from himpun.runs.queries.standings import handed_in

ADDRESS = "/papan/instansi/pesisir-selatan-dishub/"


def focus(scene: Scene) -> Focus:
    found = agency_board(scene.agency, scene.now).focus
    assert found is not None
    return found


@pytest.fixture
def scene(db: None, tmp_path: Path) -> Scene:
    return collecting(tmp_path)


def test_it_says_how_each_unit_stands_with_handing_in(pages: Pages, scene: Scene) -> None:
    found = focus(scene)
    states = {mark.name: mark.state for mark in found.marks}
    assert states == {
        "Bidang Lalu Lintas": "late", "Bidang Angkutan": "done", "Bidang Keselamatan": "back",
        "Bidang Pelayaran": "done", "Bidang Prasarana": "late", "Sekretariat": "done",
    }  # fmt: skip
    assert (found.units, found.handed, found.timely) == (6, 3, 1)
    text = pages.text(scene.person("kasubag"), ADDRESS)
    assert "3 dari 6 unit sudah menyerahkan" in text
    assert "1 dari 3 menyerahkan sebelum tenggat" in text
    assert "3 menyerahkan, 2 terlambat, 1 dikembalikan" in text


def test_it_counts_as_the_board_of_several_agencies_does(scene: Scene) -> None:
    row = RunSummary.objects.get()
    found, ours = handed_in({row.run_id: row.owing})[row.run_id], focus(scene)
    assert (found.handed, found.timely) == (ours.handed, ours.timely)


def test_it_shows_the_working_days_beside_the_due_time(scene: Scene) -> None:
    days = {mark.name: mark.days for mark in focus(scene).marks}
    assert days["Bidang Angkutan"] == -2
    assert days["Bidang Lalu Lintas"] is None
    late = days["Bidang Pelayaran"]
    assert late is not None
    assert late > 20


def test_who_owes_stands_with_the_step_and_the_holder(pages: Pages, scene: Scene) -> None:
    text = pages.text(scene.person("kasubag"), ADDRESS)
    assert "Yang masih ditagih" in text
    assert "Kasi Manajemen Lalu Lintas, Bidang Lalu Lintas" in text
    sheet = pages.sheet(scene.reader(), f"{ADDRESS}?bentuk=xlsx", "Masih ditagih")
    assert len(column(sheet, "Unit")) == 3
    units = pages.sheet(scene.reader(), f"{ADDRESS}?bentuk=xlsx", "Unit")
    assert column(units, "Tepat waktu").count("ya") == 1


def test_each_run_stands_where_it_is_with_a_mark_a_step(pages: Pages, scene: Scene) -> None:
    board = agency_board(scene.agency, scene.now)
    (run,) = board.live
    assert [mark.state for mark in run.marks[:7]] == ["done"] * 7
    assert (run.key, run.state, run.holder) == ("10", "late", "0 dari 6 unit sudah selesai")
    text = pages.text(scene.person("kasubag"), ADDRESS)
    assert "10 Menerima data kinerja dari Kabid/KPA" in text
    assert "8: terlambat" in text


def test_a_run_that_is_over_speaks_when_none_goes_on(pages: Pages, scene: Scene) -> None:
    scene.walk()
    found = focus(scene)
    assert (found.live, found.units, found.handed) == (False, 6, 6)
    text = pages.text(scene.person("kasubag"), ADDRESS)
    assert "6 dari 6 unit sudah menyerahkan" in text
    assert "Selesai 2 November 2026" in text
    assert "Yang masih ditagih" not in text


def test_of_several_runs_one_chooses_of_which_the_head_speaks(pages: Pages, scene: Scene) -> None:
    older = scene.run_id
    scene.start("2026-TW4")
    assert focus(scene).period == "Triwulan IV 2026"
    text = pages.text(scene.person("kasubag"), f"{ADDRESS}?jalan={older}")
    assert "Kabupaten Pesisir Selatan, Triwulan III 2026" in text
    assert pages.get(scene.person("kasubag"), f"{ADDRESS}?jalan=x1").status_code == 200


def test_an_agency_that_has_not_begun_says_what_to_do(pages: Pages, scene: Scene) -> None:
    other = f"/papan/instansi/{scene.other.code}/"
    assert "Belum ada SOP yang berjalan" in pages.text(scene.outsider(), other)


def test_another_agency_does_not_find_it(pages: Pages, scene: Scene) -> None:
    for address in (ADDRESS, f"{ADDRESS}?bentuk=xlsx", f"{ADDRESS}riwayat/"):
        assert pages.get(scene.outsider(), address).status_code == 404
    assert pages.get(scene.reader(), ADDRESS).status_code == 200
    assert pages.get(scene.reader(), "/papan/instansi/tidak-ada/").status_code == 404
