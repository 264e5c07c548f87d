"""Chasing in a browser: the board, a note, the warning letter of Pesisir Selatan signed and
received, the unit hands in, the ladder stops."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Clock, People
from tests.journeys.journey import Journey
from tests.journeys.official import PHONE, Official, Turn
from tests.journeys.papers import make_all, receive
from tests.letters.run_papers import give_letterhead
from tests.remembered import remembered
from tests.runs.scene import PESSEL, Scene, build, wib

from himpun.chase.jobs import chase_due
from himpun.chase.models import Rung
from himpun.project.sample import PASSWORD

pytestmark = pytest.mark.once
UNIT, BOARD = "Bidang Pelayaran", f"/penagihan/{PESSEL}/"


@pytest.fixture
def late(server: str, people: People, clock: Clock, tmp_path: Path) -> Journey:
    """One division has owed its data for weeks; it was reminded, and its limit has passed."""

    def waited() -> Scene:
        scene = build(tmp_path)
        scene.start(units=["pelayaran"])
        scene.walk("8")
        give_letterhead(scene)
        for day in (15, 18, 21, 22):
            chase_due(wib(2026, 9, day, 8))
        scene.tell_time(wib(2026, 10, 12))
        for code in ("staf", "sekretaris", "kadis", "kasubag", "kasi-pelayaran"):
            user = scene.person(code).user
            user.set_password(PASSWORD)
            user.save()
        return scene

    scene = remembered("late, chased", waited)
    clock.now = scene.now
    return Journey(people, clock, PESSEL, run=scene.run_id)


def board_of(official: Official) -> Page:
    """The board, as somebody opens it."""
    official.visit(BOARD)
    return official.page


def test_from_the_board_to_the_data_that_come_in(
    late: Journey, barriers: Callable[[Page], list[str]]
) -> None:
    kasubag = late.official("kasubag")
    page = board_of(kasubag)
    line = page.get_by_role("listitem").filter(has_text=UNIT)
    expect(line).to_contain_text("Terlambat")
    expect(line).to_contain_text("Disusun pada langkah 10.1")
    assert barriers(page) == []
    line.get_by_role("button", name="Ingatkan").click()
    expect(page.get_by_role("status")).to_contain_text("Diingatkan")
    page.get_by_role("link", name=UNIT, exact=True).click()
    expect(page.get_by_label("Isi pesan")).to_have_value(re.compile("Mohon bantuan"))
    assert barriers(page) == []
    page.get_by_role("link", name="Catat kontak").click()
    page.get_by_label("Apa yang dibicarakan").fill("Data dikirim besok.")
    page.get_by_role("button", name="Simpan catatan").click()
    expect(page.get_by_text("Data dikirim besok.")).to_be_visible()

    make_all(late.official("staf"), "10.1", UNIT)
    late.walk(Turn("staf", "10.1", UNIT))
    for who, step in (("sekretaris", "10.2"), ("kadis", "10.3")):
        make_all(late.official(who), step, UNIT)
        late.walk(Turn(who, step, UNIT))
    late.walk(Turn("kasubag", "10.4", UNIT))
    holder = late.official("kasi-pelayaran")
    receive(holder, "Surat peringatan")
    expect(board_of(kasubag).get_by_role("main")).to_contain_text(
        "1 dari 1 sudah memberi tanda terima"
    )

    holder.do(Turn("kasi-pelayaran", "9", UNIT))
    expect(board_of(kasubag).get_by_role("main")).to_contain_text("Tidak ada yang ditagih")
    before = Rung.objects.count()
    for day in (13, 14, 15, 16, 19):
        chase_due(wib(2026, 10, day, 9))
    assert Rung.objects.count() == before


def test_the_board_is_whole_on_a_telephone(
    late: Journey, barriers: Callable[[Page], list[str]]
) -> None:
    kasubag = late.people("pessel.kasubag", viewport=PHONE)
    page = board_of(kasubag)
    expect(page.get_by_role("button", name="Ingatkan yang dipilih")).to_be_visible()
    others = page.get_by_role("listitem").filter(has_text=UNIT).get_by_text("Lainnya")
    others.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name=f"Catat kontak {UNIT}")).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert barriers(page) == []
    kasubag.visit(f"{BOARD}tangga/{PESSEL}/ubah/")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert barriers(page) == []
