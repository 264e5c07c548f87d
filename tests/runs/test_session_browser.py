"""Who was away, or offline, while something was typed into a step's page loses nothing."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect
from tests.archive.files import PDF
from tests.runs.step_pages import StepPages, step_pages

from himpun.office.models import Person
from himpun.runs.models import Draft, Event, Visit

pytestmark = [pytest.mark.journey, pytest.mark.once, pytest.mark.django_db(transaction=True)]

ORDER = "Siapkan surat permintaan data."
AWAY = "() => window.dispatchEvent(new Event('blur'))"
First = tuple[StepPages, Visit, Person]


@pytest.fixture
def first(tmp_path: Path) -> First:
    steps = step_pages(tmp_path, "pesisir-selatan-dishub", "1")
    return steps, steps.scene.visit("1"), steps.scene.person("sekretaris")


def sign_in(page: Page, steps: StepPages, who: Person, address: str) -> None:
    cookie = steps.client(who).cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])


def typed(page: Page, first: First, address: str) -> None:
    """A step's page, signed in, with an order and a file in it; then the person looks elsewhere."""
    steps, visit, who = first
    sign_in(page, steps, who, address)
    page.goto(address + steps.address(visit))
    page.locator("#instruct-orders-0-text").fill(ORDER)
    disposition = {"name": "disposisi.pdf", "mimeType": "application/pdf", "buffer": PDF}
    page.get_by_label("Lembar disposisi").last.set_input_files(disposition)  # type: ignore[arg-type]
    page.evaluate(AWAY)


def hand_on(page: Page) -> None:
    page.get_by_role("button", name="Perintahkan dan teruskan").click()


def assert_handed_on(page: Page, first: First, address: str) -> None:
    expect(page).to_have_url(f"{address}/tugas/")
    done = first[0].scene.row(first[1].number)
    assert done.content["instruct"]["orders"][0]["text"] == ORDER
    assert done.attachments.get().name == "disposisi.pdf"
    assert Event.objects.filter(kind="StepCompleted").count() == 1


def test_a_session_that_has_ended_holds_the_form_back_until_they_are_in_again(
    first: First, live_server: Any, page: Page
) -> None:
    address = live_server.url
    typed(page, first, address)
    page.context.clear_cookies()
    hand_on(page)
    dialog = page.get_by_role("dialog", name="Anda perlu masuk lagi")
    expect(dialog).to_contain_text("masih ada di halaman ini")
    expect(dialog.get_by_role("link", name="Masuk di tab baru")).to_have_attribute(
        "href", "/akun/login/"
    )
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.locator("#instruct-orders-0-text")).to_have_value(ORDER)
    sign_in(page, first[0], first[2], address)
    hand_on(page)
    assert_handed_on(page, first, address)


def test_another_person_s_session_is_not_used_for_what_was_typed_here(
    first: First, live_server: Any, page: Page
) -> None:
    address = live_server.url
    typed(page, first, address)
    sign_in(page, first[0], first[0].scene.person("kasubag"), address)
    hand_on(page)
    dialog = page.get_by_role("dialog", name="Orang lain sedang masuk")
    expect(dialog).to_be_visible()
    assert Event.objects.filter(kind="StepCompleted").count() == 0
    sign_in(page, first[0], first[2], address)
    dialog.get_by_role("button", name="Kirim lagi").click()
    assert_handed_on(page, first, address)


def test_a_form_that_is_sent_without_network_stays_and_is_sent_later(
    first: First, live_server: Any, page: Page
) -> None:
    address = live_server.url
    typed(page, first, address)
    page.context.set_offline(True)
    hand_on(page)
    dialog = page.get_by_role("dialog", name="Belum terkirim")
    expect(dialog).to_contain_text("jaringan terputus")
    page.context.set_offline(False)
    dialog.get_by_role("button", name="Kirim lagi").dblclick()
    assert_handed_on(page, first, address)


def test_a_page_is_not_wider_than_the_smallest_phone(
    first: First, live_server: Any, page: Page
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    typed(page, first, live_server.url)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_who_comes_back_while_still_signed_in_notices_nothing(
    first: First, live_server: Any, page: Page
) -> None:
    address = live_server.url
    typed(page, first, address)
    page.get_by_role("button", name="Perintahkan dan teruskan").dblclick()
    assert_handed_on(page, first, address)


PASTE = """(field, text) => {
    const board = new DataTransfer();
    board.setData('text/plain', text);
    field.focus();
    const sent = { clipboardData: board, bubbles: true, cancelable: true };
    field.dispatchEvent(new ClipboardEvent('paste', sent));
}"""


def test_what_the_browser_cuts_off_a_long_text_that_is_pasted_is_said(
    first: First, live_server: Any, page: Page
) -> None:
    typed(page, first, live_server.url)
    note = page.get_by_label("Catatan")
    note.fill("Segera. ")
    note.evaluate(PASTE, "a" * 10_001)
    expect(page.get_by_role("alert")).to_have_text(
        "Yang ditempel 10.001 huruf, padahal yang muat tinggal 9.992: sisanya tidak ikut."
    )
    note.evaluate(PASTE, "a" * 9_992)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_draft_that_cannot_be_kept_does_not_lead_away_from_what_is_typed(
    first: First, live_server: Any, page: Page
) -> None:
    address = live_server.url
    typed(page, first, address)
    page.context.clear_cookies()
    page.get_by_label("Catatan").fill("Segera, sebelum rapat.")
    expect(page.get_by_role("status")).to_contain_text("jangan memuat ulang", timeout=15_000)
    sign_in(page, first[0], first[2], address)
    page.get_by_role("button", name="Simpan draf").click()
    expect(page.get_by_role("status")).to_contain_text("Draf tersimpan")
    assert Draft.objects.get().content["instruct"]["note"] == "Segera, sebelum rapat."
