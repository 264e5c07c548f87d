from datetime import UTC, date, datetime, time, timedelta

import pytest
from tests.kernel.worktime.samples import plain_calendar, real_calendar, wib

from himpun.kernel.worktime import (
    WIT,
    WITA,
    CalendarUnknown,
    Duration,
    OfficeHours,
    due_at,
    format_working,
    parse_duration,
    working_days,
    working_time,
)


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        # Every standard time that stands in the five SOPs.
        ("2 menit", 2, "menit"),
        ("10 menit", 10, "menit"),
        ("15 menit", 15, "menit"),
        ("20 Menit", 20, "menit"),
        ("30 menit", 30, "menit"),
        ("45 menit", 45, "menit"),
        ("1 jam", 1, "jam"),
        ("2 Jam", 2, "jam"),
        ("1 hari", 1, "hari"),
        ("2 hari", 2, "hari"),
        ("4 Hari", 4, "hari"),
        ("5 hari", 5, "hari"),
        ("2 hari kerja", 2, "hari kerja"),
        ("5 hari kerja", 5, "hari kerja"),
        # Other ways of writing.
        ("  5   HARI  Kerja ", 5, "hari kerja"),
        ("3hari", 3, "hari"),
        ("1 minggu", 1, "minggu"),
        ("6 bulan", 6, "bulan"),
    ],
)
def test_it_reads_a_standard_time_and_keeps_its_text(text: str, amount: int, unit: str) -> None:
    read = parse_duration(text)
    assert (read.amount, read.unit, read.raw) == (amount, unit, text)


@pytest.mark.parametrize(
    "text",
    ["5", "hari", "lima hari", "1,5 jam", "1.5 jam", "-2 hari", "2-3 hari", "1 jam 30 menit",
     "2 hari libur", "2 harikerja", "P1D", "٣ hari kerja x"],
)  # fmt: skip
def test_it_refuses_what_is_not_one_whole_number_and_one_unit(text: str) -> None:
    with pytest.raises(ValueError, match="tidak dapat dibaca"):
        parse_duration(text)


@pytest.mark.parametrize("text", ["0 menit", "10000 hari"])
def test_it_refuses_no_time_at_all_and_centuries(text: str) -> None:
    with pytest.raises(ValueError, match="harus antara 1 dan 9999"):
        parse_duration(text)


@pytest.mark.parametrize(
    ("opened", "text", "due"),
    [
        # 15 September 2026 is a Tuesday; no holidays that month.
        ("2026-09-15 10:40", "10 menit", "2026-09-15 10:50"),
        ("2026-09-15 11:55", "10 menit", "2026-09-15 13:05"),  # over the break
        ("2026-09-15 11:50", "10 menit", "2026-09-15 12:00"),  # exactly up to the break
        ("2026-09-15 12:30", "10 menit", "2026-09-15 13:10"),  # opened in the break
        ("2026-09-15 15:50", "10 menit", "2026-09-15 16:00"),  # exactly at close
        ("2026-09-15 16:00", "10 menit", "2026-09-16 07:40"),
        ("2026-09-15 15:55", "10 menit", "2026-09-16 07:35"),
        ("2026-09-18 16:25", "10 menit", "2026-09-21 07:35"),  # over a weekend
        ("2026-09-19 09:00", "2 jam", "2026-09-21 09:30"),
        ("2026-09-15 10:40", "2 jam", "2026-09-15 13:40"),
        ("2026-09-18 11:00", "1 jam", "2026-09-18 13:30"),  # the longer break of Friday
        ("2026-09-15 07:30", "15 jam", "2026-09-16 16:00"),  # two full days, at their close
        ("2026-09-15 10:40", "1 hari", "2026-09-16 16:00"),
        ("2026-09-15 10:40", "2 hari", "2026-09-17 16:00"),
        ("2026-09-15 10:40", "4 Hari", "2026-09-21 16:00"),
        ("2026-09-15 10:40", "5 hari kerja", "2026-09-22 16:00"),
        ("2026-09-15 07:30", "1 hari", "2026-09-15 16:00"),  # opened with the office
        ("2026-09-15 06:00", "1 hari", "2026-09-15 16:00"),  # opened before it
        ("2026-09-15 16:00", "1 hari", "2026-09-16 16:00"),  # opened at close
        ("2026-09-17 16:00", "1 hari", "2026-09-18 16:30"),  # Friday closes later
        ("2026-09-19 09:00", "1 hari", "2026-09-21 16:00"),  # opened on Saturday
        ("2026-09-15 10:40", "1 minggu", "2026-09-22 16:00"),
        ("2026-09-19 09:00", "1 minggu", "2026-09-28 16:00"),  # Saturday moves to Monday
        ("2026-09-15 10:40", "1 bulan", "2026-10-15 16:00"),
        ("2026-10-31 08:00", "1 bulan", "2026-11-30 16:00"),  # November has no 31st
        ("2026-12-31 08:00", "2 bulan", "2027-03-01 16:00"),  # 28 February 2027 is a Sunday
        ("2026-09-15 10:40", "12 bulan", "2027-09-15 16:00"),
    ],
)
def test_it_is_due_as_the_rule_says(opened: str, text: str, due: str) -> None:
    assert due_at(wib(opened), parse_duration(text), plain_calendar()) == wib(due)


@pytest.mark.parametrize(
    ("opened", "text", "due"),
    [
        # 18 to 24 March 2026: Nyepi, Idul Fitri and their cuti bersama; Ramadan through 20 March.
        ("2026-03-17 14:55", "10 menit", "2026-03-25 07:35"),
        ("2026-03-17 10:40", "2 hari", "2026-03-26 16:00"),
        ("2026-03-20 10:00", "1 hari", "2026-03-25 16:00"),
        ("2026-03-11 10:00", "1 minggu", "2026-03-25 16:00"),
        ("2026-02-18 15:30", "1 jam", "2026-02-19 08:30"),  # Ramadan begins overnight
    ],
)
def test_holidays_and_ramadan_move_the_due_time(opened: str, text: str, due: str) -> None:
    assert due_at(wib(opened), parse_duration(text), real_calendar()) == wib(due)


def test_the_same_moment_falls_on_other_office_hours_in_another_zone() -> None:
    opened = datetime(2026, 9, 15, 8, 30, tzinfo=UTC)  # 15:30 WIB, 16:30 WITA, 17:30 WIT
    ten = parse_duration("10 menit")
    assert due_at(opened, ten, plain_calendar()) == wib("2026-09-15 15:40")
    for zone in (WITA, WIT):
        due = due_at(opened, ten, plain_calendar(zone=zone))
        assert due == datetime(2026, 9, 16, 7, 40, tzinfo=zone)
        assert due.tzinfo is zone


def test_working_time_leaves_out_nights_breaks_and_weekends() -> None:
    friday, monday = wib("2026-09-18 16:00"), wib("2026-09-21 08:00")
    assert working_time(friday, monday, plain_calendar()) == timedelta(hours=1)
    assert working_time(friday, friday, plain_calendar()) == timedelta()
    noon = working_time(wib("2026-09-15 11:00"), wib("2026-09-15 14:00"), plain_calendar())
    assert noon == timedelta(hours=2)


def test_a_working_day_counts_only_if_it_lies_wholly_between() -> None:
    calendar = plain_calendar(off=[date(2026, 9, 16)])
    monday, thursday = wib("2026-09-14 07:30"), wib("2026-09-17 16:00")
    assert working_days(monday, thursday, calendar) == 3
    assert working_days(monday + timedelta(minutes=1), thursday, calendar) == 2
    assert working_days(monday, thursday - timedelta(minutes=1), calendar) == 2


def test_an_end_before_its_start_is_refused() -> None:
    start, end = wib("2026-09-15 10:00"), wib("2026-09-15 09:59")
    with pytest.raises(ValueError, match="mendahului"):
        working_time(start, end, plain_calendar())
    with pytest.raises(ValueError, match="mendahului"):
        working_days(start, end, plain_calendar())


@pytest.mark.parametrize(
    ("time_", "words"),
    [
        (timedelta(hours=9, minutes=30), "1 hari 2 jam"),
        (timedelta(minutes=8), "8 menit"),
        (timedelta(hours=7, minutes=30), "1 hari"),
        (timedelta(hours=7, minutes=29), "7 jam 29 menit"),
        (timedelta(hours=23, minutes=35), "3 hari 1 jam 5 menit"),
        (timedelta(minutes=8, seconds=59), "8 menit"),
        (timedelta(seconds=59), "kurang dari 1 menit"),
        (timedelta(), "0 menit"),
    ],
)
def test_office_time_is_told_in_days_of_that_office(time_: timedelta, words: str) -> None:
    assert format_working(time_, plain_calendar()) == words


def test_a_day_is_shorter_in_an_office_that_works_less() -> None:
    half_days = OfficeHours((((time(8), time(12)),),) * 5 + ((), ()))
    assert format_working(timedelta(hours=9), plain_calendar(hours=half_days)) == "2 hari 1 jam"


def test_a_negative_time_is_not_told() -> None:
    with pytest.raises(ValueError, match="negatif"):
        format_working(timedelta(minutes=-1), plain_calendar())


def test_a_due_time_beyond_the_known_years_is_refused_not_guessed() -> None:
    with pytest.raises(CalendarUnknown, match="2028"):
        due_at(wib("2027-12-31 10:00"), parse_duration("1 hari"), plain_calendar())


def test_an_office_that_never_opens_ends_in_a_refusal() -> None:
    shut = plain_calendar(hours=OfficeHours(((),) * 7))
    for unit in ("menit", "hari", "minggu"):
        with pytest.raises(CalendarUnknown):
            due_at(wib("2026-09-15 10:00"), Duration(1, unit, f"1 {unit}"), shut)
