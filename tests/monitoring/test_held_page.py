"""Who held a run how long: the rows add up to the run's time, on the page and in the workbook."""

from datetime import timedelta
from itertools import pairwise

import pytest
from tests.monitoring.pages import Pages
from tests.runs.pages import column
from tests.runs.scene import REASON, Scene, wib

from himpun.kernel.run import ROOT
from himpun.monitoring.queries.held import held_view
from himpun.monitoring.rules.clock import total
from himpun.runs import services


@pytest.fixture
def worked(running: Scene) -> Scene:
    """Step 1 begun after an hour, given to somebody, halted for a day; units at their work."""
    running.now = wib(2026, 9, 14, 9)
    running.start_step("1")
    running.now = wib(2026, 9, 14, 10)
    running.complete("1")
    steward = running.person("operator")
    services.suspend_run(run_id=running.run_id, reason=REASON, by=steward, now=running.now)
    running.now = wib(2026, 9, 15, 10)
    services.resume_run(run_id=running.run_id, by=steward, now=running.now)
    running.now += timedelta(hours=1)
    running.walk("8")
    running.now += timedelta(hours=2)
    running.complete("8", running.visits("8")[0].unit)
    running.now += timedelta(hours=1)
    return running


def address(scene: Scene) -> str:
    return f"/papan/waktu/jalan/{scene.run_id}/"


def test_the_rows_of_the_run_add_up_to_its_time(worked: Scene) -> None:
    view = held_view(worked.person("kasubag"), worked.run_id, worked.now)
    assert view is not None
    outer = [row for row in view.rows if not row.inner]
    assert outer[0].start == wib(2026, 9, 14, 8)
    assert all(one.end == other.start for one, other in pairwise(outer))
    assert outer[-1].end == worked.now
    assert total(view.clock.of_scope(ROOT)) == worked.now - wib(2026, 9, 14, 8)
    assert any(row.inner and row.unit for row in view.rows)


def test_it_names_holders_halts_and_what_units_do(worked: Scene, pages: Pages) -> None:
    said = pages.text(worked.person("kasubag"), address(worked))
    assert "Sampai sekarang" in said
    assert "SOP dihentikan sementara" in said
    assert "Menunggu unit lain" in said or "Pada unit-unit" in said
    assert "Kasubag" in said


def test_the_workbook_ends_with_the_sum(worked: Scene, pages: Pages) -> None:
    sheet = pages.sheet(worked.person("kasubag"), f"{address(worked)}?bentuk=xlsx")
    assert column(sheet, "Pemegang")[-1] == "Jumlah"
    assert column(sheet, "Waktu kalender")[-1] == "1 hari 6 jam"


def test_the_run_s_page_shows_it_on_demand_without_a_query(running: Scene, pages: Pages) -> None:
    answer = pages.get(running.person("kasubag"), f"/jalan/{running.run_id}/")
    assert f'hx-get="{address(running)}"' in answer.content.decode()


def test_who_sees_the_run_sees_it_and_nobody_else(worked: Scene, pages: Pages) -> None:
    assert pages.get(worked.person("sekretaris"), address(worked)).status_code == 200
    assert pages.get(worked.reader(), address(worked)).status_code == 200
    assert pages.get(worked.outsider(), address(worked)).status_code == 404
