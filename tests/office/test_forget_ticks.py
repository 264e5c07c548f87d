"""Workers that have long been gone are forgotten."""

from datetime import UTC, datetime, timedelta

import pytest

from himpun.office.models import Tick
from himpun.office.services.ticks import begin_tick, end_tick, forget_ticks

NOW = datetime(2026, 9, 14, 2, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=9)


@pytest.mark.django_db
def test_only_those_are_forgotten_that_gave_no_sign_since() -> None:
    end_tick(job="a", worker="gone/1", begun_at=LONG_AGO, done=0, undone=[], now=LONG_AGO)
    begin_tick(job="a", worker="killed/2", now=LONG_AGO)
    end_tick(job="a", worker="slow/3", begun_at=LONG_AGO, done=0, undone=[], now=NOW)
    begin_tick(job="a", worker="here/4", now=NOW)
    assert forget_ticks(before=NOW - timedelta(days=2)) == 2
    assert sorted(Tick.objects.values_list("worker", flat=True)) == ["here/4", "slow/3"]
