"""A step is done with the keyboard alone, and one always sees where one is."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Clock, People
from tests.journeys.stages import BALANGAN, stage

from himpun.project.sample import PASSWORD

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("offices")]

MOST_TABS = 120
SEEN = """() => {
  const at = document.activeElement;
  const marked = [at, at.closest("label"), at.parentElement].some((part) => {
    const style = part && getComputedStyle(part);
    return style && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  });
  return marked ? "" : at.outerHTML.slice(0, 120);
}"""
"""What has the focus without showing it; "" when it shows."""


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until a place has the focus; every stop on the way must show it."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        assert page.evaluate(SEEN) == ""
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"Tab does not come to {selector}")


def test_a_step_is_done_with_the_keyboard_alone(people: People, clock: Clock) -> None:
    scene = stage(BALANGAN, clock.now)
    scene.walk("2")
    clerk = people("balangan.kasubag")
    page, keys = clerk.page, clerk.page.keyboard
    page.goto(f"{clerk.address}/tugas/")
    tab_to(page, "input[name=login]")
    keys.type(clerk.username)
    tab_to(page, "input[name=password]")
    keys.type(PASSWORD)
    keys.press("Enter")
    expect(page).to_have_title(re.compile("^Tugas saya"))
    tab_to(page, "main article a.btn")
    keys.press("Enter")
    expect(page).to_have_title(re.compile("^Langkah 2,"))
    tab_to(page, "#review-note")
    keys.type("Format sudah memuat semua indikator.")
    tab_to(page, "input[name=keputusan]")
    keys.press("ArrowDown")
    expect(page.get_by_label("Alasan pengembalian")).to_be_visible()
    tab_to(page, "textarea[name=alasan]")
    keys.type("Lampiran SK belum ada.")
    tab_to(page, "#langkah button[value=selesai]")
    keys.press("Enter")
    assert clerk.answer().startswith("Langkah 2 selesai.")
    assert [visit.node for visit in scene.visits()] == ["1"]


def test_the_first_stop_of_a_page_leads_past_its_head(people: People) -> None:
    clerk = people("balangan.kasubag")
    clerk.visit("/jalan/")
    clerk.page.keyboard.press("Tab")
    expect(clerk.page.get_by_role("link", name="Langsung ke isi")).to_be_focused()
    clerk.page.keyboard.press("Enter")
    expect(clerk.page.get_by_role("main")).to_be_focused()
