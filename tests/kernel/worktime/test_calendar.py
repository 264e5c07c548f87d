from dataclasses import replace
from datetime import date, datetime, time, timedelta, tzinfo

import pytest
from tests.kernel.worktime.samples import plain_calendar, real_calendar, wib

from himpun.kernel.worktime import (
    FIVE_DAYS,
    SIX_DAYS,
    WIT,
    CalendarUnknown,
    Holiday,
    OfficeHours,
    OwnHours,
    format_working,
)


class _Drifting(tzinfo):
    """A zone with summer time, which tells no fixed offset."""

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        return None if moment is None else timedelta(hours=7 + (moment.month > 6))

    def dst(self, moment: datetime | None) -> timedelta | None:
        return None if moment is None else timedelta(hours=moment.month > 6)

    def tzname(self, moment: datetime | None) -> str | None:
        return "drifting"


@pytest.mark.parametrize(
    ("on", "working"),
    [
        (date(2026, 3, 17), True),
        (date(2026, 3, 18), False),  # cuti bersama
        (date(2026, 3, 19), False),  # Nyepi
        (date(2026, 3, 25), True),
        (date(2026, 3, 28), False),  # Saturday
    ],
)
def test_a_working_day_is_an_office_day_without_holiday(on: date, working: bool) -> None:
    assert real_calendar().is_working_day(on) is working


def test_saturday_is_worked_in_a_six_day_week_only() -> None:
    saturday = date(2026, 9, 19)
    assert plain_calendar(hours=SIX_DAYS).is_working_day(saturday)
    assert not plain_calendar(hours=FIVE_DAYS).is_working_day(saturday)


def test_spans_leave_out_the_break_and_carry_the_zone() -> None:
    calendar = plain_calendar(zone=WIT)
    friday = date(2026, 9, 18)
    assert [(a.isoformat(), b.isoformat()) for a, b in calendar.spans_on(friday)] == [
        ("2026-09-18T07:30:00+09:00", "2026-09-18T11:30:00+09:00"),
        ("2026-09-18T13:00:00+09:00", "2026-09-18T16:30:00+09:00"),
    ]


def test_a_day_off_has_no_spans_no_opening_and_no_close() -> None:
    calendar, nyepi = real_calendar(), date(2026, 3, 19)
    assert calendar.spans_on(nyepi) == ()
    assert calendar.opens_at(nyepi) is None
    assert calendar.closes_at(nyepi) is None


def test_ramadan_hours_hold_from_its_first_through_its_last_day() -> None:
    calendar = plain_calendar(ramadan=((date(2026, 2, 19), date(2026, 3, 20)),))
    closes = [calendar.closes_at(date(2026, month, day)) for month, day in
              ((2, 18), (2, 19), (3, 20), (3, 23))]  # fmt: skip
    assert closes == [
        wib("2026-02-18 16:00"),
        wib("2026-02-19 15:00"),
        wib("2026-03-20 15:30"),
        wib("2026-03-23 16:00"),
    ]


@pytest.mark.parametrize("question", ["is_working_day", "spans_on", "closes_at", "opens_at"])
def test_a_year_without_a_table_is_never_a_year_without_holidays(question: str) -> None:
    with pytest.raises(CalendarUnknown, match="tahun 2028 belum diisi") as unknown:
        getattr(plain_calendar(), question)(date(2028, 1, 3))
    assert unknown.value.year == 2028


def test_the_next_opening_is_strictly_of_a_day_not_yet_begun() -> None:
    calendar = plain_calendar(off=[date(2026, 9, 16)])
    assert calendar.next_opening(wib("2026-09-15 07:30")) == wib("2026-09-15 07:30")
    assert calendar.next_opening(wib("2026-09-15 07:31")) == wib("2026-09-17 07:30")


def test_it_refuses_a_zone_whose_offset_changes() -> None:
    with pytest.raises(ValueError, match="WIB"):
        replace(plain_calendar(), zone=_Drifting())


def test_it_refuses_a_ramadan_that_ends_before_it_begins() -> None:
    with pytest.raises(ValueError, match="Ramadan"):
        plain_calendar(ramadan=((date(2026, 3, 20), date(2026, 2, 19)),))


def test_it_refuses_a_holiday_filed_under_another_day() -> None:
    holiday = Holiday(date(2026, 8, 17), "Hari Kemerdekaan", "nasional", "SKB 3 Menteri")
    with pytest.raises(ValueError, match="Tanggal hari libur"):
        replace(plain_calendar(), holidays={date(2026, 8, 18): holiday})


def test_it_refuses_a_moment_without_zone() -> None:
    with pytest.raises(ValueError, match="tanpa zona"):
        plain_calendar().local(datetime.fromisoformat("2026-09-15 08:00"))


SHORT = OfficeHours((((time(9), time(10)),),) * 7)
FASTING = OfficeHours((((time(10), time(11)),),) * 7)


def test_hours_of_one_s_own_hold_from_their_first_to_their_last_day() -> None:
    own = OwnHours(date(2026, 9, 15), date(2026, 9, 16), SHORT, FASTING)
    calendar = replace(plain_calendar(), own_hours=(own,))
    opened = {on: calendar.opens_at(date(2026, 9, on)) for on in (14, 15, 16, 17)}
    assert [at.time() for at in opened.values() if at] == [
        time(7, 30),
        time(9),
        time(9),
        time(7, 30),
    ]


def test_hours_without_a_last_day_hold_on_and_change_with_ramadan() -> None:
    own = OwnHours(date(2026, 1, 1), None, SHORT, FASTING)
    ramadan = ((date(2026, 2, 18), date(2026, 3, 19)),)
    calendar = replace(plain_calendar(), own_hours=(own,), ramadan=ramadan)
    closes = [calendar.closes_at(on) for on in (date(2026, 2, 17), date(2026, 2, 18))]
    assert [at.time() for at in closes if at] == [time(10), time(11)]


def test_where_several_hours_hold_the_last_of_them_counts() -> None:
    first = OwnHours(date(2026, 1, 1), None, SHORT, SHORT)
    second = OwnHours(date(2026, 9, 15), date(2026, 9, 15), FASTING, FASTING)
    calendar = replace(plain_calendar(), own_hours=(first, second))
    opened = [calendar.opens_at(date(2026, 9, on)) for on in (14, 15, 16)]
    assert [at.time() for at in opened if at] == [time(9), time(10), time(9)]


def test_a_day_in_words_is_a_day_of_one_s_own_hours() -> None:
    own = OwnHours(date(2026, 1, 1), None, SHORT, SHORT)
    calendar = replace(plain_calendar(), own_hours=(own,))
    assert calendar.ordinary_day == timedelta(hours=1)
    assert format_working(timedelta(hours=2), calendar) == "2 hari"
    passing = replace(own, until_on=date(2026, 1, 31))
    for several in ((own, passing), (passing, own)):
        assert replace(calendar, own_hours=several).ordinary_day == timedelta(hours=1)
    assert replace(calendar, own_hours=(passing,)).ordinary_day == timedelta(hours=7, minutes=30)
    assert format_working(timedelta(hours=2), plain_calendar()) == "2 jam"
