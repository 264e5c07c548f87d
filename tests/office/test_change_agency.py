"""Another name or working week."""

from datetime import date

import pytest
from tests.office.scene import NOW, Scene

from himpun.office.models import HolidayYear
from himpun.office.queries import calendar_of
from himpun.office.rules import Refused
from himpun.office.services import change_agency

SATURDAY = date(2026, 3, 7)


def test_a_six_day_week_is_in_the_calendar_at_once(scene: Scene) -> None:
    HolidayYear.objects.create(year=2026, decree="SKB")
    assert not calendar_of(scene.agency).is_working_day(SATURDAY)
    change_agency(
        agency=scene.agency,
        name="Dinas Perhubungan",
        region="Kabupaten Contoh",
        six_day=True,
        by=scene.colleague,
        now=NOW,
    )
    assert calendar_of(scene.agency).is_working_day(SATURDAY)
    assert scene.last().body["before"]["six_day"] is False


def test_it_refuses_a_missing_name_and_somebody_else_s_agency(scene: Scene) -> None:
    with pytest.raises(Refused, match="harus diisi"):
        change_agency(
            agency=scene.agency, name="", region="x", six_day=False, by=scene.admin, now=NOW
        )
    with pytest.raises(Refused, match="Hanya administrator Dinas Perhubungan"):
        change_agency(
            agency=scene.agency, name="x", region="x", six_day=False, by=scene.outsider, now=NOW
        )
