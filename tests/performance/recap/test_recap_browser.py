"""Recaps in a real browser: nobody is kept out, charts are drawn, and paper is landscape."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page
from tests.browser import complaints_of
from tests.performance.recap.filled import build_filled, more
from tests.performance.scene import Scene
from tests.runs.pages import Pages

from himpun.office.models import Person
from himpun.performance.models import Value
from himpun.performance.services import freeze_recap, write_analysis

pytestmark = [pytest.mark.journey, pytest.mark.once, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1366, "height": 768}
SHEET = re.compile(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]")
Barriers = Callable[[Page], list[str]]


@pytest.fixture
def frozen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """A scene with one frozen revision, an analysis, and a later change."""
    scene = build_filled(tmp_path)
    monkeypatch.setattr("django.utils.timezone.now", lambda: scene.now)
    more(scene)
    write_analysis(
        run_id=scene.run_id, text="Rambu tiba lambat.\n\nPemasangan dilanjutkan.", revision=0,
        indicator="LL02", by=scene.kasubag, now=scene.now,
    )  # fmt: skip
    freeze_recap(run_id=scene.run_id, by=scene.person("operator"), now=scene.now)
    Value.objects.filter(pk=scene.value(1).pk).update(realisation="70", revision=2)
    scene.now += timedelta(hours=2)
    return scene


def enter(page: Page, server: Any, who: Person, address: str) -> None:
    """Signs somebody in and opens an address."""
    client = Pages(None).client(who)  # type: ignore[arg-type]
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.clear_cookies()
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": server.url}])
    page.goto(server.url + address)


def test_no_page_of_a_recap_keeps_anybody_out(
    frozen: Scene, live_server: Any, page: Page, barriers: Barriers, bundled: Callable[[str], Path]
) -> None:
    bundled("built/charts.js")
    complaints = complaints_of(page)
    recap = f"/kinerja/jalan/{frozen.run_id}/rekap/"
    for address in (
        recap, f"{recap}langsung/", f"{recap}beda/", f"{recap}analisis/",
        f"{recap}analisis/?indikator=LL02", "/kinerja/wilayah/2026/3/", "/kinerja/wilayah/2020/1/",
    ):  # fmt: skip
        enter(page, live_server, frozen.person("operator"), address)
        for size in (DESK, PHONE):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert (address, wide) == (address, size["width"])
            assert (address, barriers(page)) == (address, [])
    assert complaints == []


def test_charts_are_drawn_beside_their_tables(
    frozen: Scene, live_server: Any, page: Page, bundled: Callable[[str], Path]
) -> None:
    bundled("built/charts.js")
    enter(page, live_server, frozen.kasubag, f"/kinerja/jalan/{frozen.run_id}/rekap/")
    assert page.locator("figure[data-chart] svg").count() == 3
    enter(page, live_server, frozen.kasubag, "/kinerja/wilayah/2026/3/")
    assert page.locator("figure[data-chart] svg").count() == 2


TALLEST_CHART = """() => Math.max(...[...document.querySelectorAll(".graph-box svg")]
    .map(drawn => drawn.getBoundingClientRect().height))"""
PAGE_FOR_A_CHART = 570
"""150 mm of A4 landscape, in CSS pixels, and a little."""


def test_paper_is_landscape_and_says_which_revision_it_is(
    frozen: Scene, live_server: Any, page: Page, bundled: Callable[[str], Path]
) -> None:
    bundled("built/charts.js")
    enter(page, live_server, frozen.kasubag, f"/kinerja/jalan/{frozen.run_id}/rekap/")
    page.emulate_media(media="print")
    assert page.get_by_text("Revisi 1, dibekukan").first.is_visible()
    assert not page.get_by_role("link", name="Unduh XLSX").is_visible()
    # A chart of many bars stands whole on its page.
    tallest = page.evaluate(TALLEST_CHART)
    assert 100 < tallest <= PAGE_FOR_A_CHART
    sheets = SHEET.findall(page.pdf(prefer_css_page_size=True))
    assert sheets
    assert all(float(wide) > float(high) for wide, high in sheets)
