from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.kernel.worktime.samples import plain_calendar, real_calendar, wib

from himpun.kernel.worktime import (
    SIX_DAYS,
    CalendarUnknown,
    Period,
    Window,
    parse_period,
    parse_window,
    window_of,
)

FRIDAY_OF_WEEK_4 = "triwulan bulan 3, minggu 4, jumat"
NEXT_QUARTER = "triwulan berikutnya, minggu 1"


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("triwulan bulan 3, minggu 3, awal", Window("triwulan", 3, 3, "awal")),
        ("triwulan bulan 3, minggu 3, pertengahan", Window("triwulan", 3, 3, "pertengahan")),
        ("triwulan bulan 3, minggu 3, akhir", Window("triwulan", 3, 3, "akhir")),
        (FRIDAY_OF_WEEK_4, Window("triwulan", 3, 4, "jumat")),
        ("Triwulan  Bulan 3,minggu 4, Jum'at", Window("triwulan", 3, 4, "jumat")),
        (NEXT_QUARTER, Window("triwulan", 1, 1, following=True)),
        ("triwulan berikutnya bulan 2, minggu 1", Window("triwulan", 2, 1, following=True)),
        ("tahun bulan 1, minggu 2", Window("tahun", 1, 2)),
        ("semester bulan 6, minggu 2, senin", Window("semester", 6, 2, "senin")),
        ("bulan, minggu 1, minggu", Window("bulan", 1, 1, "minggu")),
    ],
)
def test_it_reads_the_windows_of_an_sop(text: str, window: Window) -> None:
    assert parse_window(text) == window


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "tidak dapat dibaca"),
        ("minggu 3", "tidak dapat dibaca"),
        ("triwulan bulan 3", "tidak dapat dibaca"),
        ("triwulan bulan tiga, minggu 3", "tidak dapat dibaca"),
        ("caturwulan bulan 3, minggu 3", "tidak dapat dibaca"),
        ("triwulan, minggu 3", "belum menyebut bulan"),
        ("triwulan bulan 4, minggu 1", "Tidak ada bulan ke-4"),
        ("tahun bulan 13, minggu 1", "Tidak ada bulan ke-13"),
        ("triwulan bulan 3, minggu 0", "antara 1 dan 5"),
        ("triwulan bulan 3, minggu 6", "antara 1 dan 5"),
        ("triwulan bulan 3, minggu 3, siang", "Bagian minggu"),
    ],
)
def test_it_refuses_what_is_no_window_and_says_why(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_window(text)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("triwulan bulan 3, minggu 3, awal", "awal minggu ketiga bulan ketiga triwulan"),
        (FRIDAY_OF_WEEK_4, "Jumat minggu keempat bulan ketiga triwulan"),
        (NEXT_QUARTER, "minggu pertama bulan pertama triwulan berikutnya"),
        ("tahun bulan 1, minggu 2", "minggu kedua bulan Januari tahun"),
        ("bulan berikutnya, minggu 1", "minggu pertama bulan berikutnya"),
    ],
)
def test_it_is_named_in_words(text: str, label: str) -> None:
    assert parse_window(text).label == label


@pytest.mark.parametrize(
    ("period", "text", "first", "last"),
    [
        ("2026-TW1", "triwulan bulan 3, minggu 3", date(2026, 3, 16), date(2026, 3, 20)),
        ("2026-TW1", "triwulan bulan 3, minggu 4", date(2026, 3, 23), date(2026, 3, 27)),
        ("2026-TW3", "triwulan bulan 3, minggu 3", date(2026, 9, 14), date(2026, 9, 18)),
        ("2026-TW3", "triwulan bulan 3, minggu 3, awal", date(2026, 9, 14), date(2026, 9, 15)),
        ("2026-B09", "bulan, minggu 3, pertengahan", date(2026, 9, 16), date(2026, 9, 16)),
        ("2026-TW3", "triwulan bulan 3, minggu 3, akhir", date(2026, 9, 17), date(2026, 9, 18)),
        ("2026-TW3", FRIDAY_OF_WEEK_4, date(2026, 9, 25), date(2026, 9, 25)),
        # 1 October 2026 is a Thursday: its week is week 1, cut to the days of October.
        ("2026-TW3", NEXT_QUARTER, date(2026, 10, 1), date(2026, 10, 2)),
        ("2026-TW4", NEXT_QUARTER, date(2027, 1, 4), date(2027, 1, 8)),
        # 1 May 2026 is a Friday: that week belongs to April and is cut there.
        ("2026-TW2", "triwulan bulan 1, minggu 5", date(2026, 4, 27), date(2026, 4, 30)),
        ("2026-TW2", "triwulan bulan 2, minggu 1", date(2026, 5, 4), date(2026, 5, 8)),
        ("2026", "tahun bulan 1, minggu 2", date(2026, 1, 5), date(2026, 1, 9)),
        ("2026-S2", "semester bulan 3, minggu 3, rabu", date(2026, 9, 16), date(2026, 9, 16)),
        ("2026-B09", "bulan, minggu 3, kamis", date(2026, 9, 17), date(2026, 9, 17)),
        ("2026-B09", "bulan berikutnya, minggu 1", date(2026, 10, 1), date(2026, 10, 2)),
        ("2026-B09", "bulan, minggu 3, sabtu", date(2026, 9, 19), date(2026, 9, 19)),
    ],
)  # fmt: skip
def test_it_falls_on_these_days(period: str, text: str, first: date, last: date) -> None:
    dates = window_of(parse_window(text), parse_period(period), plain_calendar())
    assert (dates.first, dates.last) == (first, last)


def test_the_end_of_the_week_takes_in_saturday_where_saturday_is_worked() -> None:
    window, period = parse_window("triwulan bulan 3, minggu 3, akhir"), parse_period("2026-TW3")
    dates = window_of(window, period, plain_calendar(hours=SIX_DAYS))
    assert (dates.last, len(dates.working_days)) == (date(2026, 9, 19), 3)
    assert dates.closes_at == wib("2026-09-19 14:45")


def test_it_opens_and_closes_on_working_days_inside() -> None:
    window, period = parse_window("triwulan bulan 3, minggu 4"), parse_period("2026-TW1")
    dates = window_of(window, period, real_calendar())
    assert dates.working_days == (date(2026, 3, 25), date(2026, 3, 26), date(2026, 3, 27))
    assert (dates.opens_at, dates.closes_at) == (wib("2026-03-25 07:30"), wib("2026-03-27 16:30"))


def test_a_window_of_holidays_has_days_but_neither_opens_nor_closes() -> None:
    window, period = parse_window("triwulan bulan 3, minggu 3, akhir"), parse_period("2026-TW1")
    dates = window_of(window, period, real_calendar())
    assert (dates.first, dates.last) == (date(2026, 3, 19), date(2026, 3, 20))
    assert (dates.opens_at, dates.closes_at, dates.working_days) == (None, None, ())


@pytest.mark.parametrize(
    ("period", "text"),
    [
        ("2026-B10", "bulan, minggu 1, awal"),  # Monday and Tuesday lie in September
        ("2026-B09", "bulan, minggu 5"),  # September 2026 has four weeks
    ],
)
def test_a_window_outside_its_month_holds_no_working_day(period: str, text: str) -> None:
    dates = window_of(parse_window(text), parse_period(period), plain_calendar())
    assert (dates.opens_at, dates.closes_at, dates.working_days) == (None, None, ())


def test_it_refuses_a_window_of_another_kind_of_period() -> None:
    with pytest.raises(ValueError, match="Tahun 2026"):
        window_of(parse_window(NEXT_QUARTER), parse_period("2026"), plain_calendar())


def test_a_window_in_a_year_without_a_table_is_refused() -> None:
    with pytest.raises(CalendarUnknown, match="2028"):
        window_of(parse_window(NEXT_QUARTER), parse_period("2027-TW4"), plain_calendar())


@given(year=st.sampled_from([2023, 2024, 2025, 2026, 2027]), month=st.integers(1, 12))
def test_the_weeks_of_a_month_never_overlap_and_hold_every_thursday_of_it(
    year: int, month: int
) -> None:
    calendar = plain_calendar(years=range(2022, 2029), hours=SIX_DAYS)
    period = Period("bulan", year, month)
    weeks = [window_of(Window("bulan", 1, n), period, calendar).working_days for n in range(1, 6)]
    found = [day for week in weeks for day in week]
    assert found == sorted(set(found))
    length = (period.last_day - period.first_day).days + 1
    month_days = [period.first_day + timedelta(days=number) for number in range(length)]
    thursdays = [day for day in month_days if day.isocalendar().weekday == 4]
    assert [day for day in found if day.isocalendar().weekday == 4] == thursdays
    assert all(week == () or len({day.isocalendar().week for day in week}) == 1 for week in weeks)
