"""The pages of a run's recap, as people read and use them."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from lxml.etree import fromstring
from openpyxl import load_workbook
from tests.performance.scene import Scene
from tests.runs.pages import Pages, column

from himpun.performance.models import Analysis, Recap, Value
from himpun.performance.rules.recap import fingerprint_of
from himpun.performance.services import freeze_recap, write_analysis

FROZEN_QUERIES = 17
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
FORMULA = '=HYPERLINK("http://contoh.go.id")'


def at(scene: Scene, rest: str = "") -> str:
    return f"/kinerja/jalan/{scene.run_id}/rekap/{rest}"


def freeze(scene: Scene, reason: str = "") -> Recap:
    return freeze_recap(
        run_id=scene.run_id, reason=reason, by=scene.person("operator"), now=scene.now
    )


def change(scene: Scene) -> None:
    Value.objects.filter(pk=scene.value(1).pk).update(realisation="70", revision=2)


def test_it_is_live_until_it_is_frozen(pages: Pages, filled: Scene) -> None:
    text = pages.text(filled.kasubag, at(filled))
    assert "Belum dibekukan; keadaan 14 September 2026" in text
    assert "2 dari 5 unit menyatakan lengkap" in text
    assert "66,5 ÷ 70 × 100 = 95,00" in text
    assert "realisasi ÷ target × 100; batas 120" in text
    row = freeze(filled)
    change(filled)
    text = pages.text(filled.kasubag, at(filled))
    assert "Revisi 1, dibekukan 14 September 2026" in text
    assert f"SHA-256 {row.sha256} cocok dengan isi" in text
    assert "66,5 ÷ 70 × 100 = 95,00" in text
    live = pages.text(filled.kasubag, at(filled, "langsung/"))
    assert "70 ÷ 70 × 100 = 100,00" in live
    assert "Data berubah sejak revisi 1" in live


def test_a_frozen_page_reads_the_same_whatever_changes_later(pages: Pages, filled: Scene) -> None:
    freeze(filled)
    before = pages.text(filled.reader(), at(filled, "1/"))
    change(filled)
    filled.value(1).indicator.objective.__class__.objects.update(name="Nama lain")
    filled.agency.name = "Dinas yang Berganti Nama"
    filled.agency.save()
    assert pages.text(filled.reader(), at(filled, "1/")) == before


@pytest.mark.parametrize("rest", ["", "langsung/", "1/", "beda/", "analisis/"])
def test_readers_and_colleagues_see_it_and_others_find_nothing(
    pages: Pages, filled: Scene, rest: str
) -> None:
    freeze(filled)
    for person in (filled.filler, filled.colleague, filled.reader()):
        assert pages.get(person, at(filled, rest)).status_code == 200
    assert pages.get(filled.outsider(), at(filled, rest)).status_code == 404


def test_a_revision_that_is_not_there_is_not_found(pages: Pages, filled: Scene) -> None:
    assert pages.get(filled.kasubag, at(filled, "1/")).status_code == 404
    assert pages.get(filled.kasubag, at(filled, "beda/")).status_code == 404
    freeze(filled)
    for given in ("dari=1&ke=7", "dari=x", "dari=1&ke=-1", "dari=" + "9" * 30):
        assert pages.get(filled.kasubag, at(filled, f"beda/?{given}")).status_code == 404


def test_a_run_without_forms_says_so(pages: Pages, filled: Scene) -> None:
    assert filled.last_run is not None
    filled.run_id = filled.last_run.pk
    Value.objects.filter(form__run=filled.run_id).delete()
    filled.last_run.units.all().delete()
    from himpun.performance.models import Form

    Form.objects.filter(run=filled.run_id).delete()
    for rest in ("", "analisis/"):
        assert "Formulir belum dibuka" in pages.text(filled.kasubag, at(filled, rest))


def test_one_unit_can_be_picked(pages: Pages, filled: Scene) -> None:
    text = pages.text(filled.kasubag, at(filled, "?unit=angkutan"))
    assert "(ANG01)" in text
    assert "(LL01)" not in text


def test_of_very_many_indicators_a_unit_is_picked_first(
    pages: Pages, filled: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("himpun.performance.views.recap.MOST_LINES", 100)
    text = pages.text(filled.kasubag, at(filled))
    assert "memuat 125 indikator. Pilih unitnya" in text
    assert "Program Bidang Angkutan" in text
    assert "(ANG01)" not in text
    assert "(ANG01)" in pages.text(filled.kasubag, at(filled, "?unit=angkutan"))
    assert "(PRA25)" in pages.text(filled.kasubag, at(filled, "?unit=semua"))


def test_the_frozen_body_can_be_taken_away_and_checked(pages: Pages, filled: Scene) -> None:
    row = freeze(filled)
    answer = pages.get(filled.reader(), at(filled, "1/?bentuk=json"))
    assert fingerprint_of(answer.content.decode()) == row.sha256
    assert json.loads(answer.content)["head"]["period"] == "2026-TW3"


def test_a_body_that_was_changed_is_told(pages: Pages, filled: Scene) -> None:
    row = freeze(filled)
    Recap.objects.filter(pk=row.pk).update(body=row.body.replace("66.5", "99.5"))
    assert "tidak cocok dengan SHA-256" in pages.text(filled.kasubag, at(filled, "1/"))


def test_its_queries_do_not_grow(pages: Pages, filled: Scene) -> None:
    live = pages.queries(filled.kasubag, at(filled, "langsung/"))
    freeze(filled)
    change(filled)
    freeze(filled, "Koreksi")
    assert pages.queries(filled.kasubag, at(filled, "langsung/")) <= live
    assert pages.queries(filled.kasubag, at(filled, "2/")) == FROZEN_QUERIES


# ---- freezing


def test_a_steward_freezes_and_a_second_time_only_with_a_reason(
    pages: Pages, filled: Scene
) -> None:
    operator = filled.person("operator")
    assert "Bekukan sebagai revisi 1" in pages.text(operator, at(filled))
    answer = pages.post(operator, at(filled, "bekukan/"))
    assert (answer.status_code, answer["Location"]) == (302, at(filled, "1/"))
    change(filled)
    answer = pages.post(operator, at(filled, "bekukan/"))
    assert answer.status_code == 409
    assert "memerlukan alasan" in answer.content.decode()
    assert pages.post(operator, at(filled, "bekukan/"), alasan="Koreksi").status_code == 302
    assert Recap.objects.count() == 2


def test_who_may_not_freeze_sees_no_button_and_is_refused(pages: Pages, filled: Scene) -> None:
    assert "Bekukan sebagai" not in pages.text(filled.filler, at(filled))
    assert pages.post(filled.filler, at(filled, "bekukan/")).status_code == 409
    assert pages.post(filled.outsider(), at(filled, "bekukan/")).status_code == 404
    assert not Recap.objects.exists()


# ---- what is different


def test_the_difference_of_two_revisions_and_of_the_live_state(pages: Pages, filled: Scene) -> None:
    freeze(filled)
    change(filled)
    freeze(filled, "Koreksi")
    text = pages.text(filled.kasubag, at(filled, "beda/?dari=1&ke=2"))
    assert "LL01 Persentase ruas jalan dengan rambu lengkap (LL01)" in text
    assert "triwulan, realisasi 66,5 70" in text
    assert "Tidak ada perbedaan" in pages.text(filled.kasubag, at(filled, "beda/?dari=2&ke=0"))
    sheet = pages.sheet(filled.kasubag, at(filled, "beda/?dari=1&ke=2&bentuk=xlsx"))
    assert "70" in column(sheet, "Sesudah")


# ---- the analysis


def test_an_analysis_is_written_and_read_back(pages: Pages, filled: Scene) -> None:
    place = at(filled, "analisis/?indikator=LL01")
    assert "Kendala Cuaca" in pages.text(filled.kasubag, place)
    answer = pages.post(filled.kasubag, place, analisis="Rambu tiba lambat.", revisi="0")
    assert answer.status_code == 302
    assert "Rambu tiba lambat." in pages.text(filled.kasubag, at(filled))
    assert "Rambu tiba lambat." in pages.text(filled.kasubag, at(filled, "analisis/"))


def test_a_stale_analysis_shows_both_texts(pages: Pages, filled: Scene) -> None:
    place = at(filled, "analisis/?sasaran=S1")
    write_analysis(
        run_id=filled.run_id, text="Tulisan pertama.", revision=0, objective="S1",
        by=filled.verifier, now=filled.now,
    )  # fmt: skip
    answer = pages.post(filled.kasubag, place, analisis="Tulisan kedua.", revisi="0")
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Tulisan pertama." in page
    assert "Tulisan kedua." in page
    assert 'name="revisi" value="1"' in page
    assert Analysis.objects.get().text == "Tulisan pertama."


@pytest.mark.parametrize("revision", ["", "x", "-1", "²"])
def test_an_unreadable_request_changes_nothing(pages: Pages, filled: Scene, revision: str) -> None:
    place = at(filled, "analisis/?sasaran=S1")
    assert pages.post(filled.kasubag, place, analisis="a", revisi=revision).status_code == 400
    assert not Analysis.objects.exists()


def test_a_reader_may_read_but_not_write_an_analysis(pages: Pages, filled: Scene) -> None:
    place = at(filled, "analisis/?tempat=semua")
    assert "Hanya pelaksana SOP ini" in pages.text(filled.reader(), place)
    answer = pages.post(filled.reader(), place, analisis="a", revisi="0")
    assert answer.status_code == 409
    assert pages.get(filled.kasubag, at(filled, "analisis/?sasaran=X")).status_code == 404


# ---- files


def test_the_workbook_holds_every_sheet_and_no_formula(pages: Pages, filled: Scene) -> None:
    value = filled.value(1)
    Value.objects.filter(pk=value.pk).update(obstacles=FORMULA)
    answer = pages.get(filled.kasubag, at(filled, "?bentuk=xlsx"))
    book = load_workbook(BytesIO(answer.content))
    assert book.sheetnames == [
        "Ringkasan", "Kelengkapan", "Capaian", "Tahun", "Tahun sebelumnya", "Tren", "Analisis",
        "Anggaran", "Skala dan rumus", "Grafik",
    ]  # fmt: skip
    reached = column(book["Capaian"], "Capaian (%)")
    assert reached[0] == 95
    assert len(reached) == 125
    assert FORMULA in column(book["Analisis"], "Kendala")
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


def test_the_document_is_chapter_three_with_its_tables(pages: Pages, filled: Scene) -> None:
    write_analysis(
        run_id=filled.run_id, text="Cuaca\x0b baik.", revision=0, objective="S1",
        by=filled.kasubag, now=filled.now,
    )  # fmt: skip
    answer = pages.get(filled.kasubag, at(filled, "?bentuk=docx"))
    document = Document(BytesIO(answer.content))
    said = [paragraph.text for paragraph in document.paragraphs]
    assert said[0] == "BAB III AKUNTABILITAS KINERJA"
    assert "B. Realisasi Anggaran" in said
    assert "Cuaca baik." in said
    assert "Kendala: Cuaca" in said
    reached = next(table for table in document.tables if table.rows[0].cells[0].text == "No.")
    head = [cell.text for cell in reached.rows[0].cells]
    assert head[:6] == ["No.", "Indikator", "Satuan", "Target", "Realisasi", "Capaian (%)"]
    first = [cell.text for cell in reached.rows[1].cells]
    assert first[3:6] == ["70", "66,5", "95,00"]
    section = document.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert section.page_width > section.page_height


def test_the_document_draws_the_figures_that_the_page_draws(pages: Pages, filled: Scene) -> None:
    answer = pages.get(filled.kasubag, at(filled, "?bentuk=docx"))
    with ZipFile(BytesIO(answer.content)) as file:
        trend, bars = (file.read(f"word/charts/chart{no}.xml") for no in (1, 2))
        body = file.read("word/document.xml").decode()
        relations = file.read("word/_rels/document.xml.rels").decode()
        types = file.read("[Content_Types].xml").decode()
    drawn = fromstring(bars).findtext(f".//{{{CHART}}}val//{{{CHART}}}v")
    # Of 125 indicators the thirty lowest.
    assert drawn == "86.67"
    assert "86,67" in pages.text(filled.kasubag, at(filled))
    assert "Capaian indikator terhadap target triwulan (persen)" in bars.decode()
    assert "Rata-rata capaian per triwulan (persen)" in trend.decode()
    assert body.count("<c:chart ") == relations.count("charts/chart") == 2
    assert types.count("drawingml.chart+xml") == 2
    # The units against their indicators: shades behind what was reached.
    heat = Document(BytesIO(answer.content)).tables[0]
    assert [cell.text for cell in heat.rows[0].cells][:2] == ["Unit", "1"]
    assert 'w:fill="BDD7EE"' in heat.rows[1].cells[1]._tc.xml
    assert heat.rows[1].cells[1].text == "95,00"
