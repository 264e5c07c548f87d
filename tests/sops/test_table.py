"""The table as a page shows it: the plain values, and the HTML that is made of them."""

import re
from functools import cache
from typing import cast

import pytest
from django.template.loader import render_to_string
from lxml import html
from tests.sops.samples import sop, step
from tests.sops.scenes import PAPERS, balangan, begun, chips, on_paper, paper, pesisir, running

from himpun.sops.rules.drawing import CellState
from himpun.sops.rules.rows import table_of
from himpun.sops.rules.table import LiveView, TableView

PEOPLE = {"kepala": "Kepala Dinas", "sekretaris": "Sekretaris", "staf": "Staf"}
NAMES = pytest.mark.parametrize("name", PAPERS)


def written(table: TableView) -> str:
    return render_to_string("sops/_table.html", {"table": table})


@cache
def tree(name: str) -> html.HtmlElement:
    scene = {"pesisir": pesisir, "balangan": balangan}[name]
    return html.fromstring(f"<div>{written(scene())}</div>")


def all_of(page: html.HtmlElement, path: str) -> list[html.HtmlElement]:
    return cast(list[html.HtmlElement], page.xpath(path))


# The values ---------------------------------------------------------------------------------------


@NAMES
def test_every_row_of_the_paper_stands_in_the_table_word_for_word(name: str) -> None:
    rows = [row for row in on_paper(name).rows if row.no]
    assert [row.activity for row in rows] == [step.activity for step in paper(name).steps]


def test_a_symbol_is_named_by_its_row_its_performer_and_its_state() -> None:
    cells = pesisir().rows[7].cells
    names = [cell.symbol.label for cell in cells if cell.symbol]
    assert names == ["Langkah 8, Kasi/PPTK: Terlambat", "Langkah 8, Sekretariat/Kasubbag: Selesai"]


def test_without_a_run_a_symbol_is_named_by_its_shape() -> None:
    symbols = [cell.symbol for cell in on_paper("balangan-dpuprperkim").rows[1].cells]
    labels = [symbol.label for symbol in symbols if symbol]
    assert labels == ["Langkah 2, Kasubag Perencanaan dan Pelaporan: keputusan"]


def test_who_receives_gives_or_attends_is_named_with_it() -> None:
    found = {
        part: any(
            cell.symbol is not None and part in cell.symbol.label
            for row in on_paper(name).rows
            for cell in row.cells
        )
        for name, part in (
            ("balangan-dpuprperkim", ", menerima:"),
            ("pangkalpinang-dpupr", ", memberi data:"),
            ("sumbar-bmcktr", ", hadir:"),
        )
    }
    assert all(found.values()), found


@pytest.mark.parametrize(
    ("name", "key", "told"),
    [
        ("balangan-dpuprperkim", "2", "ya: ke langkah 3; tidak: kembali ke langkah 1"),
        ("sumbar-bmcktr", "9", "setuju: ke langkah 10; tidak: kembali ke langkah 6"),
        ("pesisir-selatan-dishub", "10", "ya: ke langkah 11; belum: kembali ke langkah 9"),
        ("pesisir-selatan-dishub", "3", ""),
    ],
)
def test_the_ways_of_a_decision_are_told_in_words_too(name: str, key: str, told: str) -> None:
    assert next(row.flow for row in on_paper(name).rows if row.key == key) == told


def test_a_way_that_jumps_over_rows_is_told_in_words() -> None:
    rows = [
        step("1", "kepala", exits={"ya": "3", "tidak": None}),
        step("2", "staf"),
        step("3", "staf"),
    ]
    flows = {row.key: row.flow for row in table_of(sop(PEOPLE, rows)).rows if row.key}
    assert flows == {"1": "ya: ke langkah 3; tidak: selesai", "2": "", "3": ""}


def test_things_with_commas_of_their_own_are_parted_by_semicolons() -> None:
    row = step("1", "kepala", requires=("Surat, nota", "ATK"), output=("A", "B"))
    (view,) = table_of(sop(PEOPLE, [row])).rows
    assert (view.requires, view.output) == ("Surat, nota; ATK", "A, B")


def test_a_paper_without_remarks_has_no_column_for_them() -> None:
    assert not on_paper("pematangsiantar-dpmptsp").head.notes
    assert on_paper("pesisir-selatan-dishub").head.notes


def test_the_identity_block_names_offices_and_leaves_gaps_open() -> None:
    facts = dict(on_paper("balangan-dpuprperkim").identity.facts)
    assert facts["Nomor SOP"] == ""
    assert facts["Tanggal pengesahan"] == "26 Juli 2023"


# The page -----------------------------------------------------------------------------------------


@NAMES
@pytest.mark.parametrize("run", [True, False])
def test_the_page_holds_no_style_and_no_script_of_its_own(name: str, *, run: bool) -> None:
    text = written(begun(name, 3) if run else on_paper(name))
    assert not re.search(r"<style|<script|\sstyle=|\son[a-z]+=|javascript:", text)


@NAMES
def test_every_row_has_as_many_cells_as_the_head_has_columns(name: str) -> None:
    for table in (on_paper(name), begun(name, 3)):
        page = html.fromstring(f"<div>{written(table)}</div>")
        for row in all_of(page, '//table[starts-with(@class,"sop")]/tbody/tr'):
            wide = sum(int(cell.get("colspan", "1")) for cell in all_of(row, "td|th"))
            assert wide == table.columns


def test_a_symbol_leads_to_its_step_under_its_name() -> None:
    (link,) = all_of(tree("pesisir"), '//a[@aria-label="Langkah 8, Kasi/PPTK: Terlambat"]')
    assert link.get("href") == "/langkah/8/"


def test_the_current_row_and_finished_rows_are_marked() -> None:
    rows = all_of(tree("pesisir"), '//tbody/tr[not(contains(@class,"link"))]')
    of_table = [row for row in rows if all_of(row, './/td[@class="no"]')]
    assert [i for i, row in enumerate(of_table, 1) if "cur" in row.get("class").split()] == [10]
    assert [i for i, row in enumerate(of_table, 1) if "fin" in row.get("class").split()] == [
        1, 2, 3, 4, 5, 6, 7,
    ]  # fmt: skip


def test_a_unit_stands_in_its_row_with_its_state_in_words() -> None:
    texts = [
        chip.text_content() for chip in all_of(tree("pesisir"), '//*[contains(@class,"chip ")]')
    ]
    assert "Keselamatan: Terlambat" in texts
    assert "Pelayaran: Dikembalikan" in texts
    (leading,) = all_of(tree("pesisir"), '//a[contains(@class,"chip")]')
    assert leading.get("href") == "/unit/6/"


def test_without_a_run_there_is_no_column_for_it() -> None:
    assert 'class="live"' not in written(on_paper("balangan-dpuprperkim"))


def test_text_from_a_definition_is_escaped() -> None:
    row = step("1", "kepala", "Menyusun <b>surat</b> & nota")
    text = written(table_of(sop({"kepala": "<i>Kepala</i>"}, [row])))
    assert "&lt;b&gt;surat&lt;/b&gt; &amp; nota" in text
    assert "<i>Kepala" not in text


def test_questions_of_the_reading_can_be_opened() -> None:
    (summary, *_) = all_of(tree("balangan"), '//details[@class="ask"]/summary')
    assert summary.text_content() == "Perlu ditegaskan"


def test_a_printed_break_has_the_same_letter_on_both_pages() -> None:
    text = written(pesisir())
    page = html.fromstring(f"<div>{text}</div>")
    closing = all_of(page, '//tr[contains(@class,"brk")]')
    opening = all_of(page, '//tr[contains(@class,"link") and not(contains(@class,"brk"))]')
    assert closing
    letters = [[t.text for t in row.iter("text")] for row in closing]
    assert letters == [[t.text for t in row.iter("text")] for row in opening]


def test_numbers_in_the_drawing_are_never_written_with_a_comma() -> None:
    found = re.findall(r'(?:x1|y1|x2|y2|x|y|d)="([^"]*)"', written(pesisir()))
    assert found
    assert not [value for value in found if "," in value]


def test_a_row_that_has_nothing_to_tell_has_an_empty_life() -> None:
    table = running("balangan-dpuprperkim", {"1": CellState("done")}, current=[])
    assert table.rows[-1].live is None
    page = html.fromstring(f"<div>{written(table)}</div>")
    (last,) = all_of(page, '//tbody/tr[not(contains(@class,"link"))][last()]/td[@class="live"]')
    assert (last.text_content(), len(last)) == ("", 0)


def test_units_without_an_address_are_plain_text() -> None:
    live = {"1": LiveView("now", "Sedang", (), chips(angkutan="late"))}
    text = written(running("balangan-dpuprperkim", {}, current=["1"], live=live))
    assert '<span class="chip late">' in text
