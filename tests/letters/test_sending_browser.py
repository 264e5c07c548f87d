"""In a real browser: a signed letter is sent, opened, received, and checked by its QR code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pypdfium2
import pytest
import zxingcpp
from django.conf import settings
from django.db import connections
from django.test import override_settings
from playwright.sync_api import Page, expect
from tests.browser import complaints_of
from tests.letters.run_papers import paper_of
from tests.letters.signed_letters import KIND, signed_letter
from tests.notices.post_office import PostOffice
from tests.runs.pages import Pages
from tests.runs.scene import Scene

from himpun.letters.models import Paper, Recipient
from himpun.letters.queries.documents import content_of
from himpun.letters.queries.papers import latest_of
from himpun.letters.services.sending import add_recipient, send_paper
from himpun.notices.jobs import send_mails
from himpun.office.models import Person, Unit

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1366, "height": 768}
WIDER = "parts => parts.filter(part => part.scrollWidth > part.clientWidth).map(p => p.ariaLabel)"
Barriers = Callable[[Page], list[str]]


@pytest.fixture
def letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, live_server: Any) -> Iterator[Scene]:
    """A signed letter whose code leads to the server of the test."""

    def work() -> Scene:
        try:
            return signed_letter(tmp_path, live_server.url)
        finally:
            connections.close_all()

    with override_settings(HIMPUN_URL=live_server.url), ThreadPoolExecutor(1) as beside:
        # The browser's driver has an event loop in this thread; signing wants one of its own.
        scene = beside.submit(work).result()
        monkeypatch.setattr("django.utils.timezone.now", lambda: scene.now)
        yield scene


def enter(page: Page, server: Any, who: Person | None, address: str) -> None:
    """Opens an address as somebody, or as nobody."""
    page.context.clear_cookies()
    if who is not None:
        cookie = Pages(None).client(who).cookies[settings.SESSION_COOKIE_NAME]  # type: ignore[arg-type]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": server.url}])
    page.goto(server.url + address)


def pdf_of(paper: Paper) -> bytes:
    version = latest_of(paper)
    assert version.pdf is not None
    return content_of(version.pdf)


def code_on(pdf: bytes) -> str:
    """What the QR code on the first page says, read from its picture."""
    document = pypdfium2.PdfDocument(pdf)
    picture = document[0].render(scale=3).to_pil()
    document.close()
    (found,) = zxingcpp.read_barcodes(picture)
    return str(found.text)


def test_a_letter_is_sent_opened_received_and_checked(
    letter: Scene, live_server: Any, page: Page, post: PostOffice, barriers: Barriers
) -> None:
    complaints = complaints_of(page)
    paper, kasubag = paper_of(letter, KIND), letter.person("kasubag")
    visit = letter.visit("6")
    enter(page, live_server, kasubag, f"/jalan/{letter.run_id}/langkah/{visit.number}/")
    send(page)
    assert send_mails(lambda: letter.now) == 1
    enter(page, live_server, letter.person("kabid-angkutan"), "/naskah/masuk/")
    receive_inside(page)
    found = re.search(r"https?://\S+/t/\S+", post.text())
    assert found is not None
    enter(page, live_server, None, urlsplit(found[0]).path)
    assert barriers(page) == []
    receive_outside(page, live_server, pdf_of(paper))
    count = Recipient.objects.filter(paper=paper).count()
    enter(page, live_server, kasubag, f"/naskah/{letter.agency.code}/{paper.pk}/penerima/")
    expect(page.get_by_text(f"2 dari {count} sudah memberi tanda terima")).to_be_visible()
    code = code_on(pdf_of(paper))
    assert code.startswith(f"{live_server.url}/p/")
    enter(page, live_server, None, code.removeprefix(live_server.url))
    expect(page.get_by_text("KEPALA DINAS PERHUBUNGAN").first).to_be_visible()
    assert barriers(page) == []
    check_files(page, pdf_of(paper))
    assert complaints == []


def send(page: Page) -> None:
    """The sender makes the list, from the step itself, and sends."""
    page.get_by_role("link", name=re.compile("Belum ada penerima")).click()
    page.get_by_role("link", name=re.compile(r"Tambahkan \d unit")).click()
    page.get_by_role("button", name="Tambahkan").click()
    page.get_by_role("link", name="Tambah penerima").click()
    page.get_by_label("Cara pengiriman").select_option("email")
    page.get_by_label("Nama penerima di luar").fill("Camat Bayang")
    page.get_by_label("Alamat surel").fill("camat@example.go.id")
    page.get_by_role("button", name="Tambah penerima").click()
    page.get_by_role("link", name="Kirim naskah").click()
    page.get_by_role("button", name="Kirim").click()
    expect(page.get_by_text("sudah memberi tanda terima")).to_be_visible()


def receive_inside(page: Page) -> None:
    """A unit opens it in the program and gives a receipt."""
    page.get_by_role("link", name=re.compile("Surat permintaan data")).click()
    expect(page.get_by_role("link", name="Buka naskah (PDF)")).to_be_visible()
    page.get_by_role("button", name="Beri tanda terima").click()
    expect(page.get_by_text("Tanda terima diberikan.")).to_be_visible()


def receive_outside(page: Page, server: Any, pdf: bytes) -> None:
    """Somebody outside opens their link, takes the letter, and gives a receipt."""
    page.get_by_role("button", name="Buka naskah").click()
    address = page.get_by_role("link", name="Unduh naskah (PDF)").get_attribute("href")
    assert page.request.get(f"{server.url}{address}").body() == pdf
    page.get_by_label("Nama penerima").fill("Sekretaris Kecamatan")
    page.get_by_label("Jabatan atau instansi").fill("Kecamatan Bayang")
    page.get_by_role("button", name="Beri tanda terima").click()
    expect(page.get_by_text("Sekretaris Kecamatan, Kecamatan Bayang")).to_be_visible()


def check_files(page: Page, pdf: bytes) -> None:
    """Anybody checks the file, and one in which a bit was changed."""
    expect(page.get_by_role("status")).to_contain_text("Asli dan berlaku")
    changed = bytearray(pdf)
    changed[len(changed) // 2] ^= 1
    for content, word in ((pdf, "Asli dan berlaku"), (bytes(changed), "Tidak asli")):
        file: Any = {"name": "naskah.pdf", "mimeType": "application/pdf", "buffer": content}
        page.get_by_label("Berkas PDF").set_input_files(file)
        page.get_by_role("button", name="Periksa berkas").click()
        expect(page.get_by_role("status")).to_contain_text(word)


def unit_of(scene: Scene) -> Unit:
    return Unit.objects.get(agency=scene.agency, code="angkutan")


def test_the_pages_fit_a_phone_and_keep_nobody_out(
    letter: Scene, live_server: Any, page: Page, barriers: Barriers
) -> None:
    paper, operator = paper_of(letter, KIND), letter.person("operator")
    ways: list[dict[str, Any]] = [
        {"way": "link", "name": "Camat"}, {"way": "app", "unit": unit_of(letter)},
    ]  # fmt: skip
    for way in ways:
        add_recipient(paper=paper, by=operator, now=letter.now, **way)
    send_paper(paper=paper, by=operator, now=letter.now)
    row = Recipient.objects.get(paper=paper, unit__code="angkutan")
    home = f"/naskah/{letter.agency.code}/{paper.pk}/penerima/"
    kabid = letter.person("kabid-angkutan")
    for who, address in (
        (operator, home), (operator, f"{home}tambah/"), (kabid, f"/naskah/masuk/{row.pk}/"),
        (kabid, "/naskah/masuk/"), (operator, f"/naskah/{letter.agency.code}/nomor/"),
        (operator, f"/naskah/{letter.agency.code}/"),
        (operator, f"/pemberitahuan/{letter.agency.code}/surel/"), (None, "/p/"),
    ):  # fmt: skip
        enter(page, live_server, who, address)
        for size in (DESK, PHONE):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert (address, wide) == (address, size["width"])
            # Lists stand row below row on a phone: none of them is moved sideways.
            assert (address, page.locator(".wide-scroll").evaluate_all(WIDER)) == (address, [])
            assert (address, barriers(page)) == (address, [])
    enter(page, live_server, operator, home)
    copy_message(page)


def copy_message(page: Page) -> None:
    """The message for a chat is in the clipboard after one press."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_text("Pesan untuk dibagikan").click()
    page.get_by_role("button", name="Salin pesan").click()
    expect(page.get_by_role("button", name="Pesan disalin")).to_be_visible()
    assert "/t/" in page.evaluate("navigator.clipboard.readText()")
