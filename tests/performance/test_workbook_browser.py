"""A form's workbook in a real browser: down, edited in an office program, and up again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect
from tests.performance.saving import save
from tests.performance.scene import OWN, Scene
from tests.performance.workbooks import edited
from tests.runs.pages import Pages

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1366, "height": 768}
Barriers = Callable[[Page], list[str]]


@pytest.fixture(autouse=True)
def clock(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: scene.now)


def enter(page: Page, scene: Scene, address: str) -> None:
    """Signs the filler in and opens the form's address."""
    cookie = Pages(scene).client(scene.filler).cookies[settings.SESSION_COOKIE_NAME]
    base = address.partition("/kinerja")[0]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": base}])
    page.goto(address)


def wide_and_barred(page: Page, barriers: Barriers) -> list[str]:
    """What keeps somebody out, and what runs over the edge, on a desk and on a phone."""
    found = []
    for size in (DESK, PHONE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        found += [f"{size['width']}: {it}" for it in barriers(page)]
        if page.evaluate("document.documentElement.scrollWidth") != size["width"]:
            found.append(f"{size['width']}: too wide")
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    return found


def test_it_goes_down_is_filled_in_and_comes_back_up(
    scene: Scene, live_server: Any, page: Page, barriers: Barriers, tmp_path: Path
) -> None:
    address = f"{live_server.url}/kinerja/jalan/{scene.run_id}/formulir/{OWN}/"
    enter(page, scene, address)
    page.get_by_role("link", name="Isi lewat Excel").click()
    assert wide_and_barred(page, barriers) == []
    with page.expect_download() as down:
        page.get_by_role("link", name="Unduh lembar isian (.xlsx)").click()
    keys = [f"v{scene.value(no).pk}" for no in (1, 2, 3)]
    file = tmp_path / "isian.xlsx"
    file.write_bytes(
        edited(
            down.value.path().read_bytes(),
            {
                (keys[0], "realisation"): "71,5",
                (keys[0], "obstacles"): "Cuaca\nburuk",
                (keys[1], "realisation"): "301",
                (keys[2], "realisation"): "tujuh",
            },
        )
    )
    save(scene, (2, {"realisation": "299"}), by=scene.colleague)
    page.get_by_label("Lembar isian yang sudah diisi").set_input_files(file)
    page.get_by_role("button", name="Unggah dan bandingkan").click()
    for title in ("Akan berubah", "Diubah juga oleh orang lain", "Tidak dapat disimpan"):
        expect(page.get_by_role("heading", name=title)).to_be_visible()
    assert wide_and_barred(page, barriers) == []
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_text("2 nilai tersimpan dari lembar Excel.")).to_be_visible()
    assert scene.value(1).realisation == "71.5"
    assert scene.value(1).obstacles == "Cuaca\nburuk"
    assert scene.value(2).realisation == "301"
    assert scene.value(3).realisation == ""
