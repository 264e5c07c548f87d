"""The SOP's table in a real browser: on a desk, on a phone, in the dark and on paper."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from tests.browser import complaints_of, served
from tests.sops.scenes import PAPERS, begun

from himpun.sops.rules.sheets import WIDTHS, heights_of

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

Show = Callable[[str, str], None]
Barriers = Callable[["Page"], list[str]]
SCENES = [
    *((name, "kertas") for name in PAPERS),
    ("pesisir-selatan-dishub", "adegan"),
    ("sumbar-bmcktr", "adegan"),
]
EVERY_SCENE = pytest.mark.parametrize(("name", "state"), SCENES)
PHONE: "ViewportSize" = {"width": 360, "height": 740}
DESK: "ViewportSize" = {"width": 1366, "height": 768}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A server that shows the tables; no table of a database stands behind them."""
    with served("tests.sops.pages") as address:
        yield address


@pytest.fixture
def show(page: "Page", address: str) -> Show:
    """Opens a scene, and makes sure that it is there."""

    def opened(name: str, state: str) -> None:
        answer = page.goto(f"{address}/tabel/{name}/{state}/")
        assert answer is not None
        assert answer.ok

    return opened


@EVERY_SCENE
def test_nothing_keeps_anyone_out(
    page: "Page", show: Show, barriers: Barriers, name: str, state: str
) -> None:
    said = complaints_of(page)
    show(name, state)
    assert not barriers(page)
    assert not said


@EVERY_SCENE
def test_a_phone_reads_it_as_a_list_without_sideways_scroll(
    page: "Page", show: Show, barriers: Barriers, name: str, state: str
) -> None:
    page.set_viewport_size(PHONE)
    show(name, state)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert page.locator(".sop td.pf:visible").count() == 0
    assert (
        page.locator(".sop .no .hand:visible").count()
        == page.locator(".sop tbody tr:not(.link)").count()
    )
    assert not barriers(page)


def test_the_dark_keeps_its_contrast(page: "Page", show: Show, barriers: Barriers) -> None:
    page.emulate_media(color_scheme="dark")
    show("pesisir-selatan-dishub", "adegan")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(236, 238, 242)"
    assert not barriers(page)


@EVERY_SCENE
def test_the_desk_shows_it_whole_with_no_label_and_no_head_cut(
    page: "Page", show: Show, name: str, state: str
) -> None:
    page.set_viewport_size(DESK)
    show(name, state)
    cut = page.evaluate(
        """() => [
          ...[...document.querySelectorAll(".wire .lb:not(.pg)")].filter((text) => {
            const own = text.getBoundingClientRect();
            const cell = text.closest("td").getBoundingClientRect();
            return own.left < cell.left - 1 || own.right > cell.right + 1
              || own.top < cell.top - 3 || own.bottom > cell.bottom + 3;
          }).map((text) => text.textContent),
          ...[...document.querySelectorAll(".sop thead th")]
            .filter((head) => head.scrollWidth > head.clientWidth + 1)
            .map((head) => head.textContent),
        ]"""
    )
    assert cut == []
    assert page.evaluate("document.documentElement.scrollWidth") <= DESK["width"]


def test_a_symbol_is_reached_by_keyboard_and_opens_its_step(page: "Page", show: Show) -> None:
    show("pesisir-selatan-dishub", "adegan")
    symbol = page.get_by_role("link", name="Langkah 8, Kasi/PPTK: Terlambat")
    symbol.focus()
    assert symbol.evaluate("own => getComputedStyle(own).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url("**/langkah/8/")


@pytest.mark.parametrize("name", PAPERS)
def test_every_row_of_the_print_is_about_as_high_as_was_estimated(
    page: "Page", show: Show, name: str
) -> None:
    page.set_viewport_size({"width": round(WIDTHS["a4"]), "height": 700})
    page.emulate_media(media="print")
    show(name, "3")
    real = page.eval_on_selector_all(
        ".sop tbody tr:not(.link)", "rows => rows.map((row) => row.getBoundingClientRect().height)"
    )
    estimated = heights_of(begun(name, 3))
    assert len(real) == len(estimated)
    # Fonts differ from machine to machine; a page has 18 px to spare, and its rows even out. The
    # widest, DejaVu, is what a machine without any other has.
    assert sum(real) <= 1.12 * sum(estimated)


def test_the_print_begins_with_the_identity_block_and_leaves_the_frame_out(
    page: "Page", show: Show
) -> None:
    page.emulate_media(media="print")
    show("pesisir-selatan-dishub", "adegan")
    assert page.locator(".ident").is_visible()
    for left_out in (".kop", ".note", ".strip", ".head"):
        assert not page.locator(left_out).first.is_visible()
    assert page.locator("tr.link").first.is_visible()
    assert page.locator("tfoot").is_visible()
