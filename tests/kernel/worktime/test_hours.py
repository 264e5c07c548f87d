from datetime import time, timedelta

import pytest

from himpun.kernel.worktime import (
    FIVE_DAYS,
    RAMADAN_FIVE_DAYS,
    RAMADAN_SIX_DAYS,
    SIX_DAYS,
    WIB,
    WIT,
    WITA,
    ZONES,
    OfficeHours,
)

MORNING = ((time(8), time(12)),)


@pytest.mark.parametrize(
    ("hours", "weekly", "daily", "days"),
    [
        (FIVE_DAYS, timedelta(hours=37, minutes=30), timedelta(hours=7, minutes=30), 5),
        (SIX_DAYS, timedelta(hours=37, minutes=30), timedelta(hours=6, minutes=15), 6),
        (RAMADAN_FIVE_DAYS, timedelta(hours=32, minutes=30), timedelta(hours=6, minutes=30), 5),
        (RAMADAN_SIX_DAYS, timedelta(hours=32, minutes=30), timedelta(hours=5, minutes=25), 6),
    ],
)
def test_a_week_adds_up_to_what_perpres_21_of_2023_asks(
    hours: OfficeHours, weekly: timedelta, daily: timedelta, days: int
) -> None:
    lengths = [hours.length_of(weekday) for weekday in range(7)]
    assert sum(lengths, timedelta()) == weekly
    assert lengths == [daily] * days + [timedelta()] * (7 - days)
    assert hours.ordinary_day == daily


@pytest.mark.parametrize(
    ("hours", "start", "break_", "friday_break"),
    [
        (FIVE_DAYS, time(7, 30), 60, 90),
        (SIX_DAYS, time(7, 30), 60, 90),
        (RAMADAN_FIVE_DAYS, time(8), 30, 60),
        (RAMADAN_SIX_DAYS, time(8), 30, 60),
    ],
)
def test_starts_and_breaks_are_those_of_the_decree(
    hours: OfficeHours, start: time, break_: int, friday_break: int
) -> None:
    for weekday, spans in enumerate(hours.spans):
        if not spans:
            continue
        (opens, pause), (resumes, _) = spans
        minutes = (resumes.hour - pause.hour) * 60 + resumes.minute - pause.minute
        assert (opens, minutes) == (start, friday_break if weekday == 4 else break_)


def test_the_zones_are_seven_eight_and_nine_hours_ahead() -> None:
    assert ZONES == {"WIB": WIB, "WITA": WITA, "WIT": WIT}
    offsets = [zone.utcoffset(None) for zone in ZONES.values()]
    assert offsets == [timedelta(hours=7), timedelta(hours=8), timedelta(hours=9)]


def test_the_ordinary_day_is_the_commonest_and_of_two_the_longer() -> None:
    short, long = ((time(8), time(12)),), ((time(8), time(14)),)
    assert OfficeHours((short, short, long, (), (), (), ())).ordinary_day == timedelta(hours=4)
    assert OfficeHours((short, long, (), (), (), (), ())).ordinary_day == timedelta(hours=6)
    assert OfficeHours(((),) * 7).ordinary_day == timedelta()


@pytest.mark.parametrize(
    "day",
    [
        ((time(12), time(8)),),
        ((time(8), time(8)),),
        ((time(8), time(12)), (time(11), time(15))),
        ((time(8), time(12)), (time(12), time(15))),
        ((time(13), time(15)), (time(8), time(12))),
    ],
)
def test_it_refuses_spans_that_are_empty_overlap_touch_or_stand_in_the_wrong_order(
    day: tuple[tuple[time, time], ...],
) -> None:
    with pytest.raises(ValueError, match="urut"):
        OfficeHours((day, (), (), (), (), (), ()))


def test_it_refuses_a_week_of_six_entries() -> None:
    with pytest.raises(ValueError, match="tujuh hari"):
        OfficeHours((MORNING,) * 6)
