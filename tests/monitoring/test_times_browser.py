"""Who held a run, opened on the run's own page by the keyboard; nobody is kept out."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect
from tests.runs.pages import Pages
from tests.runs.scene import PESSEL, build

WIDER = """parts => parts.filter(part => part.scrollWidth > part.clientWidth)
    .map(part => part.ariaLabel)"""
pytestmark = [pytest.mark.journey, pytest.mark.once, pytest.mark.django_db(transaction=True)]


def test_the_run_s_page_opens_its_times_on_demand(
    tmp_path: Path, live_server: Any, page: Page, barriers: Callable[[Page], list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    scene = build(tmp_path)
    scene.start()
    scene.now += timedelta(minutes=8)
    scene.complete("1")
    monkeypatch.setattr("django.utils.timezone.now", lambda: scene.now)
    who = scene.person("kasubag")
    cookie = Pages(scene).client(who).cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page.goto(f"{live_server.url}/jalan/{scene.run_id}/")
    page.get_by_text("Siapa memegang berapa lama").focus()
    page.keyboard.press("Enter")
    table = page.get_by_role("region", name="Pemegang SOP berjalan menurut waktu")
    expect(table.get_by_role("row", name="Sekretaris")).to_contain_text("8 menit")
    expect(table.get_by_role("row", name="Jumlah")).to_contain_text("8 menit")
    assert barriers(page) == []
    read_on_a_phone(page, live_server.url, scene.run_id, barriers)


def read_on_a_phone(page: Page, base: str, run: int, barriers: Callable[[Page], list[str]]) -> None:
    """Every table stands one row below the other: nothing is moved sideways."""
    page.set_viewport_size({"width": 360, "height": 740})
    for address in (f"waktu/jalan/{run}/", f"waktu/{PESSEL}/", f"pemantauan-sop/{PESSEL}/2026/2/"):
        page.goto(f"{base}/papan/{address}")
        expect(page.locator(".wide-scroll").first).to_be_visible()
        assert page.locator(".wide-scroll").evaluate_all(WIDER) == [], address
        assert barriers(page) == []
    year = f"evaluasi-sop/{PESSEL}/2026/"
    for address, heading in (
        (year, "Evaluasi SOP tahun 2026"), (f"{year}{PESSEL}/", "Evaluasi SOP Pengumpulan"),
        (f"bukti-lke/{PESSEL}/", "Bukti LKE tahun 2026"),
    ):  # fmt: skip
        page.goto(f"{base}/papan/{address}")
        expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
        assert barriers(page) == [], address
