"""A form is filled in on its page: by keyboard, from a spreadsheet, by two, without network."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Dialog, Page, Request, expect
from tests.journeys.conftest import Sheets
from tests.journeys.grid import Grid
from tests.journeys.test_keyboard import SEEN
from tests.performance.scene import Scene
from tests.performance.workbooks import edited

from himpun.performance.models import Comment, Query, Value, ValueChange
from himpun.performance.rules.form_sheet import line_key

Barriers = Callable[[Page], list[str]]


def test_a_form_is_filled_in_with_the_keyboard_alone(scene: Scene, sheets: Sheets) -> None:
    grid = sheets().open()
    for _ in range(40):
        grid.keys("Tab")
        assert grid.page.evaluate(SEEN) == ""
        if grid.at() == "1 realisation":
            break
    grid.page.keyboard.type("66,5")
    grid.keys("Enter")
    assert grid.at() == "2 realisation"
    grid.saved(1)
    expect(grid.told).to_contain_text("Tersimpan: Persentase ruas jalan dengan rambu lengkap")
    grid.page.keyboard.type("9.8l0")
    grid.keys("ArrowDown")
    expect(grid.word(2)).to_contain_text("Tidak tersimpan")
    assert grid.shown_whole()
    expect(grid.cell(2)).to_have_attribute("aria-invalid", "true")
    expect(grid.bar).to_contain_text("1 isian tidak tersimpan")
    assert scene.value(2).revision == 0
    grid.keys("ArrowUp", "Escape")
    expect(grid.cell(2)).to_have_value("")
    expect(grid.bar).not_to_contain_text("tidak tersimpan")
    grid.keys("Shift+Tab")
    assert grid.at() == "1 realisation"
    grid.page.keyboard.type("67")
    grid.keys("Tab")
    expect(grid.cell(1)).to_have_value("67")
    grid.saved(1)
    grid.keys("ArrowUp", "Control+z")
    expect(grid.cell(1)).to_have_value("66,5")
    grid.saved(1)
    changes = ValueChange.objects.filter(value=scene.value(1)).order_by("revision")
    assert [(change.source, change.changes["realisation"][1]) for change in changes] == [
        ("grid", "66.5"), ("grid", "67"), ("undo", "66.5"),
    ]  # fmt: skip


def test_remarks_and_evidence_are_one_key_away(scene: Scene, sheets: Sheets) -> None:
    grid = sheets().open()
    grid.cell(1).focus()
    grid.keys("F2")
    expect(grid.page.get_by_label("Catatan baru")).to_be_focused()
    grid.page.keyboard.type("Menunggu data Agustus.")
    grid.keys("Tab", "Enter")
    expect(grid.page.locator("[data-panel=komentar] li")).to_contain_text("Menunggu data Agustus.")
    assert Comment.objects.get().text == "Menunggu data Agustus."
    grid.keys("Escape")
    assert grid.at() == "1 realisation"
    expect(grid.page.locator("#data-grid .cell.note-c")).to_have_count(1)
    grid.keys("Alt+u")
    expect(grid.page.get_by_label("Berkas bukti")).to_be_focused()
    grid.keys("Escape", "Control+Enter")
    expect(grid.page.locator("[data-grid=details]")).to_be_focused()
    expect(grid.page.locator("[data-grid=details]")).to_contain_text("Definisi operasional LL01.")


def test_a_remark_is_sent_after_signing_in_again_in_another_tab(
    scene: Scene, sheets: Sheets
) -> None:
    grid = sheets().open()
    context, name = grid.official.context, settings.SESSION_COOKIE_NAME
    (session,) = (each["value"] for each in context.cookies() if each["name"] == name)
    grid.cell(1).focus()
    grid.keys("F2")
    expect(grid.page.get_by_label("Catatan baru")).to_be_focused()
    grid.page.keyboard.type("Menunggu data Agustus.")
    context.clear_cookies()
    grid.keys("Tab", "Enter")
    expect(grid.page.locator("[data-panel=komentar] [role=alert]")).to_contain_text("masuk lagi")
    expect(grid.page.get_by_label("Catatan baru")).to_have_value("Menunggu data Agustus.")
    context.add_cookies([{"name": name, "value": session, "url": grid.official.address}])
    grid.page.locator("[data-panel=komentar] button").click()
    expect(grid.page.locator("[data-panel=komentar] li")).to_contain_text("Menunggu data Agustus.")
    assert Comment.objects.get().text == "Menunggu data Agustus."
    # Refused without a session, and once with the token of the one before.
    assert [said.rpartition(": ")[2] for said in grid.official.complaints] == ["403", "403"]
    grid.official.complaints.clear()


def block(rows: int) -> str:
    """Cells as LibreOffice puts them on the clipboard; one of them has lines and quotes."""
    lines = [f"{no},5\tKendala {no}\tSolusi {no}\tTindak lanjut {no}" for no in range(1, rows + 1)]
    lines[0] = '1,5\t"Alat rusak\n""12 hari"" pada Agustus"\tSolusi 1\tTindak lanjut 1'
    return "\n".join(lines) + "\n"


def test_a_block_of_25_by_4_is_pasted_from_a_spreadsheet(scene: Scene, sheets: Sheets) -> None:
    grid = sheets().open()
    sent: list[Any] = []

    def asked(request: Request) -> None:
        if request.method == "POST":
            sent.append(json.loads(request.post_data or ""))

    grid.page.on("request", asked)
    grid.cell(1).focus()
    grid.paste(block(25))
    dialog = grid.page.get_by_role("dialog", name="Tempel dari Excel")
    expect(dialog).to_contain_text("isian pada 24 indikator akan disimpan")
    dialog.get_by_role("button", name="Tempel dan simpan").press("Enter")
    result = grid.page.locator("[data-grid=pasted]")
    expect(result).to_contain_text("Tempelan:")
    # What cannot take a figure is told by name: wrong ones, a yearly one, a computed one.
    for named in ("7. Opini", "8. Hasil telaah", "10. Persentase rambu berfungsi"):
        expect(result).to_contain_text(named)
    expect(result).to_contain_text("24 indikator tersimpan")
    # All at once; then what stood beside the wrong figure.
    assert [len(body["changes"]) for body in sent] == [24, 1]
    values = {value.indicator.code[-2:]: value for value in scene.values()}
    assert values["01"].obstacles == 'Alat rusak\n"12 hari" pada Agustus'
    assert values["25"].realisation == "25.5"
    assert values["25"].follow_up == "Tindak lanjut 25"
    assert values["10"].obstacles == "Kendala 10"
    assert values["07"].revision == 0
    assert set(ValueChange.objects.values_list("source", flat=True)) == {"paste"}


def test_a_pasted_block_is_taken_back_as_a_whole(scene: Scene, sheets: Sheets) -> None:
    grid = sheets().open()
    grid.cell(1).focus()
    grid.paste("66,5\nsalah\n7,4")
    result = grid.page.locator("[data-grid=pasted]")
    expect(result).to_contain_text("2 indikator tersimpan, 1 isian tidak tersimpan")
    result.get_by_role("button", name="Batalkan tempelan").click()
    for no in (1, 2, 3):
        expect(grid.cell(no)).to_have_value("")
        expect(grid.word(no)).to_contain_text("Belum diisi")
    assert [scene.value(no).realisation for no in (1, 2, 3)] == ["", "", ""]
    assert scene.value(1).changes.latest("revision").source == "undo"


def test_a_workbook_goes_down_and_up(scene: Scene, sheets: Sheets, tmp_path: Path) -> None:
    grid = sheets().open()
    grid.fill(1, "60")
    grid.saved(1)
    grid.page.get_by_role("link", name="Isi lewat Excel").click()
    with grid.page.expect_download() as coming:
        grid.page.get_by_role("link", name="Unduh lembar isian").click()
    one, two = (line_key(scene.value(no).pk) for no in (1, 2))
    cells = {(one, "realisation"): 66.5, (two, "obstacles"): "Alat uji rusak."}
    filled = tmp_path / "diisi.xlsx"
    filled.write_bytes(edited(coming.value.path().read_bytes(), cells))
    grid.page.get_by_label("Lembar isian yang sudah diisi").set_input_files(filled)
    grid.page.get_by_role("button", name="Unggah dan bandingkan").click()
    expect(grid.page.get_by_text("2 isian akan berubah")).to_be_visible()
    assert scene.value(1).realisation == "60"
    grid.page.get_by_role("button", name="Simpan", exact=True).click()
    grid.page.wait_for_load_state()
    grid.open()
    expect(grid.cell(1)).to_have_value("66,5")
    assert scene.value(2).obstacles == "Alat uji rusak."


def test_of_two_values_typed_at_once_the_person_chooses(scene: Scene, sheets: Sheets) -> None:
    mine, theirs = sheets().open(), sheets(scene.colleague).open()
    theirs.fill(1, "70")
    theirs.saved(1)
    mine.fill(1, "65")
    dialog = mine.page.get_by_role("dialog", name="Nilai ini sudah diubah orang lain")
    expect(dialog).to_contain_text(scene.colleague.name)
    expect(dialog.locator("[data-part=their-text]")).to_have_text("70")
    expect(dialog.locator("[data-part=my-text]")).to_have_text("65")
    assert scene.value(1).realisation == "70"
    dialog.get_by_role("button", name="Simpan yang saya ketik").click()
    mine.saved(1)
    assert scene.value(1).realisation == "65"
    theirs.fill(1, "71")
    dialog = theirs.page.get_by_role("dialog", name="Nilai ini sudah diubah orang lain")
    dialog.get_by_role("button", name="Pakai yang tersimpan").click()
    expect(theirs.cell(1)).to_have_value("65")
    assert scene.value(1).realisation == "65"


def test_what_a_colleague_typed_beside_it_is_no_clash(scene: Scene, sheets: Sheets) -> None:
    mine, theirs = sheets().open(), sheets(scene.colleague).open()
    theirs.page.get_by_role("button", name="Kendala dan solusi").click()
    theirs.fill(1, "Hujan", "obstacles")
    expect(theirs.cell(1, "obstacles").locator("..")).to_have_class(re.compile("ok"))
    mine.fill(1, "66")
    mine.saved(1)
    value = scene.value(1)
    assert (value.realisation, value.obstacles) == ("66", "Hujan")


def test_nothing_is_lost_without_network(scene: Scene, sheets: Sheets) -> None:
    grid = sheets().open()
    network = grid.official.context
    network.set_offline(True)
    grid.fill(1, "61")
    grid.fill(2, "290")
    expect(grid.word(1)).to_contain_text("Menunggu jaringan")
    expect(grid.page.get_by_role("alert")).to_contain_text("Jaringan terputus")
    expect(grid.bar).to_contain_text("2 menunggu jaringan")
    assert scene.value(1).revision == 0
    network.set_offline(False)
    grid.saved(1)
    grid.saved(2)
    assert [scene.value(no).realisation for no in (1, 2)] == ["61", "290"]
    expect(grid.page.get_by_role("alert")).to_have_count(0)


def test_who_signs_in_again_in_another_tab_has_what_they_typed_saved(
    scene: Scene, sheets: Sheets
) -> None:
    grid = sheets().open()
    context = grid.official.context
    name = settings.SESSION_COOKIE_NAME
    (session,) = (each["value"] for each in context.cookies() if each["name"] == name)
    context.clear_cookies()
    grid.fill(1, "61")
    expect(grid.page.get_by_role("alert")).to_contain_text("masuk lagi di tab lain")
    assert scene.value(1).revision == 0
    # Signing in gives the browser another token against forged requests.
    context.add_cookies([{"name": name, "value": session, "url": grid.official.address}])
    grid.page.evaluate("window.dispatchEvent(new Event('focus'))")
    grid.saved(1)
    assert scene.value(1).realisation == "61"


def test_what_was_not_saved_is_offered_again_later(scene: Scene, sheets: Sheets) -> None:
    grid = sheets().open()
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    grid.page.on("dialog", leave)
    grid.page.route("**/nilai/", lambda route: route.abort("internetdisconnected"))
    grid.fill(4, "17")
    expect(grid.word(4)).to_contain_text("Menunggu jaringan")
    grid.page.close(run_before_unload=True)
    again = Grid(grid.official, scene)
    again.official.page = grid.official.context.new_page()
    again.open()
    assert asked == ["beforeunload"]
    kept = again.page.locator("[data-grid=kept]")
    expect(kept).to_contain_text("1 isian yang Anda ketik")
    kept.get_by_role("button", name="Simpan sekarang").click()
    again.saved(4)
    assert scene.value(4).realisation == "17"


def test_declaring_complete_waits_until_everything_is_saved(scene: Scene, sheets: Sheets) -> None:
    grid = sheets().open()
    grid.fill(1, "enam")
    expect(grid.word(1)).to_contain_text("Tidak tersimpan")
    grid.page.get_by_role("button", name="Nyatakan lengkap").click()
    assert grid.at() == "1 realisation"
    grid.keys("Escape")
    grid.page.get_by_role("link", name="Periksa").click()
    expect(grid.page.get_by_role("alert")).to_contain_text("belum dapat dinyatakan lengkap")
    expect(grid.page.locator("#data-grid .cell.must").first).to_be_visible()


def test_rows_are_found_by_words_and_by_how_they_stand(scene: Scene, sheets: Sheets) -> None:
    grid = sheets().open()
    grid.fill(3, "7,5")
    grid.saved(3)
    grid.page.get_by_label("Saring indikator").fill("kecelakaan")
    expect(grid.page.locator("[data-grid=found]")).to_have_text("1 dari 25 indikator")
    expect(grid.cell(3)).to_have_value("7,5")
    grid.page.get_by_label("Saring menurut keadaan").select_option("empty")
    expect(grid.page.locator("#data-grid")).to_contain_text("Tidak ada baris yang cocok")


def test_a_marked_column_is_copied_as_a_spreadsheet_reads_it(scene: Scene, sheets: Sheets) -> None:
    Value.objects.filter(pk=scene.value(1).pk).update(realisation="66.5", revision=1)
    grid = sheets().open()
    grid.cell(1).focus()
    grid.keys("Shift+ArrowDown", "Shift+ArrowDown")
    copied = grid.page.evaluate(
        """() => {
          const clipboardData = new DataTransfer();
          const how = { clipboardData, bubbles: true, cancelable: true };
          const copy = new ClipboardEvent("copy", how);
          document.activeElement.dispatchEvent(copy);
          return clipboardData.getData("text/plain");
        }"""
    )
    assert copied == "66,5\r\n\r\n"
    expect(grid.told).to_have_text("3 isian disalin.")


@pytest.mark.once
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_grid_keeps_nobody_out(
    scene: Scene, sheets: Sheets, barriers: Barriers, colours: Any
) -> None:
    grid = sheets(color_scheme=colours).open()
    assert barriers(grid.page) == []
    grid.cell(1).focus()
    grid.paste("66,5\nabc\n7,4\n1\n0,5")
    grid.saved(1)
    grid.page.get_by_text("Keterangan dan pintasan").click()
    assert barriers(grid.page) == []
    grid.page.get_by_text("Keterangan dan pintasan").click()
    grid.page.get_by_role("button", name="Tindak lanjut").click()
    grid.cell(2).focus()
    grid.keys("F2")
    expect(grid.page.get_by_label("Catatan baru")).to_be_focused()
    assert barriers(grid.page) == []
    grid.page.get_by_role("button", name="Tempel dari Excel").click()
    grid.page.get_by_label("Isi yang disalin").fill("1\t2\n3\t4")
    assert barriers(grid.page) == []


def test_a_question_is_asked_and_answered_beside_the_grid(scene: Scene, sheets: Sheets) -> None:
    theirs, mine = sheets(scene.verifier).open(), sheets().open()
    theirs.cell(1).click()
    side = theirs.page.locator("[data-grid=details]")
    side.get_by_text("Tanya jawab (0)").click()
    side.get_by_label("Pertanyaan baru").fill("Dari laporan mana angka ini?")
    side.get_by_role("button", name="Ajukan pertanyaan").click()
    expect(side.get_by_text("Menunggu jawaban")).to_be_visible()
    mine.open()
    mine.bar.get_by_role("button", name="1 pertanyaan terbuka").click()
    side = mine.page.locator("[data-grid=details]")
    expect(side.get_by_text("Dari laporan mana angka ini?")).to_be_visible()
    side.get_by_label("Jawaban").fill("Laporan bidang, September.")
    side.get_by_role("button", name="Jawab", exact=True).click()
    expect(side.get_by_text("Terjawab")).to_be_visible()
    assert Query.objects.get().state == "answered"


def test_who_may_not_fill_it_in_reads_it(scene: Scene, sheets: Sheets) -> None:
    grid = sheets(scene.neighbour).open()
    expect(grid.cell(1)).not_to_be_editable()
    grid.cell(1).focus()
    grid.page.keyboard.type("5")
    grid.keys("Enter")
    expect(grid.cell(1)).to_have_value("")
    assert scene.value(1).revision == 0


def test_the_form_of_another_agency_is_not_there(scene: Scene, sheets: Sheets) -> None:
    grid = sheets(scene.outsider())
    answer = grid.page.goto(f"{grid.official.address}{grid.address()}")
    assert answer is not None
    assert answer.status == 404
