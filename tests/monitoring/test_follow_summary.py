"""What boards count of a run: kept when it starts, when its units change, and when it ends."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.runs.scene import REASON, Scene, wib

from himpun.monitoring.models import RunSummary
from himpun.monitoring.services.summaries import follow_summary
from himpun.runs import services
from himpun.runs.queries.standings import handed_in

SIX = 6
TABLE = RunSummary._meta.db_table


def row(scene: Scene) -> RunSummary:
    return RunSummary.objects.get(run=scene.run_id)


def live(scene: Scene) -> tuple[int, int]:
    """Units that have handed in, and in time, as boards count them while the run goes on."""
    found = handed_in({scene.run_id: row(scene).owing})
    handed, timely = found.get(scene.run_id, (0, 0))
    return handed, timely


def test_a_run_that_starts_says_its_quarter_its_units_and_where_they_hand_in(
    running: Scene,
) -> None:
    found = row(running)
    assert (found.agency, found.year, found.quarter) == (running.agency, 2026, 3)
    assert (found.units, found.steps, found.owing) == (SIX, 14, ["7", "8", "9"])
    assert found.allowed == 254_400  # 9 working days of 7 h 30 min, 3 h and 10 min
    assert (found.ended_at, found.seconds) == (None, None)


def test_finishing_a_step_costs_no_statement(running: Scene) -> None:
    with CaptureQueriesContext(connection) as asked:
        running.complete("1")
    assert not [question for question in asked if TABLE in question["sql"]]


def test_a_unit_counts_once_its_own_people_have_handed_on(running: Scene) -> None:
    running.walk(until="8")
    running.complete_all("7")
    assert live(running) == (0, 0)
    running.complete("8", "angkutan")
    assert live(running) == (0, 0)
    running.complete("9", "angkutan")
    assert live(running) == (1, 1)


def test_what_is_sent_back_to_a_unit_is_owed_again_and_was_not_late_for_that(
    running: Scene,
) -> None:
    running.walk(until="8")
    running.complete_all("7")
    for node in ("8", "9"):
        running.complete(node, "angkutan")
    running.send_back("10", "9", "angkutan")
    assert live(running) == (0, 0)
    running.now += timedelta(days=60)
    running.complete("9", "angkutan")
    assert live(running) == (1, 1)


def test_a_unit_that_hands_in_behind_its_due_time_is_not_timely(running: Scene) -> None:
    running.walk(until="8")
    running.complete_all("7")
    running.now = wib(2026, 11, 2)
    for node in ("8", "9"):
        running.complete(node, "angkutan")
    assert live(running) == (1, 0)


def test_a_unit_that_passes_the_step_counts_by_what_it_did_before(running: Scene) -> None:
    running.walk(until="8")
    running.complete_all("7")
    running.now = wib(2026, 11, 2)
    running.complete("8", "sekretariat")
    assert live(running) == (1, 0)


def test_the_end_keeps_the_sums_and_the_office_time_without_halts(running: Scene) -> None:
    running.now = wib(2026, 9, 14, 9)
    steward = running.person("operator")
    services.suspend_run(run_id=running.run_id, by=steward, reason=REASON, now=running.now)
    running.now = wib(2026, 9, 15, 9)
    services.resume_run(run_id=running.run_id, by=steward, now=running.now)
    running.now = wib(2026, 9, 15, 10)
    running.walk()
    found = row(running)
    assert found.ended_at == running.now
    assert (found.handed, found.timely) == (SIX, SIX)
    # From 08.00 to 09.00, and on the next day from 09.00 to 10.00.
    assert found.seconds == 2 * 3600


def test_an_excused_unit_is_owed_nothing_and_a_further_one_is(running: Scene) -> None:
    steward = running.person("operator")
    services.excuse_unit(
        run_id=running.run_id, unit="angkutan", reason=REASON, by=steward, now=running.now
    )
    assert row(running).units == SIX - 1


def test_a_cancelled_run_counts_for_nothing(running: Scene) -> None:
    services.cancel_run(
        run_id=running.run_id, reason=REASON, by=running.person("operator"), now=running.now
    )
    assert not RunSummary.objects.exists()


def test_a_wish_that_is_refused_leaves_the_row_as_it_was(
    running: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("himpun.letters.services.filing.follow_archive", refuse)
    with pytest.raises(RuntimeError):
        services.cancel_run(
            run_id=running.run_id, reason=REASON, by=running.person("operator"), now=running.now
        )
    assert row(running).ended_at is None
    assert follow_summary.__doc__
