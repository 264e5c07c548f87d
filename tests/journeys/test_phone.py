"""A form is filled in on a phone: one indicator at a time, with a photo, on a slow line or none."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect
from tests.browser import held_back
from tests.journeys.conftest import Sheets
from tests.journeys.official import PHONE, ready
from tests.performance.scene import Scene

from himpun.performance.models import Evidence, ValueChange

Barriers = Callable[[Page], list[str]]
FIELDS = ("realisation", "obstacles")


def test_on_a_phone_one_indicator_is_filled_in_at_a_time_with_a_photo(
    scene: Scene, sheets: Sheets, barriers: Barriers
) -> None:
    grid = sheets(viewport=PHONE, has_touch=True, is_mobile=True)
    page = grid.page
    page.goto(f"{grid.official.address}{grid.address()}")
    page.get_by_role("link", name="Persentase ruas jalan dengan rambu lengkap").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("rambu lengkap")
    ready(page)
    figure = page.get_by_label("Realisasi", exact=True)
    figure.fill("enam puluh")
    figure.blur()
    field = page.locator(".field", has=page.locator("[name=realisation]"))
    expect(field).to_contain_text("bukan angka")
    figure.fill("66,5")
    figure.blur()
    expect(field).to_contain_text("Tersimpan")
    expect(page.locator("[data-live=facts]")).to_contain_text("95,00 %, Sangat Tinggi")
    assert scene.value(1).realisation == "66.5"
    photo = {"name": "rambu.png", "mimeType": "image/png", "buffer": page.screenshot()}
    page.get_by_label("Foto bukti dari kamera").set_input_files(photo)  # type: ignore[arg-type]
    assert barriers(page) == []
    page.get_by_role("button", name="Simpan dan lanjut").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Jumlah kendaraan diuji")
    proof = Evidence.objects.get(value=scene.value(1))
    assert (proof.name, proof.added_by) == ("rambu.png", scene.filler)
    assert [change.source for change in ValueChange.objects.all()] == ["phone"]


def test_what_is_typed_on_a_phone_before_the_scripts_have_come_is_saved(
    scene: Scene, sheets: Sheets
) -> None:
    grid = sheets(viewport=PHONE, has_touch=True, is_mobile=True)
    page, address = grid.page, f"{grid.official.address}{grid.address()}"
    release = held_back(page, "**/grid-parts*.js")
    page.goto(f"{address}{scene.value(1).indicator_id}/", wait_until="commit")
    page.get_by_label("Realisasi", exact=True).fill("66,5")
    page.get_by_label("Realisasi", exact=True).blur()
    page.locator("summary", has_text="Kendala, solusi").click()
    page.get_by_label("Kendala").fill("Hujan")
    release()
    ready(page)
    left, entered = (page.locator(".field", has=page.locator(f"[name={name}]")) for name in FIELDS)
    expect(left).to_contain_text("Tersimpan")
    # The field that they are still in is saved when they leave it.
    expect(entered).not_to_contain_text("Tersimpan")
    assert (scene.value(1).realisation, scene.value(1).obstacles) == ("66.5", "")
    page.get_by_label("Kendala").blur()
    expect(entered).to_contain_text("Tersimpan")
    assert scene.value(1).obstacles == "Hujan"


def test_a_phone_without_network_keeps_what_was_typed(scene: Scene, sheets: Sheets) -> None:
    grid = sheets(viewport=PHONE, has_touch=True, is_mobile=True)
    page, address = grid.page, f"{grid.official.address}{grid.address()}"
    page.goto(f"{address}{scene.value(2).indicator_id}/")
    ready(page)
    grid.official.context.set_offline(True)
    page.get_by_label("Realisasi", exact=True).fill("290")
    page.get_by_role("button", name="Simpan dan lanjut").click()
    expect(page.get_by_role("alert")).to_contain_text("Jaringan terputus")
    assert scene.value(2).revision == 0
    grid.official.context.set_offline(False)
    expect(page.locator(".standing").first).to_contain_text("Tersimpan")
    assert scene.value(2).realisation == "290"
