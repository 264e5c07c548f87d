"""The pages of forms in a real browser: nobody is kept out, at any width."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page
from tests.archive.files import PDF
from tests.performance.asking import ask
from tests.performance.pages import Pages
from tests.performance.saving import save
from tests.performance.scene import OWN, build
from tests.runs.test_step_page_browser import DESK, PHONE, TOO_SMALL

from himpun.archive.services import store_file
from himpun.office.models import Person
from himpun.performance.models import Form, Value
from himpun.performance.services.evidence import add_evidence
from himpun.performance.services.remarks import add_comment

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
Barriers = Callable[[Page], list[str]]


@pytest.fixture
def pages(
    transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Pages:  # fmt: skip
    scene = build(tmp_path)
    monkeypatch.setattr("django.utils.timezone.now", lambda: scene.now)
    return Pages(scene)


def filled(pages: Pages) -> None:
    """A form in which there is something of everything."""
    scene = pages.scene
    save(
        scene, (1, {"realisation": "68", "obstacles": "Hujan lebat pada bulan Agustus."}),
        (2, {"realisation": "287"}), (3, {"realisation": "7"}), (4, {"no_value": "Alat rusak."}),
        (10, {"items.berfungsi": "450", "items.terpasang": "600"}),
    )  # fmt: skip
    save(scene, (1, {"realisation": "69", "note": "Sesuai laporan bidang."}))
    file = store_file(content=PDF, name="laporan.pdf", now=scene.now)
    add_evidence(
        value=scene.value(1).pk, file=file, name="laporan.pdf", by=scene.filler, now=scene.now
    )
    add_comment(value=scene.value(1).pk, text="Sudah dicek.", by=scene.verifier, now=scene.now)
    ask(scene)
    Value.objects.filter(pk=scene.value(3).pk).update(returned="Bukti belum lengkap.")


def enter(page: Page, pages: Pages, who: Person, address: str) -> None:
    """Signs somebody in and opens an address."""
    cookie = pages.client(who).cookies[settings.SESSION_COOKIE_NAME]
    server = address.partition("/kinerja")[0]
    page.context.clear_cookies()
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": server}])
    page.goto(address)


@pytest.mark.once
@pytest.mark.parametrize("state", ["empty", "filled", "complete", "closed"])
def test_the_pages_keep_nobody_out_at_any_width(
    state: str, pages: Pages, live_server: Any, page: Page, barriers: Barriers
) -> None:
    scene = pages.scene
    if state != "empty":
        filled(pages)
    form = Form.objects.filter(pk=scene.form().pk)
    if state == "complete":
        form.update(complete_at=scene.now, first_complete_at=scene.now)
    if state == "closed":
        form.update(closes_at=scene.now)
    noise: list[str] = []
    page.on("console", lambda said: noise.append(said.text) if said.type == "error" else None)
    for address in (
        f"/kinerja/jalan/{scene.run_id}/", pages.address(), pages.address(rest="?periksa"),
        pages.indicator(1), pages.indicator(10), pages.address(rest="cetak/"),
    ):  # fmt: skip
        enter(page, pages, scene.filler, live_server.url + address)
        for size in (DESK, PHONE):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert (address, size, wide) == (address, size, size["width"])
        assert (address, page.evaluate(TOO_SMALL)) == (address, [])
        assert (address, barriers(page)) == (address, [])
    assert noise == []


def test_a_wrong_value_is_told_on_a_phone_without_a_script(
    pages: Pages, live_server: Any, browser: Any, barriers: Barriers
) -> None:
    scene = pages.scene
    context = browser.new_context(java_script_enabled=False, viewport=PHONE, locale="id-ID")
    page = context.new_page()
    enter(page, pages, scene.filler, live_server.url + pages.indicator(1))
    page.get_by_label("Realisasi", exact=True).fill("enam puluh")
    page.get_by_role("button", name="Simpan dan lanjut").click()
    assert page.get_by_role("alert").inner_text().startswith("“enam puluh” bukan angka")
    page.get_by_label("Realisasi", exact=True).fill("66,5")
    page.get_by_label("Foto bukti dari kamera").set_input_files(
        {"name": "rambu.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    page.get_by_role("button", name="Simpan dan lanjut").click()
    assert page.url.endswith(pages.indicator(2))
    context.close()
    value = scene.value(1)
    assert (value.realisation, value.evidence.count()) == ("66.5", 1)
    assert scene.form(OWN).revision == 1
