"""A worker says what came of a round."""

from datetime import UTC, datetime, timedelta

import pytest

from himpun.office.models import Tick
from himpun.office.queries.ticks import ticks_by_job
from himpun.office.services.ticks import LONGEST, end_tick

NOW = datetime(2026, 9, 14, 2, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)
pytestmark = pytest.mark.django_db


def test_a_round_that_went_well_leaves_the_last_failure_standing() -> None:
    end_tick(job="a", worker="w/1", begun_at=NOW, done=0, undone=["Satu.", "Dua."], now=NOW)
    end_tick(job="a", worker="w/1", begun_at=LATER, done=2, undone=[], now=LATER)
    tick = Tick.objects.get()
    assert (tick.begun_at, tick.ended_at, tick.done) == (LATER, LATER, 2)
    assert (tick.failed_at, tick.failure) == (NOW, "Dua.")


def test_a_failure_of_any_length_is_kept_in_part() -> None:
    end_tick(job="a", worker="w/1", begun_at=NOW, done=0, undone=["x" * 9_999], now=NOW)
    assert len(Tick.objects.get().failure) == LONGEST


def test_the_worker_last_heard_of_stands_first() -> None:
    for worker, now in (("old/1", NOW), ("new/2", LATER), ("older/3", NOW - timedelta(days=1))):
        end_tick(job="a", worker=worker, begun_at=now, done=0, undone=[], now=now)
    assert [tick.worker for tick in ticks_by_job()["a"]] == ["new/2", "old/1", "older/3"]
