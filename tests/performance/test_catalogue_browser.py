"""Defining an indicator in a real browser: what an achievement would be, while one types."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer
from tests.performance.keepers import NOW, Keepers, build

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
DESK: ViewportSize = {"width": 1366, "height": 768}
PHONE: ViewportSize = {"width": 360, "height": 740}
Barriers = Callable[[Page], list[str]]


@pytest.fixture
def keepers(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Keepers:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return build()


def enter(page: Page, keepers: Keepers, live_server: LiveServer, path: str) -> list[str]:
    """Opens a page as the kasubag; what the browser complains of is collected."""
    client = Client()
    client.force_login(keepers.office.kasubag.user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page.goto(f"{live_server.url}/kinerja/dishub/{path}")
    return said


def test_the_achievement_follows_what_is_typed_and_nothing_is_stored(
    keepers: Keepers, live_server: LiveServer, page: Page, barriers: Barriers
) -> None:
    complaints = enter(page, keepers, live_server, "indikator/IKU-1/ubah/")
    result = page.locator("#hasil")
    page.get_by_label("Target contoh").fill("8")
    page.get_by_label("Realisasi contoh").press_sequentially("6")
    expect(result).to_contain_text("75,00 %")
    page.get_by_label("Rumus capaian").select_option("lower-a")
    expect(result).to_contain_text("(2 × 8 − 6) ÷ 8 × 100 = 125,00")
    page.get_by_label("Batas capaian (%)").fill("120")
    page.get_by_label("Batas capaian (%)").blur()
    expect(result).to_contain_text("125,00 dibatasi 120")
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        assert barriers(page) == []
    assert complaints == []
    assert keepers.version.no == 1


def test_a_wrong_cell_of_the_agreement_is_named_and_no_barrier_stands_there(
    keepers: Keepers, live_server: LiveServer, page: Page, barriers: Barriers
) -> None:
    keepers.draft()
    enter(page, keepers, live_server, "pk/2026/isi/")
    page.get_by_label("IKU-1, Triwulan I", exact=True).fill("tujuh")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("alert")).to_contain_text("bukan angka")
    wrong = page.get_by_label("IKU-1, Triwulan I", exact=True)
    expect(wrong).to_have_value("tujuh")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    assert barriers(page) == []
