"""The grid's library works under the product's content security policy, by mouse and keyboard."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.browser import complaints_of, served

if TYPE_CHECKING:
    from playwright.sync_api import Page

LOAD = """() => new Promise((built) => {
  const named = { elementAttributes: { "aria-label": "Realisasi" } };
  const grid = new Tabulator("#lembar", {
    data: [
      { id: 1, group: "Sasaran 1", name: "Panjang jalan <b>mantap</b>", target: "80,5", real: "" },
      { id: 2, group: "Sasaran 1", name: "Rasio konektivitas", target: "0,5", real: "0,45" },
      { id: 3, group: "Sasaran <i>2</i>", name: "Nilai SAKIP", target: "1.234,5", real: "" },
    ],
    rowHeader: { headerSort: false, title: "Indikator", field: "name", frozen: true, width: 260 },
    columnDefaults: { headerSort: false, titleFormatter: "plaintext" },
    columns: [
      { title: "Target <i>PK</i>", field: "target", hozAlign: "right" },
      { title: "Realisasi", field: "real", hozAlign: "right",
        editor: "input", editorParams: named },
    ],
    groupBy: "group",
    height: 300,
    history: true,
    selectableRange: 1,
    selectableRangeColumns: true,
    selectableRangeRows: true,
    editTriggerEvent: "dblclick",
    clipboard: true,
    clipboardCopyRowRange: "range",
    clipboardPasteParser: "range",
    clipboardPasteAction: "range",
  });
  window.grid = grid;
  grid.on("tableBuilt", () => built());
})"""
REAL = '.tabulator-cell[tabulator-field="real"]'
VALUES = "() => grid.getData().map((row) => row.real)"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served("tests.project.browser_urls") as address:
        yield address


@pytest.fixture
def said(page: "Page", address: str, bundled: Callable[[str], Path]) -> list[str]:
    """Opens the page, lays the grid out in it, and keeps what the browser complains about."""
    bundled("built/grid.js")
    said = complaints_of(page)
    page.goto(f"{address}/lihat/grid/")
    page.evaluate(LOAD)
    return said


def test_a_cell_is_edited_and_nothing_is_refused(page: "Page", said: list[str]) -> None:
    page.locator(REAL).first.dblclick()
    page.keyboard.type("79,25")
    page.keyboard.press("Enter")
    assert page.evaluate(VALUES) == ["79,25", "0,45", ""]
    page.keyboard.press("Control+z")
    assert page.evaluate(VALUES) == ["", "0,45", ""]
    assert not said


def test_a_column_is_pasted_from_a_sheet(page: "Page", said: list[str]) -> None:
    page.locator(REAL).first.click()
    page.evaluate("""() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", "1,5\\n2,5");
      const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true });
      document.querySelector("#lembar").dispatchEvent(paste);
    }""")
    assert page.evaluate(VALUES) == ["1,5", "2,5", ""]
    assert not said


def test_what_people_wrote_is_shown_as_text(page: "Page", said: list[str]) -> None:
    cell = page.locator('.tabulator-cell[tabulator-field="name"]').first
    assert cell.inner_text() == "Panjang jalan <b>mantap</b>"
    assert page.locator(".tabulator-group").last.inner_text() == "Sasaran <i>2</i>"
    assert page.locator(".tabulator-col-title").nth(1).inner_text() == "Target <i>PK</i>"
    assert not said


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_nothing_keeps_anyone_out(
    page: "Page", said: list[str], barriers: Callable[["Page"], list[str]], colours: str
) -> None:
    page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
    assert not barriers(page)
    page.locator(REAL).first.click()
    page.keyboard.press("Enter")
    assert not barriers(page)
    assert not said
