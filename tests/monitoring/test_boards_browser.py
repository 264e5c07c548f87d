"""Boards in a real browser, on a desk and on a phone: nobody is kept out, charts are drawn, paper
shows the tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser import complaints_of
from tests.monitoring.boards import collecting, two_quarters
from tests.performance.recap.test_recap_browser import enter
from tests.runs.scene import Scene

pytestmark = [pytest.mark.journey, pytest.mark.once, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1366, "height": 768}
HERE = "/papan/instansi/pesisir-selatan-dishub/"
ALL = "/papan/wilayah/2026/3/"
Barriers = Callable[[Page], list[str]]


@pytest.fixture
def scene(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scene:
    found = collecting(tmp_path)
    monkeypatch.setattr("django.utils.timezone.now", lambda: found.now)
    return found


def test_no_board_keeps_anybody_out(
    scene: Scene, live_server: Any, page: Page, barriers: Barriers, bundled: Callable[[str], Path]
) -> None:
    bundled("built/charts.js")
    complaints = complaints_of(page)
    for address in (
        HERE, f"{HERE}riwayat/", ALL, f"{ALL}?kelompok=daerah", f"{ALL}?cari=tiada",
        "/papan/wilayah/riwayat/",
    ):  # fmt: skip
        enter(page, live_server, scene.reader(), address)
        for size in (DESK, PHONE):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert (address, wide) == (address, size["width"])
            assert (address, barriers(page)) == (address, [])
    assert complaints == []


def test_an_inspector_finds_by_keyboard_who_is_late_and_where_it_hangs(
    scene: Scene, live_server: Any, page: Page
) -> None:
    enter(page, live_server, scene.reader(), "/papan/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Papan Triwulan III 2026")
    page.get_by_label("Keadaan").select_option("Terlambat")
    page.get_by_role("button", name="Tampilkan").press("Enter")
    rows = page.get_by_role("row").filter(has=page.get_by_role("link"))
    expect(rows.filter(has_text="Dinas")).to_have_count(1)
    page.get_by_role("link", name="Dinas Perhubungan").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Papan pengumpulan data")
    expect(page.get_by_text("3 dari 6 unit sudah menyerahkan")).to_be_visible()
    expect(page.get_by_role("img", name="3 menyerahkan")).to_be_visible()
    page.get_by_role("link", name="Bidang Lalu Lintas").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bidang Lalu Lintas")


def test_the_quarters_are_drawn_and_on_paper_their_tables_are_open(
    live_server: Any, page: Page, bundled: Callable[[str], Path], tmp_path: Path
) -> None:
    bundled("built/charts.js")
    scene = two_quarters(tmp_path)
    enter(page, live_server, scene.person("kasubag"), f"{HERE}riwayat/")
    # There are no figures of achievement yet, so that there is a table and no chart.
    drawn = page.locator("figure[data-chart]").filter(has=page.locator("svg"))
    expect(drawn).to_have_count(2)
    expect(drawn.locator("details[open]")).to_have_count(0)
    page.emulate_media(media="print")
    expect(drawn.locator("details[open]")).to_have_count(2)
    assert page.locator(".acts").first.is_hidden()
    assert page.pdf().startswith(b"%PDF")
