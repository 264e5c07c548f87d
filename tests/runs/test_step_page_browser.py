"""A step's page in a real browser: nobody is kept out, nothing is lost, nothing is sent twice."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect
from tests.archive.files import PDF
from tests.browser import held_back
from tests.runs.scene import PREFIXES
from tests.runs.step_pages import StepPages, step_pages

from himpun.office.models import Person
from himpun.runs.models import Draft, Event, Visit

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1366, "height": 768}
Barriers = Callable[[Page], list[str]]

TOO_SMALL = """() => ['a', 'button', 'select', 'summary']
    .flatMap(kind => [...document.querySelectorAll(`main ${kind}`)])
    .filter(part => part.checkVisibility() && !part.classList.contains('sr'))
    .filter(part => !part.closest('.crumb, .errors'))
    .filter(part => part.getBoundingClientRect().height < 43.5)
    .map(part => part.outerHTML.slice(0, 80))"""


def enter(page: Page, steps: StepPages, who: Person, address: str) -> None:
    """Signs somebody in and opens an address."""
    cookie = steps.client(who).cookies[settings.SESSION_COOKIE_NAME]
    page.context.clear_cookies()
    page.context.add_cookies(
        [{"name": cookie.key, "value": cookie.value, "url": address.partition("/jalan")[0]}]
    )
    page.goto(address)


@pytest.mark.once
@pytest.mark.parametrize("code", sorted(PREFIXES))
def test_each_step_s_page_keeps_nobody_out_at_any_width(
    code: str, tmp_path: Path, live_server: Any, page: Page, barriers: Barriers
) -> None:
    steps = step_pages(tmp_path, code, "1")
    noise: list[str] = []
    page.on("console", lambda said: noise.append(said.text) if said.type == "error" else None)
    seen: set[str] = set()
    while visits := steps.scene.visits():
        visit = visits[0]
        if visit.node not in seen:
            seen.add(visit.node)
            enter(page, steps, steps.scene.holder(visit), live_server.url + steps.address(visit))
            for size in (DESK, PHONE):
                page.set_viewport_size(size)  # type: ignore[arg-type]
                wide = page.evaluate("document.documentElement.scrollWidth")
                assert (visit.node, wide) == (visit.node, size["width"])
            assert (visit.node, page.evaluate(TOO_SMALL)) == (visit.node, [])
            assert (visit.node, barriers(page)) == (visit.node, [])
        steps.scene.complete(visit.node, visit.unit)
    assert noise == []


@pytest.fixture
def first(tmp_path: Path) -> tuple[StepPages, Visit, Person]:
    steps = step_pages(tmp_path, "pesisir-selatan-dishub", "1")
    return steps, steps.scene.visit("1"), steps.scene.person("sekretaris")


First = tuple[StepPages, Visit, Person]


def test_what_is_typed_is_kept_without_a_press_and_is_there_again(
    first: First, live_server: Any, page: Page
) -> None:
    steps, visit, who = first
    enter(page, steps, who, live_server.url + steps.address(visit))
    page.get_by_label("Catatan").fill("Segera, sebelum rapat.")
    expect(page.get_by_role("status")).to_contain_text("Draf tersimpan", timeout=15_000)
    assert Draft.objects.get().content["instruct"]["note"] == "Segera, sebelum rapat."
    page.reload()
    expect(page.get_by_label("Catatan")).to_have_value("Segera, sebelum rapat.")


def test_what_is_typed_before_the_scripts_have_come_is_kept_too(
    first: First, live_server: Any, page: Page
) -> None:
    steps, visit, who = first
    enter(page, steps, who, live_server.url)
    release = held_back(page, "**/htmx*.js")
    page.goto(live_server.url + steps.address(visit), wait_until="commit")
    page.get_by_label("Catatan").fill("Segera, sebelum rapat.")
    page.get_by_label("Catatan").blur()
    release()
    expect(page.get_by_role("status")).to_contain_text("Draf tersimpan", timeout=15_000)
    assert Draft.objects.get().content["instruct"]["note"] == "Segera, sebelum rapat."


def test_rows_are_added_and_the_files_that_were_chosen_are_named(
    first: First, live_server: Any, page: Page
) -> None:
    steps, visit, who = first
    enter(page, steps, who, live_server.url + steps.address(visit))
    page.get_by_role("button", name="Tambah baris").click()
    page.locator("#instruct-orders-1-to").select_option(index=1)
    page.locator("#instruct-orders-1-text").fill("Siapkan surat permintaan data.")
    disposition = {"name": "disposisi.pdf", "mimeType": "application/pdf", "buffer": PDF}
    page.get_by_label("Lembar disposisi").last.set_input_files(disposition)  # type: ignore[arg-type]
    expect(page.get_by_text("disposisi.pdf")).to_be_visible()
    page.get_by_role("button", name="Perintahkan dan teruskan").click()
    expect(page).to_have_url(f"{live_server.url}/tugas/")
    done = steps.scene.row(visit.number)
    assert done.content["instruct"]["orders"][0]["text"] == "Siapkan surat permintaan data."
    assert done.attachments.get().name == "disposisi.pdf"


def test_a_double_click_is_answered_once(first: First, live_server: Any, page: Page) -> None:
    steps, visit, who = first
    enter(page, steps, who, live_server.url + steps.address(visit))
    page.locator("#instruct-orders-0-text").fill("Siapkan surat permintaan data.")
    page.get_by_role("button", name="Perintahkan dan teruskan").dblclick()
    expect(page).to_have_url(f"{live_server.url}/tugas/")
    assert Event.objects.filter(kind="StepCompleted").count() == 1


def test_the_reason_is_asked_for_only_when_it_goes_back(
    tmp_path: Path, live_server: Any, page: Page
) -> None:
    steps = step_pages(tmp_path, "sumbar-bmcktr", "9")
    visit = steps.scene.visit("9")
    enter(page, steps, steps.scene.holder(visit), live_server.url + steps.address(visit))
    expect(page.get_by_label("Alasan pengembalian")).to_be_hidden()
    page.get_by_role("radio", name="Tidak, kembalikan").check()
    expect(page.get_by_label("Alasan pengembalian")).to_be_visible()
    page.get_by_label("Alasan pengembalian").fill("Angka belum lengkap.")
    page.get_by_role("checkbox", name="Bidang Bina Marga").check()
    page.get_by_role("button", name="Simpan keputusan dan teruskan").click()
    expect(page).to_have_url(f"{live_server.url}/tugas/")
    assert [again.node for again in steps.scene.visits()] == ["6"]
