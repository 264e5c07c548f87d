"""The government moves a day."""

from datetime import date

import pytest
from tests.office.scene import ASKED, NOW, Scene

from himpun.office.models import Holiday, HolidayYear
from himpun.office.queries import calendar_of, journal_rows
from himpun.office.rules import Refused
from himpun.office.services import add_holiday, correct_holiday

FIRST, MOVED = date(2026, 5, 26), date(2026, 5, 27)


@pytest.fixture
def holiday(scene: Scene) -> Holiday:
    HolidayYear.objects.create(year=2026, decree="SKB")
    return add_holiday(
        agency=None, on=FIRST, name="Iduladha", kind="nasional", decree="SKB 1", **ASKED
    )


def test_the_calendar_follows_and_the_journal_keeps_what_it_was(
    scene: Scene, holiday: Holiday
) -> None:
    assert not calendar_of(scene.agency).is_working_day(FIRST)
    correct_holiday(
        holiday=holiday, on=MOVED, name="Iduladha", decree="SKB 2", by=scene.system, now=NOW
    )
    calendar = calendar_of(scene.agency)
    assert calendar.is_working_day(FIRST)
    assert not calendar.is_working_day(MOVED)
    body = journal_rows(None, limit=1)[0].body
    assert (body["before"]["on"], body["after"]["decree"]) == ("2026-05-26", "SKB 2")


def test_a_withdrawn_day_is_worked_and_its_place_is_free_again(
    scene: Scene, holiday: Holiday
) -> None:
    correct_holiday(
        holiday=holiday,
        on=FIRST,
        name="Iduladha",
        decree="SKB 3",
        withdrawn=True,
        by=scene.system,
        now=NOW,
    )
    assert calendar_of(scene.agency).is_working_day(FIRST)
    with pytest.raises(Refused, match="sudah dicabut"):
        correct_holiday(holiday=holiday, on=FIRST, name="x", decree="x", **ASKED)
    add_holiday(agency=None, on=FIRST, name="Lain", kind="nasional", decree="SKB 4", **ASKED)
    assert not calendar_of(scene.agency).is_working_day(FIRST)


def test_it_refuses_a_taken_day_missing_words_and_an_agency_s_administrator(
    scene: Scene, holiday: Holiday
) -> None:
    add_holiday(agency=None, on=MOVED, name="Lain", kind="nasional", decree="SKB", **ASKED)
    with pytest.raises(Refused, match="sudah tercatat"):
        correct_holiday(holiday=holiday, on=MOVED, name="x", decree="x", **ASKED)
    with pytest.raises(Refused, match="harus diisi"):
        correct_holiday(holiday=holiday, on=FIRST, name="", decree="x", **ASKED)
    with pytest.raises(Refused, match="administrator sistem"):
        correct_holiday(holiday=holiday, on=FIRST, name="x", decree="x", by=scene.admin, now=NOW)
