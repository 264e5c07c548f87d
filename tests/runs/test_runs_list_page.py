"""The list of running SOPs."""

import pytest
from tests.runs.pages import Pages, column
from tests.runs.scene import Scene, wib

LIST = "/jalan/"


def test_it_says_where_each_run_stands_and_what_is_due(running: Scene, pages: Pages) -> None:
    running.complete("1")
    running.now = wib(2026, 9, 15)
    text = pages.text(running.person("kadis"), LIST)
    assert "Berjalan (1)" in text
    assert "Pengumpulan Data Kinerja, Triwulan III 2026" in text
    assert "Langkah 2 dari 14" in text
    assert "Terlambat 1 dari 1 langkah terbuka" in text
    assert "Terlewat 1 hari kerja" in text


def test_those_of_other_agencies_see_none_and_readers_all(running: Scene, pages: Pages) -> None:
    assert "Belum ada SOP yang berjalan" in pages.text(running.outsider(), LIST)
    assert "Berjalan (1)" in pages.text(running.reader(), LIST)


def test_ended_runs_stand_apart(running: Scene, pages: Pages) -> None:
    running.walk()
    text = pages.text(running.person("kadis"), f"{LIST}?tab=selesai")
    assert "Berjalan (0) Selesai (1)" in text
    assert "14 September 2026, 08.00 WIB" in text


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("triwulan iii", True),
        ("2026", True),
        ("perhubungan pesisir", True),
        ("data kinerja", True),
        ("triwulan ii", False),
        ("2025", False),
        ("puskesmas", False),
        ("%_", False),
    ],
)
def test_every_word_that_is_searched_for_must_be_found(
    running: Scene, pages: Pages, search: str, *, found: bool
) -> None:
    text = pages.text(running.person("kadis"), f"{LIST}?cari={search.replace('%', '%25')}")
    assert ("Berjalan (1)" in text) is found
    assert ("Tidak ada yang cocok" in text) is not found


def test_the_workbook_has_a_row_for_each_run(running: Scene, pages: Pages) -> None:
    sheet = pages.sheet(running.person("kadis"), f"{LIST}?bentuk=xlsx")
    assert column(sheet, "Periode") == ["Triwulan III 2026"]
    assert column(sheet, "Langkah terbuka") == [1]
    assert column(sheet, "Terlambat") == [0]


def test_it_costs_the_same_for_one_run_and_for_many(running: Scene, pages: Pages) -> None:
    few = pages.queries(running.reader(), LIST)
    for year in (2023, 2024, 2025):
        for quarter in (1, 2, 3, 4):
            running.start(f"{year}-TW{quarter}", ["angkutan"])
    assert pages.queries(running.reader(), LIST) == few
    text = pages.text(running.reader(), LIST)
    assert "Berjalan (13)" in text


def test_long_lists_have_pages_that_keep_the_search(
    running: Scene, pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("himpun.runs.views.runs.PAGE", 2)
    for quarter in (1, 2):
        running.start(f"2026-TW{quarter}", ["angkutan"])
    answer = pages.get(running.reader(), f"{LIST}?cari=kinerja")
    assert "cari=kinerja&amp;halaman=2" in answer.content.decode()
    text = pages.text(running.reader(), f"{LIST}?cari=kinerja&halaman=2")
    assert "Halaman 2 dari 2" in text
