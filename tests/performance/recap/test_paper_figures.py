"""What performance data hand in for the papers of a run."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.performance.saving import save
from tests.performance.scene import OWN, Scene
from tests.runs.scene import person

from himpun.letters.queries.figures import Figures, Wanted
from himpun.letters.rules.document import Table, words
from himpun.performance.queries.paper_figures import paper_figures


def asked(scene: Scene, kind: str, unit: str = "") -> Figures:
    by = person("pessel.operator")
    return paper_figures(Wanted(kind, scene.run.pk, unit, by, scene.now))


def cells(figures: Figures, name: str) -> list[list[str]]:
    (table,) = figures.blocks[name]
    assert isinstance(table, Table)
    return [[words(cell) for cell in row] for row in table.rows]


def test_a_form_to_be_filled_in_names_the_indicators_asked_this_quarter(scene: Scene) -> None:
    rows = cells(asked(scene, "formulir-data-kinerja"), "tabel_formulir")
    names = " ".join(row[1] for row in rows)
    assert "Jumlah kendaraan diuji" in names
    assert "Opini atas laporan keuangan" not in names  # asked in the fourth quarter only
    assert all(row[3] == "" for row in rows)


def test_a_unit_s_own_form_has_its_own_indicators(scene: Scene) -> None:
    every = cells(asked(scene, "kertas-kerja"), "tabel_formulir")
    own = cells(asked(scene, "kertas-kerja", OWN), "tabel_formulir")
    assert 0 < len(own) < len(every)


def test_a_unit_s_own_form_shows_what_was_filled_in(scene: Scene) -> None:
    save(scene, (1, {"realisation": "66,5", "obstacles": "Hujan"}))
    rows = cells(asked(scene, "formulir-data-kinerja", OWN), "tabel_formulir")
    own = next(row for row in rows if row[0] == scene.value(1).indicator.code)
    assert own[3:5] == ["66,5", "Hujan"]
    others = cells(asked(scene, "formulir-data-kinerja"), "tabel_formulir")
    assert all(row[3] == "" for row in others)


def test_a_recap_has_a_row_for_each_indicator_and_the_data_inside(scene: Scene) -> None:
    figures = asked(scene, "rekapitulasi-data-kinerja")
    assert len(cells(figures, "tabel_rekapitulasi")) > 100
    assert [file.name for file in figures.embedded] == ["rekapitulasi.json", "indikator.csv"]
    assert figures.texts["versi"].startswith("belum dibekukan, sidik ")
    assert "unit menyatakan lengkap" in figures.texts["kelengkapan"]


def test_a_warning_names_what_the_unit_still_owes(scene: Scene) -> None:
    figures = asked(scene, "surat-peringatan", OWN)
    rows = cells(figures, "tabel_belum")
    assert rows
    assert {row[2] for row in rows} == {"Belum diisi"}
    assert not figures.embedded


def test_other_kinds_ask_nothing_of_the_data(scene: Scene) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert asked(scene, "keputusan").blocks == {}
    assert not [q for q in queries.captured_queries if "performance_" in q["sql"]]
