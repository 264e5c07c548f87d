"""Charts are drawn from tables that stay: on a desk, a phone, in the dark, on paper, unscripted."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, expect
from tests.browser import complaints_of, served

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

LINE, BAR, HEAT = 0, 1, 2
"""Where the charts stand on the page."""
PHONE: "ViewportSize" = {"width": 360, "height": 740}
DESK: "ViewportSize" = {"width": 1366, "height": 768}
INK_ON_PAPER = "rgb(25, 29, 38)"
FITS = """() => [...document.querySelectorAll(".graph-box")].every(
  (box) => box.querySelector("svg").getAttribute("width") === String(box.clientWidth))"""
ONE_LINE = """(figures) => {
  const figure = document.querySelector("figure.graph"), fresh = figure.cloneNode(true);
  fresh.querySelector(".graph-box").remove();
  fresh.querySelectorAll("tr > :nth-child(n + 3)").forEach((cell) => cell.remove());
  const rows = [...fresh.querySelectorAll("tbody tr")];
  rows.slice(figures.length).forEach((row) => row.remove());
  figures.forEach((text, at) => { rows[at].cells[1].textContent = text; });
  figure.replaceWith(fresh);
  document.body.dispatchEvent(new CustomEvent("htmx:afterSettle", { bubbles: true }));
}"""
"""The first chart with one line through other figures."""
SHEET = re.compile(rb"/Type\s*/Page\b(?!s)")
BOX = re.compile(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served("tests.project.browser_urls") as address:
        yield address


@pytest.fixture
def said(page: "Page", address: str, bundled: Callable[[str], Path]) -> list[str]:
    """Opens the page of charts, and keeps what the browser complains about."""
    bundled("built/charts.js")
    said = complaints_of(page)
    page.goto(f"{address}/lihat/charts/")
    return said


def written_in(page: "Page", chart: int) -> list[str]:
    """The texts of a chart; the library leaves blanks where it broke a name."""
    texts = page.locator(".graph-box").nth(chart).locator("svg text").all_text_contents()
    return [text.strip() for text in texts]


def test_each_kind_writes_the_figures_of_its_table(page: "Page", said: list[str]) -> None:
    assert {"21,5", "70,25", "75", "TW IV", "Target tahunan 100"} <= {*written_in(page, LINE)}
    assert {"1.234,5", "410", "980", "2025", "2026"} <= {*written_in(page, BAR)}
    assert {"48,5", "99,99", "112,5", "Nilai SAKIP"} <= {*written_in(page, HEAT)}
    assert not said


def test_a_name_is_shown_as_it_was_written(page: "Page", said: list[str]) -> None:
    assert "Sekretariat <b>Dinas</b>" in written_in(page, BAR)


def test_a_cell_without_a_figure_is_a_gap(page: "Page", said: list[str]) -> None:
    figures = [text for text in written_in(page, HEAT) if re.fullmatch(r"[\d,]+|–|", text)]
    assert figures == ["48,5", "75", "99,99", "100", "90", "112,5", "12", "51", "76", "91"]
    assert not {"belum", "–"} & {*written_in(page, LINE)}


def test_a_table_without_any_figure_gets_no_chart(page: "Page", said: list[str]) -> None:
    bare = page.locator("figure.graph", has_text="Realisasi tahun depan")
    expect(bare.locator("table")).to_be_visible()
    expect(bare.locator(".graph-box")).to_have_count(0)
    expect(page.locator(".graph-box")).to_have_count(3)


def test_a_screen_reader_hears_what_it_shows(page: "Page", said: list[str]) -> None:
    picture = page.get_by_role("img", name=re.compile("^Grafik batang: Realisasi per unit"))
    label = picture.get_attribute("aria-label") or ""
    assert "tertinggi 1.234,5 dokumen (2025, Bidang Lalu Lintas dan Angkutan Jalan)" in label
    assert "Terendah 0 dokumen (2026, Sekretariat" in label


def test_the_pointer_finds_the_exact_figures(page: "Page", said: list[str]) -> None:
    quarter = page.locator(".graph-box svg").nth(LINE).locator("text", has_text="TW III")
    place = quarter.bounding_box()
    assert place
    page.mouse.move(place["x"] + 12, place["y"] - 60)
    expect(page.locator(".graph-box svg").nth(LINE)).to_contain_text("Target: 75 %")
    assert "Realisasi: 70,25 %" in written_in(page, LINE)
    assert not said


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_nothing_keeps_anyone_out(
    page: "Page",
    said: list[str],
    barriers: Callable[["Page"], list[str]],
    size: "ViewportSize",
    colours: str,
) -> None:
    page.set_viewport_size(size)
    page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
    page.get_by_text("Angkanya").click()
    expect(page.locator("details table")).to_be_visible()
    assert not barriers(page)
    assert not said


def test_it_fits_a_phone_and_grows_again(page: "Page", said: list[str]) -> None:
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        page.wait_for_function(FITS)
        assert page.evaluate("document.documentElement.scrollWidth") == size["width"]


def test_paper_is_wide_and_light_and_shows_every_table(page: "Page", said: list[str]) -> None:
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="dark")
    expect(page.locator("details table")).to_be_hidden()
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator(".graph-box svg").first).to_have_attribute("width", "1000")
    expect(page.locator("details table")).to_be_visible()
    label = page.locator(".graph-box svg text", has_text="70,25")
    assert label.evaluate("(text) => getComputedStyle(text).fill") == INK_ON_PAPER
    page.emulate_media(media="screen")
    expect(page.locator(".graph-box svg").first).not_to_have_attribute("width", "1000")
    expect(page.locator("details table")).to_be_hidden()


def test_a_phone_prints_the_charts_on_few_landscape_sheets(page: "Page", said: list[str]) -> None:
    page.set_viewport_size(PHONE)
    printed = page.pdf(prefer_css_page_size=True)
    assert {tuple(round(float(side)) for side in box) for box in BOX.findall(printed)} == {
        (842, 595)
    }
    assert len(SHEET.findall(printed)) <= 3


def test_what_is_swapped_in_is_drawn_and_what_is_gone_is_forgotten(
    page: "Page", said: list[str]
) -> None:
    page.evaluate("""() => {
      const figure = document.querySelector("figure.graph");
      const fresh = figure.cloneNode(true);
      fresh.querySelector(".graph-box").remove();
      figure.replaceWith(fresh);
      document.body.dispatchEvent(new CustomEvent("htmx:afterSettle", { bubbles: true }));
    }""")
    assert "70,25" in written_in(page, LINE)
    page.set_viewport_size(PHONE)
    expect(page.locator(".graph-box svg").first).to_have_attribute("width", re.compile(r"3\d\d"))
    assert not said


@pytest.mark.parametrize("figures", [("95,51", "94,29", "156,36"), ("104,5", "101", "94,29")])
def test_a_line_close_to_its_limit_leaves_every_figure_readable(
    page: "Page", said: list[str], figures: tuple[str, ...]
) -> None:
    page.set_viewport_size(PHONE)
    page.evaluate(ONE_LINE, figures)
    written = page.locator(".graph-box").first.locator("svg text")
    boxes = {
        text: written.filter(has_text=re.compile(rf"^\s*{text}\s*$")).first.bounding_box()
        for text in ("Target tahunan 100", *figures)
    }
    limit = boxes.pop("Target tahunan 100")
    assert limit
    for text, box in boxes.items():
        assert box, text
        apart = box["x"] > limit["x"] + limit["width"] or limit["x"] > box["x"] + box["width"]
        over = box["y"] + box["height"] <= limit["y"] + 2
        under = limit["y"] + limit["height"] <= box["y"] + 2
        assert apart or over or under, text
    assert not said


def test_without_scripts_the_tables_say_it_all(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/lihat/charts/")
    expect(page.get_by_role("cell", name="1.234,5")).to_be_visible()
    expect(page.get_by_role("cell", name="99,99")).to_be_visible()
    context.close()
