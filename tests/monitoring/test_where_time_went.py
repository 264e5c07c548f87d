"""In whose hands the time of a run has been: the board says it of the run that it speaks of."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tests.kernel.definitions import read_sop
from tests.monitoring.boards import collecting
from tests.runs.pages import Pages
from tests.runs.scene import Scene

from himpun.kernel.worktime import FIVE_DAYS, RAMADAN_FIVE_DAYS, WIB, Calendar
from himpun.monitoring.queries.agency_board import Focus, agency_board
from himpun.monitoring.rules.clock import Interval, Kind
from himpun.monitoring.rules.where_time_went import Share, where_time_went

ADDRESS = "/papan/instansi/pesisir-selatan-dishub/"
SOP = read_sop("pesisir-selatan-dishub")
CALENDAR = Calendar(WIB, FIVE_DAYS, RAMADAN_FIVE_DAYS, (), {}, frozenset({2026}))
"""Monday to Thursday 07.30 to 16.00, with a break from 12.00 to 13.00."""
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def held(
    node: str, visit: int, hours: tuple[int, int], unit: str = "", kind: Kind = "work"
) -> Interval:
    """On Monday 14 September 2026, from one full hour to another."""
    start, end = (datetime(2026, 9, 14, hour, tzinfo=WIB) for hour in hours)
    return Interval(1, kind, start, end, unit, visit, node)


def told(*intervals: Interval) -> list[tuple[str, timedelta, timedelta, bool]]:
    found = where_time_went(intervals, SOP, CALENDAR)
    return [(share.title, share.held, share.allowed, share.over) for share in found]


def test_waiting_and_working_of_a_performer_s_steps_add_up_beside_their_standard_times() -> None:
    assert told(
        held("1", 1, (8, 9), kind="wait"), held("1", 1, (9, 11)), held("4", 9, (13, 14)),
    ) == [("Sekretaris", 4 * HOUR, 20 * MINUTE, True)]  # fmt: skip


def test_of_work_that_each_unit_does_the_slowest_unit_counts() -> None:
    assert told(
        held("7", 2, (8, 10), "a"), held("7", 3, (8, 9), "b"), held("7", 4, (9, 12), "b"),
    ) == [("Kabid/KPA", 4 * HOUR, 60 * MINUTE, True)]  # fmt: skip


def test_the_longest_stands_first_and_what_nobody_holds_is_left_out() -> None:
    found = told(
        held("1", 1, (8, 9)), held("2", 2, (9, 11)), held("7", 3, (13, 14), "a", "block"),
        held("no-such-step", 4, (14, 15)), held("", 0, (15, 16), kind="halt"),
    )  # fmt: skip
    assert [title for title, *_ in found] == [SOP.performers["kasubag"].title, "Sekretaris"]


@pytest.fixture
def scene(db: None, tmp_path: Path) -> Scene:
    return collecting(tmp_path)


def focus(scene: Scene) -> Focus:
    found = agency_board(scene.agency, scene.now).focus
    assert found is not None
    return found


def shares(scene: Scene) -> dict[str, Share]:
    return {share.title: share for share in focus(scene).shares}


def test_the_board_tells_it_beside_the_standard_time(pages: Pages, scene: Scene) -> None:
    text = pages.text(scene.person("kasubag"), ADDRESS)
    assert "Ke mana waktu pergi" in text
    assert "lebih dari waktu baku" in text
    assert shares(scene)
    for title in shares(scene):
        assert title in text


def test_it_grows_while_the_run_goes_on_and_stays_when_it_is_over(scene: Scene) -> None:
    before = sum((share.held for share in shares(scene).values()), timedelta())
    scene.now += timedelta(days=3)
    assert sum((share.held for share in shares(scene).values()), timedelta()) > before
    scene.walk()
    done = shares(scene)
    assert not focus(scene).live
    scene.now += timedelta(days=30)
    assert shares(scene) == done
