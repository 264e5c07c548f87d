"""The table that comes with the program."""

import tomllib
from datetime import date

import pytest
from tests.house.source import ROOT
from tests.office.scene import NOW, Scene

from himpun.kernel.worktime import CalendarUnknown
from himpun.office.models import Holiday, HolidayYear
from himpun.office.queries import calendar_of, holiday_year
from himpun.office.rules import Refused
from himpun.office.services import seed_holidays

TABLE = ROOT / "src" / "himpun" / "office" / "seed" / "holidays-id.toml"
DOCUMENT = tomllib.loads(TABLE.read_text(encoding="utf-8"))


def test_the_calendar_knows_its_years_and_no_other(scene: Scene) -> None:
    with pytest.raises(CalendarUnknown):
        calendar_of(scene.agency).is_working_day(date(2026, 8, 17))
    years = seed_holidays(document=DOCUMENT, by=scene.system, now=NOW)
    calendar = calendar_of(scene.agency)
    assert calendar.known_years == frozenset(years)
    assert not calendar.is_working_day(date(2026, 8, 17))
    assert calendar.is_working_day(date(2026, 8, 18))
    with pytest.raises(CalendarUnknown):
        calendar.is_working_day(date(max(years) + 1, 1, 4))


def test_a_year_that_is_there_keeps_its_corrections(scene: Scene) -> None:
    first, *_ = DOCUMENT["year"]
    seed_holidays(document={"year": [first]}, by=scene.system, now=NOW)
    Holiday.objects.filter(on__year=first["year"]).delete()
    years = seed_holidays(document=DOCUMENT, by=scene.system, now=NOW)
    assert first["year"] not in years
    assert not Holiday.objects.filter(on__year=first["year"]).exists()
    assert seed_holidays(document=DOCUMENT, by=scene.system, now=NOW) == ()
    found = holiday_year(first["year"])
    assert found is not None
    assert found.decree == first["decree"]


def test_it_refuses_who_does_not_administer_the_system(scene: Scene) -> None:
    with pytest.raises(Refused, match="administrator sistem"):
        seed_holidays(document=DOCUMENT, by=scene.admin, now=NOW)
    assert not HolidayYear.objects.exists()
