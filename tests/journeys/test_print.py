"""The run page on paper: landscape, and no more sheets than the SOP needs."""

import re

import pytest
from playwright.sync_api import expect
from tests.journeys.conftest import Clock, People
from tests.journeys.stages import BALANGAN, stage
from tests.runs.scene import PESSEL, PREFIXES

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("offices")]

LONG, SHORT = 842, 595
"""A4 in points."""
A3 = (1191, LONG)
PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
BOX = re.compile(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]")


@pytest.mark.parametrize(
    ("code", "until", "sheets"),
    [(BALANGAN, "5", 1), (PESSEL, "10", 2)],
    ids=["Balangan", "Pesisir Selatan"],
)
def test_the_run_page_prints_on_landscape_sheets(
    people: People, clock: Clock, code: str, until: str, sheets: int
) -> None:
    scene = stage(code, clock.now)
    scene.walk(until)
    head = people(f"{PREFIXES[code]}.kadis")
    head.visit(f"/jalan/{scene.run_id}/")
    printed = head.page.pdf(prefer_css_page_size=True)
    boxes = {tuple(round(float(side)) for side in box) for box in BOX.findall(printed)}
    assert boxes == {(LONG, SHORT)}
    assert len(PAGE.findall(printed)) <= sheets


def test_a_run_of_fourteen_steps_prints_on_one_sheet_of_a3(people: People, clock: Clock) -> None:
    scene = stage(PESSEL, clock.now)
    scene.walk("10")
    head = people(f"{PREFIXES[PESSEL]}.kadis")
    head.visit(f"/jalan/{scene.run_id}/")
    head.page.get_by_role("link", name="Satu lembar A3").click()
    expect(head.page.get_by_text("di kertas A3 mendatar, pada satu lembar")).to_be_visible()
    printed = head.page.pdf(prefer_css_page_size=True)
    boxes = [tuple(round(float(side)) for side in box) for box in BOX.findall(printed)]
    assert boxes == [A3]


def test_the_printed_run_says_whose_it_is_without_an_empty_number(
    people: People, clock: Clock
) -> None:
    scene = stage(BALANGAN, clock.now)
    head = people("balangan.kadis")
    head.visit(f"/jalan/{scene.run_id}/")
    head.page.emulate_media(media="print")
    expect(head.page.locator(".p-title")).to_have_text(
        re.compile("^Pengumpulan Data Kinerja, Triwulan III 2026 Dinas Pekerjaan Umum")
    )
    foot = head.page.locator("table.sop tfoot")
    expect(foot).to_be_visible()
    expect(foot).to_contain_text(
        "Kabupaten Balangan · Triwulan III 2026 · dicetak 14 September 2026"
    )
