"""A worker that ends because it was asked to is not missed."""

from datetime import UTC, datetime

import pytest

from himpun.office.models import Tick
from himpun.office.services.ticks import end_tick, stop_ticks

NOW = datetime(2026, 9, 14, 2, tzinfo=UTC)


@pytest.mark.django_db
def test_it_stops_at_all_its_jobs_and_no_other_worker_does() -> None:
    for job, worker in (("a", "w/1"), ("b", "w/1"), ("a", "w/2")):
        end_tick(job=job, worker=worker, begun_at=NOW, done=0, undone=[], now=NOW)
    stop_ticks(worker="w/1", now=NOW)
    stopped = Tick.objects.exclude(stopped_at=None).values_list("job", "worker")
    assert sorted(stopped) == [("a", "w/1"), ("b", "w/1")]
