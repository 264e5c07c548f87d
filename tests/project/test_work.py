"""The background worker: what is due is told once, by whoever comes first, whatever happens."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.runs.scene import BEGIN, Scene, build, wib

from himpun.kernel.messages import Rejected
from himpun.kernel.worktime import CalendarUnknown
from himpun.project.background.jobs import JOBS
from himpun.runs import jobs, services
from himpun.runs.models import Event, Visit
from himpun.runs.queries.due import runs_with_something_due, timers_waiting

LATER = BEGIN + timedelta(hours=2)
"""The first step, of ten minutes, is late by then."""
AFTER_THE_LIMIT = wib(2026, 10, 12)
"""After the first week of the next quarter, when units that have not handed in are warned."""


@pytest.fixture
def scene(db: None, tmp_path: Path) -> Scene:
    built = build(tmp_path)
    built.start()
    return built


def told(kind: str = "StepOverdue") -> int:
    return Event.objects.filter(kind=kind).count()


def test_nothing_is_due_before_its_time(scene: Scene) -> None:
    assert runs_with_something_due(scene.now) == []
    assert jobs.tell_due(scene.now) == 0
    assert told() == 0


def test_a_step_is_told_late_once(scene: Scene) -> None:
    assert runs_with_something_due(LATER) == [scene.run_id]
    assert jobs.tell_due(LATER) == 1
    assert told() == 1
    assert runs_with_something_due(LATER) == []
    assert jobs.tell_due(LATER + timedelta(days=1)) == 0
    assert told() == 1


def test_a_unit_beyond_its_limit_is_told_once(scene: Scene) -> None:
    scene.walk(until="8")
    assert jobs.tell_due(AFTER_THE_LIMIT) == 1
    units = len(scene.units())
    assert told("LimitPassed") == units
    # The letters have due times of their own, which are told when they pass, and nothing twice.
    assert runs_with_something_due(AFTER_THE_LIMIT) == []
    jobs.tell_due(AFTER_THE_LIMIT + timedelta(days=30))
    assert told("LimitPassed") == units


def test_whatever_the_query_finds_there_is_something_to_tell(scene: Scene) -> None:
    """Else the worker would come back to the same run for ever."""
    scene.walk(until="8")
    for day in range(0, 60, 3):
        now = scene.now + timedelta(days=day)
        for run_id in runs_with_something_due(now):
            assert services.tell_time(run_id=run_id, now=now)
        assert runs_with_something_due(now) == []


def test_a_halted_run_is_left_in_peace_until_it_goes_on(scene: Scene) -> None:
    who = scene.person("operator")
    services.suspend_run(run_id=scene.run_id, reason="Menunggu APBD", by=who, now=scene.now)
    assert runs_with_something_due(LATER) == []


def test_looking_costs_two_queries_however_many_runs_there_are(scene: Scene) -> None:
    for period in ("2026-TW1", "2026-TW2", "2026-TW4"):
        scene.start(period)
    with CaptureQueriesContext(connection) as asked:
        assert len(runs_with_something_due(LATER)) == 4
    assert len(asked) == 2


def test_a_run_that_cannot_be_told_does_not_hold_up_the_others(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = scene.run_id
    scene.start("2026-TW4")
    tell = services.tell_time

    def tell_time(*, run_id: int, now: datetime) -> Any:
        if run_id == broken:
            raise CalendarUnknown(2099)
        return tell(run_id=run_id, now=now)

    monkeypatch.setattr(services, "tell_time", tell_time)
    assert jobs.tell_due(LATER) == 1
    assert runs_with_something_due(LATER) == [broken]


def test_a_portion_is_what_has_waited_longest(scene: Scene) -> None:
    for period in ("2026-TW1", "2026-TW2", "2026-TW4"):
        scene.now += timedelta(minutes=1)
        scene.start(period)
    everything = runs_with_something_due(LATER)
    assert runs_with_something_due(LATER, most=2) == everything[:2] == sorted(everything)[:2]
    assert runs_with_something_due(LATER, everything[:1], most=1) == everything[1:2]


def test_poisoned_runs_starve_nobody_however_many_they_are(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those that have waited longest cannot be told, and fill more than a portion."""
    for period in ("2026-TW1", "2026-TW2", "2026-TW4"):
        scene.now += timedelta(minutes=1)
        scene.start(period)
    monkeypatch.setattr(runs_with_something_due, "__defaults__", ((), 1))
    *poisoned, healthy = runs_with_something_due(LATER, most=9)
    tell = services.tell_time

    def tell_time(*, run_id: int, now: datetime) -> Any:
        if run_id in poisoned:
            raise Rejected("Tidak dapat.")
        return tell(run_id=run_id, now=now)

    monkeypatch.setattr(services, "tell_time", tell_time)
    assert jobs.tell_due(LATER) == 1
    assert runs_with_something_due(LATER, most=9) == poisoned
    assert Event.objects.filter(kind="StepOverdue", run=healthy).count() == 1


def test_what_waits_is_counted_with_the_oldest(scene: Scene) -> None:
    assert timers_waiting(scene.now) == (0, None, 0)
    first = Visit.objects.get().due_at
    scene.start("2026-TW4")
    assert timers_waiting(LATER) == (2, first, 0)


def test_once_does_what_is_due_and_ends(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    out = StringIO()
    call_command("work", "--once", stdout=out)
    lines = out.getvalue().splitlines()
    assert len(lines) == len(JOBS)
    assert {"1 running SOPs told", "0 mails sent", "0 packages sealed or proved"} <= set(lines)
    assert told() == 1


def at_once(count: int, do: Callable[[], int]) -> list[int]:
    """What several threads get that do the same at the same moment, each on its connection."""
    gate = threading.Barrier(count)
    got: list[int] = []

    def one() -> None:
        try:
            gate.wait()
            got.append(do())
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return got


@pytest.mark.django_db(transaction=True)
def test_several_workers_at_once_tell_it_once(tmp_path: Path) -> None:
    build(tmp_path).start()
    assert sorted(at_once(4, lambda: jobs.tell_due(LATER))) == [0, 0, 0, 1]
    assert told() == 1
