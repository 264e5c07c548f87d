"""Data without steps of their own are checked in a real browser."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.performance.balangan import NEIGHBOUR, OWN, Balangan

from himpun.office.models import Person
from himpun.performance.models import Approval, Recap

pytestmark = [pytest.mark.journey, pytest.mark.once, pytest.mark.django_db(transaction=True)]

Barriers = Callable[[Page], list[str]]


def enter(page: Page, who: Person, address: str) -> None:
    client = Client()
    client.force_login(who.user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.clear_cookies()
    page.context.add_cookies(
        [{"name": cookie.key, "value": cookie.value, "url": address.partition("/jalan")[0]}]
    )
    page.goto(address)


def test_from_the_gap_on_the_run_s_page_to_approved_data(
    balangan: Balangan, live_server: LiveServer, page: Page, barriers: Barriers,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("django.utils.timezone.now", lambda: balangan.now)
    balangan.hand_in(OWN, NEIGHBOUR)
    enter(page, balangan.checker, f"{live_server.url}/jalan/{balangan.run_id}/")
    page.get_by_role("link", name="Periksa dan sahkan di luar SOP").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pemeriksaan di luar SOP")
    for width in (1366, 360):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") == width
        page.get_by_text("Pilih nilai yang dikembalikan").click()
        assert barriers(page) == []
    for unit in ("Bidang Bina Marga", "Bidang Sumber Daya Air"):
        page.get_by_role("group", name="Unit yang datanya").get_by_label(unit).check()
    page.get_by_role("button", name="Nyatakan sudah diperiksa").click()
    expect(page.get_by_text("4 nilai dicatat sudah Anda periksa.")).to_be_visible()
    enter(page, balangan.head, page.url)
    page.get_by_role("button", name="Sahkan data dan bekukan rekapitulasi").click()
    expect(page.get_by_text("4 nilai disahkan")).to_be_visible()
    assert Approval.objects.filter(level="approved").count() == 4
    assert Recap.objects.count() == 1
