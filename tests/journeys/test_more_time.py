"""More time in a browser: a unit is given some from the board, and a day off moves due times."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Clock, People
from tests.journeys.journey import Journey
from tests.remembered import remembered
from tests.runs.scene import PESSEL, Scene, build, wib
from tests.schedule.moving import gathering

from himpun.project.sample import PASSWORD

pytestmark = pytest.mark.once
UNIT, BOARD, KANTOR = "Bidang Angkutan", f"/penagihan/{PESSEL}/", f"/kantor/{PESSEL}/"


@pytest.fixture
def gathered(server: str, people: People, clock: Clock, tmp_path: Path) -> Journey:
    """The divisions gather their data, due on Thursday 24 September."""

    def asked() -> Scene:
        scene = gathering(build(tmp_path))
        for code in ("kasubag", "admin"):
            user = scene.person(code).user
            user.set_password(PASSWORD)
            user.save()
        return scene

    scene = remembered("gathering, in a browser", asked)
    clock.now = wib(2026, 9, 21, 9)
    return Journey(people, clock, PESSEL, run=scene.run_id)


def test_a_unit_is_given_more_time_from_the_board(
    gathered: Journey, barriers: Callable[[Page], list[str]]
) -> None:
    kasubag = gathered.official("kasubag")
    kasubag.visit(BOARD)
    page = kasubag.page
    line = page.get_by_role("listitem").filter(has_text=UNIT)
    expect(line).to_contain_text("24 September 2026")
    line.get_by_text("Lainnya").click()
    assert barriers(page) == []
    line.get_by_role("link", name="Beri waktu").click()
    form = page.get_by_role("form", name="Perpanjang batas waktu")
    expect(form.get_by_label("Unit atau langkah")).to_have_value("unit:angkutan")
    form.get_by_label("Sampai tanggal").fill("2026-09-29")
    form.get_by_label("Alasan").fill("Menunggu data terminal.")
    assert barriers(page) == []
    form.get_by_role("button", name="Perpanjang").click()
    expect(page.get_by_role("status")).to_be_visible()
    kasubag.visit(BOARD)
    expect(page.get_by_role("listitem").filter(has_text=UNIT)).to_contain_text("29 September 2026")


def test_a_day_off_moves_due_times_and_says_which_before_it_is_saved(
    gathered: Journey, barriers: Callable[[Page], list[str]]
) -> None:
    admin = gathered.official("admin")
    admin.visit(f"{KANTOR}libur/baru/")
    page = admin.page
    page.get_by_label("Tanggal").fill(date(2026, 9, 23).isoformat())
    page.get_by_label("Nama hari libur").fill("Hari jadi kabupaten")
    page.get_by_label("Dasar hukum").fill("Keputusan bupati (contoh)")
    page.get_by_role("button", name="Tambah hari libur").click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("tenggat bergeser")
    expect(main).to_contain_text("25 Sep 2026 16.30")
    assert barriers(page) == []
    page.get_by_role("button", name="dan geser").click()
    expect(main).to_contain_text("Hari libur ditambahkan")
    admin.visit(f"/jalan/{gathered.run}/")
    expect(main).to_contain_text("25 Sep")
    admin.visit(f"{KANTOR}kalender/")
    assert barriers(page) == []
