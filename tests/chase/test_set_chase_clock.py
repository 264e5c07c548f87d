"""An agency in which nothing is to be chased rests until its next rung, or anything changes."""

from dataclasses import replace
from datetime import datetime, timedelta
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.chase.records import keys
from tests.runs.scene import Scene, wib

from himpun.chase import jobs, services
from himpun.chase.jobs import chase_due
from himpun.chase.models import ChaseClock
from himpun.chase.queries.resting import agencies_to_chase, rests_until
from himpun.chase.rules.resting import LEAST, SPREAD, rest_until
from himpun.chase.rules.shipped import shipped_ladder
from himpun.chase.services.resting import set_chase_clock
from himpun.office.models import Agency
from himpun.office.queries import calendar_of
from himpun.office.services import add_holiday
from himpun.runs import services as runs

MINUTE = timedelta(minutes=1)
CALM = wib(2026, 9, 17, 10)
"""The day on which they owe; the first rung comes on the 18th at 7.30."""


@pytest.fixture
def resting(owing: Scene) -> Scene:
    assert chase_due(CALM) == 0
    owing.now = CALM
    return owing


def awake(scene: Scene, now: datetime = CALM + MINUTE) -> bool:
    return [agency.pk for agency, _ in agencies_to_chase(now)] == [scene.agency.pk]


def test_nothing_is_asked_of_an_agency_that_rests(resting: Scene) -> None:
    assert not awake(resting)
    with patch.object(jobs, "rests_until", side_effect=AssertionError), CaptureQueriesContext(
        connection
    ) as asked:  # fmt: skip
        assert chase_due(CALM + MINUTE) == 0
    assert len(asked) <= 6


def test_it_rests_no_longer_than_until_its_next_rung(owing: Scene) -> None:
    calendar = calendar_of(owing.agency)
    coming = [CALM - MINUTE, CALM + 20 * MINUTE, CALM + 10 * MINUTE]
    assert rest_until(coming, CALM, calendar, 0) == CALM + 10 * MINUTE
    assert rest_until([], CALM, calendar, 0) == CALM + LEAST * MINUTE
    assert rest_until([], CALM, calendar, SPREAD - 1) < CALM + (LEAST + SPREAD) * MINUTE


def test_it_rests_at_night_until_the_office_opens_and_is_chased_then(resting: Scene) -> None:
    assert rests_until(resting.agency, wib(2026, 9, 17, 20)) == wib(2026, 9, 18, 7, 30)
    assert chase_due(wib(2026, 9, 17, 20)) == 0
    assert not awake(resting, wib(2026, 9, 18, 7, 29))
    assert chase_due(wib(2026, 9, 18, 7, 30)) == len(resting.units())
    assert keys(resting, "angkutan") == ["sebelum-3"]


def test_it_wakes_after_the_break_at_noon(resting: Scene) -> None:
    ends = rests_until(resting.agency, wib(2026, 9, 17, 12, 15))
    assert ends is not None
    assert ends.date() == wib(2026, 9, 17).date()


def test_it_wakes_when_a_step_goes_on(resting: Scene) -> None:
    resting.complete("8", "angkutan")
    assert awake(resting)


def test_it_wakes_when_a_unit_gets_more_time(resting: Scene) -> None:
    runs.extend_unit(
        run_id=resting.run_id, unit="angkutan", until=wib(2026, 9, 30).date(), reason="Banjir",
        by=resting.person("kasubag"), now=CALM,
    )  # fmt: skip
    assert awake(resting)


def test_it_wakes_when_the_ladder_changes(resting: Scene) -> None:
    services.set_ladder(
        agency=resting.agency, sop=resting.sop, seen=0, by=resting.person("operator"), now=CALM,
        ladder=replace(shipped_ladder(by_sop=True), most=3),
    )  # fmt: skip
    assert awake(resting)


def test_it_wakes_when_a_day_off_is_entered_for_all(resting: Scene) -> None:
    add_holiday(
        agency=None, on=wib(2026, 9, 22).date(), name="Libur nasional", kind="nasional",
        decree="SKB 1/2026", by=None, now=CALM,
    )  # fmt: skip
    assert awake(resting)


def test_it_wakes_when_its_zone_changes(resting: Scene) -> None:
    Agency.objects.filter(pk=resting.agency.pk).update(zone="WIT")
    assert awake(resting)


def test_it_is_looked_at_now_and_then_whatever_its_clock_says(resting: Scene) -> None:
    assert awake(resting, CALM + (LEAST + SPREAD) * MINUTE)


def test_a_clock_from_the_future_counts_for_nothing(resting: Scene) -> None:
    assert awake(resting, CALM - MINUTE)


def test_what_changes_while_it_is_looked_at_wakes_it_again(owing: Scene) -> None:
    ((agency, mark),) = agencies_to_chase(CALM)
    owing.now = CALM
    owing.complete("8", "angkutan")
    set_chase_clock(agency=agency, mark=mark, next_at=CALM + 10 * MINUTE, now=CALM)
    set_chase_clock(agency=agency, mark=mark, next_at=CALM + 20 * MINUTE, now=CALM)
    assert ChaseClock.objects.get().next_at == CALM + 20 * MINUTE
    assert awake(owing)


def test_an_agency_with_something_to_do_does_not_rest(owing: Scene) -> None:
    assert rests_until(owing.agency, wib(2026, 9, 18, 8)) is None
