"""Digests are made in office hours, agency by agency, whatever the clock did."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.notices.digests import MORNING, running, told
from tests.notices.post_office import PostOffice
from tests.runs.crash_rivals import at_once
from tests.runs.scene import Scene, wib

from himpun.notices.jobs import make_digests
from himpun.notices.models import Digest, DigestClock, Mail
from himpun.notices.queries.digests import agencies_due
from himpun.notices.services.digesting import set_digest_clock
from himpun.office.models import Person
from himpun.office.services import add_holiday

SATURDAY, MONDAY = wib(2026, 9, 19, 9), wib(2026, 9, 21, 9)


@pytest.fixture
def scene(db: None, tmp_path: Path, post: PostOffice) -> Scene:
    return running(tmp_path)


def due(scene: Scene, at: datetime) -> bool:
    return agencies_due(at).filter(pk=scene.agency.pk).exists()


def test_an_agency_is_looked_at_when_its_time_comes(scene: Scene) -> None:
    assert due(scene, MORNING), "one that never was"
    set_digest_clock(agency=scene.agency, next_at=MORNING + timedelta(days=1), now=MORNING)
    assert not due(scene, MORNING + timedelta(hours=23))
    assert due(scene, MORNING + timedelta(days=1))


def test_a_moment_that_a_wrong_clock_noted_counts_for_nothing(scene: Scene) -> None:
    ahead = wib(2031, 1, 2)
    set_digest_clock(agency=scene.agency, next_at=ahead + timedelta(days=1), now=ahead)
    assert due(scene, MORNING)
    set_digest_clock(agency=scene.agency, next_at=MORNING, now=MORNING)
    assert DigestClock.objects.filter(agency=scene.agency).count() == 1


@pytest.mark.parametrize(
    ("at", "some"),
    [
        (wib(2026, 9, 14, 7, 45), False),  # the office has just opened
        (MORNING, True),
        (wib(2026, 9, 14, 22), False),
        (SATURDAY, False),
        (MONDAY, True),
    ],
)
def test_they_are_made_in_office_hours(scene: Scene, at: datetime, some: bool) -> None:
    assert bool(make_digests(at)) is some
    assert make_digests(at) == 0


def test_a_holiday_has_none(scene: Scene) -> None:
    add_holiday(
        agency=scene.agency, on=MORNING.date(), name="Hari Jadi", kind="lokal", decree="SK",
        by=None, now=scene.now,
    )  # fmt: skip
    assert make_digests(MORNING) == 0
    assert make_digests(MORNING + timedelta(days=1)) > 0


def test_what_a_worker_that_was_away_did_not_make_is_made_the_next_morning(scene: Scene) -> None:
    assert make_digests(wib(2026, 9, 14, 20)) == 0
    assert make_digests(wib(2026, 9, 15, 8, 30)) > 0


def test_a_year_without_holiday_table_is_waited_for(scene: Scene) -> None:
    assert make_digests(wib(2031, 1, 6, 9)) == 0
    assert not DigestClock.objects.exists()
    assert make_digests(MORNING) > 0


def test_looking_when_none_is_due_costs_one_query(scene: Scene) -> None:
    make_digests(MORNING)
    with CaptureQueriesContext(connection) as asked:
        assert make_digests(MORNING + timedelta(minutes=1)) == 0
    assert len(asked) == 1


@pytest.mark.django_db(transaction=True)
def test_several_workers_at_once_make_each_once(tmp_path: Path, post: PostOffice) -> None:
    scene = running(tmp_path)
    for who in Person.objects.filter(home=scene.agency)[:6]:
        told(scene, who, "satu", MORNING)

    answers = at_once(*[lambda: make_digests(MORNING)] * 3)
    made = sum(answer.given for answer in answers)
    assert made == Digest.objects.count() == Mail.objects.count() >= 6
