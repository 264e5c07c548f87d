"""What the clock notes when a step is handed on: once, in the same transaction, fairly."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.runs.scene import REASON, Scene, wib

from himpun.kernel.messages import Rejected
from himpun.monitoring.models import Halt, StepTime
from himpun.office.services import add_holiday
from himpun.runs import services

HOUR = 3600


def times(scene: Scene, node: str = "", unit: str = "") -> list[StepTime]:
    found = StepTime.objects.filter(run=scene.run_id).order_by("pk")
    return list(found.filter(node=node, unit=unit) if node else found)


def one(scene: Scene, node: str, unit: str = "") -> StepTime:
    (row,) = times(scene, node, unit)
    return row


def test_waiting_and_working_are_told_apart_in_office_hours(running: Scene) -> None:
    running.now = wib(2026, 9, 14, 10)
    running.start_step("1")
    running.now = wib(2026, 9, 15, 9)
    running.complete("1")
    row = one(running, "1")
    # From 08.00 to 10.00; then 10-12 and 13-16, and the next morning from 07.30 to 09.00.
    assert (row.waiting, row.working) == (2 * HOUR, 6.5 * HOUR)
    assert (row.agency, row.period, row.noted) == (running.agency, "2026-TW3", True)


def test_who_notes_no_beginning_worked_from_the_opening(running: Scene) -> None:
    running.now = wib(2026, 9, 14, 9)
    running.complete("1")
    row = one(running, "1")
    assert (row.waiting, row.working, row.noted) == (0, HOUR, False)


def test_the_standard_time_is_what_the_sop_gives_from_the_beginning(running: Scene) -> None:
    standard = running.sop.by_key["1"].time
    assert standard is not None
    assert standard.office_time is not None
    running.now += standard.office_time
    running.complete("1")
    assert one(running, "1").within is True
    assert one(running, "1").late is False
    second = running.sop.by_key["2"].time
    assert second is not None
    assert second.office_time is not None
    running.now += second.office_time + timedelta(minutes=1)
    running.complete("2")
    row = one(running, "2")
    assert (row.within, row.late, row.allowed) == (False, True, second.office_time.seconds)


def test_each_round_counts_by_itself_and_says_who_sent_it_back(running: Scene) -> None:
    running.walk("5")
    running.now += timedelta(minutes=30)
    running.send_back("5", "3")
    running.now += timedelta(minutes=20)
    running.complete("3")
    returned, (first, second) = one(running, "5"), times(running, "3")
    assert (returned.sent_back, returned.again, returned.working) == (True, False, HOUR // 2)
    assert (first.again, second.again, second.round, second.working) == (False, True, 2, 1200)


def test_a_halted_run_counts_against_nobody(running: Scene) -> None:
    steward = running.person("operator")
    running.now = wib(2026, 9, 14, 9)
    services.suspend_run(run_id=running.run_id, reason=REASON, by=steward, now=running.now)
    running.now = wib(2026, 9, 16, 9)
    services.resume_run(run_id=running.run_id, by=steward, now=running.now)
    running.now = wib(2026, 9, 16, 10)
    running.complete("1")
    assert one(running, "1").working == 2 * HOUR
    assert Halt.objects.get().until_at == wib(2026, 9, 16, 9)
    running.complete("2")
    assert one(running, "2").working == 0


def test_the_calendar_of_the_day_counts_and_stays(running: Scene) -> None:
    running.now = wib(2026, 9, 15, 9)
    running.complete("1")
    before = one(running, "1").working
    add_holiday(
        agency=running.agency, on=date(2026, 9, 14), name="Libur daerah", kind="lokal",
        decree="SK 1/2026", by=None, now=running.now,
    )  # fmt: skip
    assert one(running, "1").working == before > HOUR


def test_a_step_that_was_refused_leaves_nothing(running: Scene) -> None:
    with pytest.raises(Rejected):
        running.complete("1", by=running.outsider())
    assert not times(running)


def test_a_cancelled_run_is_counted_no_more(running: Scene) -> None:
    running.complete("1")
    services.cancel_run(
        run_id=running.run_id, reason=REASON, by=running.person("operator"), now=running.now
    )
    assert not times(running)


def test_a_step_costs_one_statement_more(running: Scene, settings: pytest.MonkeyPatch) -> None:
    companions = settings.HIMPUN_STEP_COMPANIONS  # type: ignore[attr-defined]
    with CaptureQueriesContext(connection) as counted:
        running.complete("1")
    ours = [one for one in counted.captured_queries if "monitoring_" in one["sql"]]
    assert len(ours) == 1
    assert any("follow_times" in path for path in companions)
