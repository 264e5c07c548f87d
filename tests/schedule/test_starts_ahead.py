"""The next starts of an agency, as its board shows them."""

from datetime import date

from tests.runs.pages import Pages
from tests.runs.scene import Scene, wib
from tests.schedule.starts import set_rule

from himpun.schedule.jobs import start_due
from himpun.schedule.queries.ahead import starts_ahead

BOARD = "/papan/instansi/pesisir-selatan-dishub/"


def test_the_soonest_stand_first_and_those_made_are_left_out(scene: Scene) -> None:
    assert starts_ahead(scene.agency, scene.now, 2) == []
    set_rule(scene)
    found = starts_ahead(scene.agency, scene.now, 2)
    assert [(one.period, one.on) for one in found] == [
        ("Triwulan III 2026", date(2026, 9, 14)), ("Triwulan IV 2026", date(2026, 12, 14)),
    ]  # fmt: skip
    assert start_due(wib(2026, 9, 14, 8)) == 1
    (after,) = starts_ahead(scene.agency, wib(2026, 9, 14, 8), 1)
    assert after.period == "Triwulan IV 2026"
    assert starts_ahead(scene.other, scene.now, 2) == []


def test_a_period_that_runs_already_is_not_ahead(scene: Scene) -> None:
    set_rule(scene)
    scene.start("2026-TW3")
    (next_one,) = starts_ahead(scene.agency, scene.now, 1)
    assert next_one.period == "Triwulan IV 2026"


def test_the_board_shows_them(scene: Scene, pages: Pages) -> None:
    set_rule(scene)
    start_due(wib(2026, 9, 14, 8))
    scene.now = wib(2026, 9, 15)
    text = pages.text(scene.person("kasubag"), BOARD)
    assert "Akan dimulai 14 Desember 2026" in text
    assert "Triwulan III 2026" in text
