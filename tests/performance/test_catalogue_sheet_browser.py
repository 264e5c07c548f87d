"""A catalogue's workbook in a real browser: what is wrong, what would change, and all of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect
from tests.performance.catalogues import edited
from tests.performance.keepers import NOW, Keepers, build
from tests.performance.test_workbook_browser import Barriers, wide_and_barred

from himpun.performance.models import Objective
from himpun.performance.queries.workbooks.catalogue import catalogue_workbook

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def keepers(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Keepers:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return build()


def upload(
    page: Page, keepers: Keepers, folder: Path, cells: Mapping[tuple[str, str], Mapping[str, str]]
) -> None:
    """Hands in the catalogue with cells typed anew."""
    file = folder / "katalog.xlsx"
    file.write_bytes(edited(catalogue_workbook(keepers.office.agency), cells))
    page.get_by_label("Katalog yang sudah diubah").set_input_files(file)
    page.get_by_role("button", name="Unggah dan bandingkan").click()


def test_what_is_wrong_is_named_and_then_everything_is_saved(
    keepers: Keepers, live_server: Any, page: Page, barriers: Barriers, tmp_path: Path
) -> None:
    client = Client()
    client.force_login(keepers.office.kasubag.user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page.goto(f"{live_server.url}/kinerja/{keepers.office.agency.code}/indikator/")
    page.get_by_role("link", name="Katalog lewat Excel").click()
    assert wide_and_barred(page, barriers) == []
    upload(page, keepers, tmp_path, {("Indikator", "IKU-1"): {"cap": "banyak"}})
    expect(page.get_by_role("heading", name="Perlu diperbaiki")).to_be_visible()
    expect(page.get_by_role("button", name="Simpan semuanya")).to_have_count(0)
    assert wide_and_barred(page, barriers) == []
    page.get_by_role("link", name="Batal").click()
    upload(page, keepers, tmp_path, {("Sasaran", "P1"): {"name": "Program Jalan Daerah"}})
    assert wide_and_barred(page, barriers) == []
    page.get_by_role("button", name="Simpan semuanya").click()
    expect(page.get_by_text("1 perubahan katalog tersimpan.")).to_be_visible()
    assert Objective.objects.get(code="P1").name == "Program Jalan Daerah"
