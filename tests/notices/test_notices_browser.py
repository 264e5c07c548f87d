"""In a real browser: one's notices at desk and phone width, by keyboard, and into a chat."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from playwright.sync_api import Page, expect
from tests.browser import complaints_of
from tests.notices.outboxes import Desk, mail_in_outbox
from tests.notices.post_office import PostOffice
from tests.notices.test_tell import told
from tests.office.scene import NOW, Scene, build

from himpun.notices.models import Mail
from himpun.notices.services.mails import send_next_mail
from himpun.office.models import Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1366, "height": 768}
Barriers = Callable[[Page], list[str]]


@pytest.fixture
def told_people(
    live_server: Any, desk: Desk, post: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> Scene:
    """An office in which the head of a division was told three things, and a mail failed."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    scene = build()
    with transaction.atomic():
        told(
            scene, scene.kabid, key="a", kind="returned",
            subject="Formulir triwulan I, Bidang Jalan",
            text="Alasan: realisasi bulan Februari belum terisi.", by=scene.kasubag,
        )  # fmt: skip
        told(scene, scene.kabid, key="b", kind="reminder", by=None)
        told(scene, scene.kabid, key="c", kind="paper", subject="Surat permintaan data triwulan I")
    post.at_rcpt.append("550 No such user")
    mail_in_outbox(scene)
    send_next_mail(clock=lambda: NOW)
    return scene


def enter(page: Page, server: Any, who: Person, address: str) -> None:
    client = Client()
    client.force_login(who.user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.clear_cookies()
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": server.url}])
    page.goto(server.url + address)


def test_the_pages_fit_a_phone_and_keep_nobody_out(
    told_people: Scene, live_server: Any, page: Page, barriers: Barriers
) -> None:
    complaints = complaints_of(page)
    mails = "/pemberitahuan/dishub/surel/"
    number = Mail.objects.get().pk
    for who, address in (
        (told_people.kabid, "/pemberitahuan/"), (told_people.kabid, "/pemberitahuan/pilihan/"),
        (told_people.admin, mails), (told_people.admin, f"{mails}{number}/sisihkan/"),
    ):  # fmt: skip
        enter(page, live_server, who, address)
        for size in (DESK, PHONE):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert (address, wide) == (address, size["width"])
            assert (address, barriers(page)) == (address, [])
    assert complaints == []


def test_a_notice_is_copied_for_a_chat_and_opened_by_keyboard(
    told_people: Scene, live_server: Any, page: Page
) -> None:
    enter(page, live_server, told_people.kabid, "/")
    bell = page.get_by_role("link", name="Pemberitahuan 3 belum dibaca")
    bell.focus()
    page.keyboard.press("Enter")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_text("Pesan untuk dibagikan: Formulir triwulan I").click()
    page.get_by_role("button", name="Salin pesan").click()
    expect(page.get_by_role("button", name="Pesan disalin")).to_be_visible()
    assert "Dikembalikan: Formulir triwulan I" in page.evaluate("navigator.clipboard.readText()")
    page.get_by_role("button", name="Formulir triwulan I, Bidang Jalan", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/jalan/1/")
    page.goto(f"{live_server.url}/pemberitahuan/")
    expect(page.get_by_role("link", name="Pemberitahuan 2 belum dibaca")).to_be_visible()
