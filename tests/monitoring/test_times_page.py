"""The page Waktu: what an official reads there, who may, and that it stays quick."""

import pytest
from tests.monitoring.pages import Pages, quarters
from tests.runs.pages import column
from tests.runs.scene import Scene

ADDRESS = "/papan/waktu/pesisir-selatan-dishub/"


@pytest.fixture
def worked(scene: Scene, pages: Pages) -> Scene:
    quarters(scene)
    return scene


def test_it_says_where_it_sticks_and_what_kept_the_standard_time(
    worked: Scene, pages: Pages
) -> None:
    said = pages.text(worked.person("kasubag"), ADDRESS)
    assert "Leher botol Langkah 2 , 1 hari 7 jam 20 menit hilang" in said
    assert "Leher botol" in said
    assert "Pada 2 dari" in said
    assert "mulainya dicatat" in said
    assert "Waktu Pengumpulan Data Kinerja, Dinas Perhubungan" in said  # what the paper begins with


def test_a_period_and_a_unit_narrow_it(worked: Scene, pages: Pages) -> None:
    said = pages.text(worked.person("kasubag"), f"{ADDRESS}?dari=2026-TW3")
    assert "Tidak ada waktu yang hilang" not in said
    assert "Langkah 1 , 5 menit" in said
    nothing = pages.text(worked.person("kasubag"), f"{ADDRESS}?dari=2027-TW1")
    assert "Belum ada langkah yang selesai pada pilihan ini" in nothing


def test_the_workbook_has_every_step_and_every_piece_of_work(worked: Scene, pages: Pages) -> None:
    steps = pages.sheet(worked.person("kasubag"), f"{ADDRESS}?bentuk=xlsx", "Langkah")
    assert column(steps, "Leher botol")[1] == "Ya"
    assert column(steps, "Banyaknya")[:3] == [2, 2, 2]
    detail = pages.sheet(worked.person("kasubag"), f"{ADDRESS}?bentuk=xlsx", "Rincian")
    assert column(detail, "Langkah").count("2") == 2


def test_who_sees_the_agency_sees_its_times_and_nobody_else(worked: Scene, pages: Pages) -> None:
    assert pages.get(worked.person("sekretaris"), ADDRESS).status_code == 200
    assert pages.get(worked.reader(), ADDRESS).status_code == 200
    assert pages.get(worked.outsider(), ADDRESS).status_code == 404


def test_an_agency_without_finished_steps_says_so(scene: Scene, pages: Pages) -> None:
    assert "Belum ada waktu yang dihitung" in pages.text(scene.person("kasubag"), ADDRESS)


def test_nonsense_in_the_address_changes_nothing(worked: Scene, pages: Pages) -> None:
    said = pages.text(worked.person("kasubag"), f"{ADDRESS}?sop=tidak-ada&unit=%00&dari=x")
    assert "Waktu" in said


def test_it_asks_the_same_however_many_runs_there_were(worked: Scene, pages: Pages) -> None:
    few = pages.queries(worked.person("kasubag"), ADDRESS)
    worked.start("2026-TW4")
    worked.walk("3")
    assert pages.queries(worked.person("kasubag"), ADDRESS) == few <= 30
