"""Traps of time that other systems have fallen into, by the number our notes give them."""

from datetime import date, timedelta

import pytest
from tests.kernel.worktime.samples import plain_calendar, wib

from himpun.kernel.worktime import (
    Calendar,
    PlannedStep,
    due_at,
    parse_duration,
    parse_period,
    parse_window,
    plan,
    window_of,
    working_days,
    working_time,
)

TUESDAY_OFF = date(2026, 9, 15)
TW3 = parse_period("2026-TW3")
WEEK_3 = parse_window("triwulan bulan 3, minggu 3")


def test_trap_01_a_window_is_open_inside_and_shut_before_and_after() -> None:
    step = [PlannedStep(1, parse_duration("10 menit"), WEEK_3)]
    opens, closes = wib("2026-09-14 07:30"), wib("2026-09-18 16:30")
    dates = window_of(WEEK_3, TW3, plain_calendar())
    assert (dates.opens_at, dates.closes_at) == (opens, closes)
    (before,) = plan(step, TW3, plain_calendar(), opens - timedelta(days=3))
    (inside,) = plan(step, TW3, plain_calendar(), opens + timedelta(hours=1))
    (after,) = plan(step, TW3, plain_calendar(), closes)
    assert (before.starts_at, before.clash) == (opens, None)
    assert (inside.starts_at, inside.clash) == (opens + timedelta(hours=1), None)
    assert after.clash is not None


def test_trap_04_the_last_day_belongs_to_window_period_and_ramadan() -> None:
    calendar = plain_calendar(ramadan=((date(2026, 9, 14), date(2026, 9, 18)),))
    dates = window_of(WEEK_3, TW3, calendar)
    assert dates.working_days[-1] == dates.last == date(2026, 9, 18)
    assert dates.closes_at == wib("2026-09-18 15:30")  # Ramadan's own close on its last day
    assert TW3.last_day == date(2026, 9, 30)
    five_days = [PlannedStep(1, parse_duration("5 hari"), WEEK_3)]
    (step,) = plan(five_days, TW3, calendar, wib("2026-09-14 06:00"))
    assert (step.due_at, step.clash) == (dates.closes_at, None)


@pytest.mark.parametrize("text", ["", " ", "null", "None", "NaN", "-", "undefined"])
def test_trap_05_an_absent_time_or_window_is_refused_and_never_text(text: str) -> None:
    with pytest.raises(ValueError, match="tidak dapat dibaca"):
        parse_duration(text)
    with pytest.raises(ValueError, match="tidak dapat dibaca"):
        parse_window(text)
    (step,) = plan([PlannedStep(1, None, None)], TW3, plain_calendar(), wib("2026-09-14 08:00"))
    assert (step.due_at, step.window, step.clash) == (wib("2026-09-14 08:00"), None, None)


def test_trap_06_one_day_is_a_working_day_and_not_24_hours_of_any_kind() -> None:
    opened, one_day = wib("2026-09-14 10:40"), parse_duration("1 hari")
    due = due_at(opened, one_day, plain_calendar())
    assert due == wib("2026-09-15 16:00")
    assert due != opened + timedelta(hours=24)
    assert due != due_at(opened, parse_duration("24 jam"), plain_calendar())
    assert due == due_at(opened, parse_duration("1 hari kerja"), plain_calendar())


def test_trap_07_a_start_before_office_hours_counts_from_the_opening() -> None:
    early, at_opening = wib("2026-09-14 03:00"), wib("2026-09-14 07:30")
    for text in ("45 menit", "2 jam", "1 hari", "2 hari kerja"):
        asked = parse_duration(text)
        due = due_at(early, asked, plain_calendar())
        assert due == due_at(at_opening, asked, plain_calendar())
    assert due_at(early, parse_duration("45 menit"), plain_calendar()) == wib("2026-09-14 08:15")


def test_trap_07_a_start_on_a_holiday_counts_from_the_next_opening() -> None:
    calendar = plain_calendar(off=[TUESDAY_OFF])
    assert due_at(wib("2026-09-15 10:00"), parse_duration("45 menit"), calendar) == wib(
        "2026-09-16 08:15"
    )
    assert due_at(wib("2026-09-15 10:00"), parse_duration("1 hari"), calendar) == wib(
        "2026-09-16 16:00"
    )


@pytest.mark.parametrize("text", ["8 jam", "480 menit", "2 hari", "2 hari kerja"])
def test_trap_08_a_holiday_moves_every_due_time_that_crosses_it(text: str) -> None:
    opened, asked = wib("2026-09-14 07:30"), parse_duration(text)
    without = due_at(opened, asked, plain_calendar())
    assert due_at(opened, asked, plain_calendar(off=[TUESDAY_OFF])) == without + timedelta(days=1)


def test_trap_08_a_due_day_that_is_a_holiday_moves_by_week_and_month() -> None:
    calendar = plain_calendar(off=[TUESDAY_OFF])
    for opened, text in (("2026-09-08 10:00", "1 minggu"), ("2026-08-15 10:00", "1 bulan")):
        assert due_at(wib(opened), parse_duration(text), calendar) == wib("2026-09-16 16:00")


def test_trap_08_a_holiday_is_seen_by_working_time_days_windows_and_plans() -> None:
    def answers(calendar: Calendar) -> tuple[object, ...]:
        start, end = wib("2026-09-14 07:30"), wib("2026-09-18 16:30")
        steps = [PlannedStep(1, parse_duration("2 hari"), WEEK_3)]
        return (
            working_time(start, end, calendar),
            working_days(start, end, calendar),
            len(window_of(WEEK_3, TW3, calendar).working_days),
            plan(steps, TW3, calendar, start)[0].due_at,
        )

    open_week, short_week = plain_calendar(), plain_calendar(off=[TUESDAY_OFF])
    hours = timedelta(hours=7, minutes=30)
    assert answers(open_week) == (5 * hours, 5, 5, wib("2026-09-15 16:00"))
    assert answers(short_week) == (4 * hours, 4, 4, wib("2026-09-16 16:00"))
