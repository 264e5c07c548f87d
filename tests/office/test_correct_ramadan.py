"""The sidang isbat has spoken."""

from datetime import date, time

import pytest
from tests.office.scene import NOW, Scene

from himpun.office.models import HolidayYear, RamadanRange
from himpun.office.queries import calendar_of
from himpun.office.rules import Refused
from himpun.office.services import correct_ramadan

FIRST, LAST = date(2026, 2, 19), date(2026, 3, 19)


@pytest.fixture
def ramadan(scene: Scene) -> RamadanRange:
    HolidayYear.objects.create(year=2026, decree="SKB")
    return RamadanRange.objects.create(
        first_on=date(2026, 2, 18), last_on=date(2026, 3, 19), estimated=True
    )


def test_the_office_opens_by_the_corrected_days(scene: Scene, ramadan: RamadanRange) -> None:
    correct_ramadan(ramadan=ramadan, first_on=FIRST, last_on=LAST, by=scene.system, now=NOW)
    calendar = calendar_of(scene.agency)
    hours = {on: calendar.opens_at(on) for on in (date(2026, 2, 18), FIRST)}
    assert [found.time() for found in hours.values() if found] == [time(7, 30), time(8)]
    assert not ramadan.estimated


@pytest.mark.parametrize(
    ("first", "last", "reason"),
    [
        (LAST, FIRST, "mendahului"),
        (date(2026, 2, 17), LAST, "paling lama 30 hari"),
        (date(2027, 2, 8), date(2027, 3, 9), "sudah tercatat"),
    ],
)
def test_it_refuses_what_is_no_ramadan(
    scene: Scene, ramadan: RamadanRange, first: date, last: date, reason: str
) -> None:
    RamadanRange.objects.create(first_on=date(2027, 2, 8), last_on=date(2027, 3, 9))
    with pytest.raises(Refused, match=reason):
        correct_ramadan(ramadan=ramadan, first_on=first, last_on=last, by=scene.system, now=NOW)


def test_it_refuses_an_agency_s_administrator(scene: Scene, ramadan: RamadanRange) -> None:
    with pytest.raises(Refused, match="administrator sistem"):
        correct_ramadan(ramadan=ramadan, first_on=FIRST, last_on=LAST, by=scene.admin, now=NOW)
