"""The hours that an agency or one of its units sets for itself."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.office.scene import ASKED, NOW, TODAY, Scene

from himpun.kernel.worktime import RAMADAN_SIX_DAYS, SIX_DAYS, Calendar, OfficeHours
from himpun.office.models import HolidayYear, WeekHours
from himpun.office.queries import (
    calendar_of,
    calendars_of,
    calendars_of_units,
    hours_of,
    weeks_in_force,
)
from himpun.office.rules import Refused
from himpun.office.services import set_office_hours

TOMORROW = TODAY + timedelta(1)
EARLY = OfficeHours((((time(6), time(9)), (time(10), time(14))),) * 5 + ((), ()))
FASTING = OfficeHours((((time(7), time(12)),),) * 5 + ((), ()))
NIGHT = OfficeHours((((time(20), time(23)),),) * 7)
WORDS: dict[str, Any] = {"weeks": (EARLY, FASTING), "basis": "SE 4/2026", **ASKED}


@pytest.fixture(autouse=True)
def known_year(scene: Scene) -> None:
    HolidayYear.objects.create(year=2026, decree="SKB")


def opens(calendar: Calendar, *days: date) -> list[time]:
    return [at.time() for on in days if (at := calendar.opens_at(on))]


@pytest.mark.parametrize("who", ["admin", "colleague"])
def test_the_agency_works_by_them_from_their_first_day(scene: Scene, who: str) -> None:
    words = {**WORDS, "by": getattr(scene, who)}
    set_office_hours(agency=scene.agency, from_on=TOMORROW, **words)
    assert opens(calendar_of(scene.agency), TODAY, TOMORROW) == [time(7, 30), time(6)]
    assert opens(calendar_of(scene.other), TOMORROW) == [time(7, 30)]
    assert weeks_in_force(scene.agency, scene.roads, TOMORROW) == (EARLY, FASTING)
    row = scene.last()
    assert (row.action, row.actor) == ("OfficeHoursSet", getattr(scene, who))
    assert row.body["week"][0] == [["06:00", "09:00"], ["10:00", "14:00"]]


def test_a_unit_has_hours_of_its_own_and_the_others_follow_the_agency(scene: Scene) -> None:
    set_office_hours(agency=scene.agency, from_on=TODAY, **WORDS)
    assert calendars_of_units(scene.agency) == {}
    week = {**WORDS, "weeks": (SIX_DAYS, RAMADAN_SIX_DAYS)}
    set_office_hours(agency=scene.agency, unit=scene.roads, from_on=TOMORROW, **week)
    found = calendars_of(scene.agency)
    assert list(found.of_unit) == ["jalan"]
    assert opens(found.of_unit["jalan"], TODAY, TOMORROW) == [time(6), time(7, 30)]
    assert opens(found.agency, TODAY, TOMORROW) == [time(6), time(6)]
    saturday = date(2026, 3, 7)
    assert found.of_unit["jalan"].is_working_day(saturday)
    assert not found.agency.is_working_day(saturday)


def test_new_hours_end_the_old_and_cancel_those_that_were_to_come(scene: Scene) -> None:
    first = set_office_hours(agency=scene.agency, from_on=date(2026, 1, 5), **WORDS)
    planned = set_office_hours(agency=scene.agency, from_on=date(2026, 4, 1), **WORDS)
    unit = set_office_hours(agency=scene.agency, unit=scene.roads, from_on=TODAY, **WORDS)
    night = {**WORDS, "weeks": (NIGHT, NIGHT)}
    set_office_hours(agency=scene.agency, from_on=TODAY, **night)
    rows = {row.pk: row for row in WeekHours.objects.all()}
    assert first and planned and unit  # noqa: PT018
    assert rows[first.pk].until_on == TODAY - timedelta(1)
    assert rows[planned.pk].cancelled_at == NOW
    assert (rows[unit.pk].until_on, rows[unit.pk].cancelled_at) == (None, None)
    days = date(2026, 1, 2), date(2026, 1, 5), TODAY, date(2026, 4, 1)
    assert opens(calendar_of(scene.agency), *days) == [time(7, 30), time(6), time(20), time(20)]


def test_the_standard_hours_come_back_and_the_past_keeps_its_own(scene: Scene) -> None:
    set_office_hours(agency=scene.agency, from_on=date(2026, 1, 5), **WORDS)
    back = {**WORDS, "weeks": None}
    assert set_office_hours(agency=scene.agency, from_on=TODAY, **back) is None
    assert scene.last().action == "OfficeHoursEnded"
    assert opens(calendar_of(scene.agency), date(2026, 1, 6), TODAY) == [time(6), time(7, 30)]
    (standard,) = hours_of(scene.agency, TODAY)
    assert standard.row is None
    assert standard.days[4] == (
        "Jumat",
        "07.30–11.30, 13.00–16.30",
        "08.00–11.30, 12.30–15.30",
    )
    with pytest.raises(Refused, match="tidak ada jam kerja lain"):
        set_office_hours(agency=scene.agency, from_on=TODAY, **back)


def test_all_calendars_cost_one_query_while_nothing_changes(scene: Scene) -> None:
    set_office_hours(agency=scene.agency, unit=scene.roads, from_on=TODAY, **WORDS)
    calendars_of(scene.agency)
    for ask in (calendar_of, calendars_of_units, calendars_of):
        with CaptureQueriesContext(connection) as asked:
            ask(scene.agency)
        assert len(asked) == 1
    set_office_hours(
        agency=scene.agency, unit=scene.roads, from_on=TODAY, **{**WORDS, "weeks": (NIGHT, NIGHT)}
    )
    assert opens(calendars_of_units(scene.agency)["jalan"], TODAY) == [time(20)]


def test_it_refuses_a_week_without_work_a_missing_basis_and_a_foreign_unit(scene: Scene) -> None:
    never = OfficeHours(((),) * 7)
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"weeks": (EARLY, never)}, "harus ada jam kerja"),
        ({"weeks": (never, FASTING)}, "harus ada jam kerja"),
        ({"basis": " "}, "Dasar .* harus diisi"),
        ({"agency": scene.other, "unit": scene.roads}, "instansi yang sama"),
    ]
    for change, reason in wrong:
        words = {"agency": scene.agency, "from_on": TODAY, **WORDS, **change}
        with pytest.raises(Refused, match=reason):
            set_office_hours(**words)
    assert not WeekHours.objects.exists()


def test_it_refuses_outsiders_and_whoever_does_not_administer(scene: Scene) -> None:
    for who in (scene.outsider, scene.kasubag):
        with pytest.raises(Refused, match="Hanya administrator"):
            set_office_hours(agency=scene.agency, from_on=TODAY, **{**WORDS, "by": who})
