"""A worker says that it is at a job."""

from datetime import UTC, datetime, timedelta

import pytest

from himpun.office.models import Tick
from himpun.office.queries.ticks import ticks_by_job
from himpun.office.services.ticks import begin_tick, end_tick, stop_ticks

NOW = datetime(2026, 9, 14, 2, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)
pytestmark = pytest.mark.django_db


def test_it_is_one_row_for_each_job_of_each_worker() -> None:
    for now in (NOW, LATER):
        for worker in ("a/1", "b/2"):
            begin_tick(job="send-mails", worker=worker, now=now)
    found = ticks_by_job()
    assert list(found) == ["send-mails"]
    assert sorted(tick.worker for tick in found["send-mails"]) == ["a/1", "b/2"]
    assert {tick.begun_at for tick in found["send-mails"]} == {LATER}


def test_a_round_under_way_has_no_end_and_keeps_the_failure_of_the_one_before() -> None:
    end_tick(job="a", worker="w/1", begun_at=NOW, done=3, undone=["Tidak dapat."], now=NOW)
    stop_ticks(worker="w/1", now=NOW)
    begin_tick(job="a", worker="w/1", now=LATER)
    tick = Tick.objects.get()
    assert (tick.ended_at, tick.stopped_at, tick.done) == (None, None, 0)
    assert (tick.failed_at, tick.failure, tick.heard_at) == (NOW, "Tidak dapat.", LATER)
