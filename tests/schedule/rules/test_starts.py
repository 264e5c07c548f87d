"""On which day a run starts, against a reference that walks through the days one by one."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from himpun.kernel.worktime import (
    FIVE_DAYS,
    RAMADAN_FIVE_DAYS,
    RAMADAN_SIX_DAYS,
    SIX_DAYS,
    WIB,
    Calendar,
    CalendarUnknown,
    Holiday,
    Period,
    parse_period,
)
from himpun.kernel.worktime.periods import MONTHS_IN, PeriodKind
from himpun.schedule.rules.starts import (
    WorkingDay,
    meant_day,
    parse_when,
    periods_around,
    start_day,
    working_days_before,
)

ONE_DAY = timedelta(days=1)
KINDS: tuple[PeriodKind, ...] = ("bulan", "triwulan", "semester", "tahun")
PARTS = ["", "awal", "pertengahan", "akhir", "senin", "rabu", "jumat"]
OF_PART = {
    "": range(7), "awal": range(0, 2), "pertengahan": range(2, 3), "akhir": range(3, 6),
    "senin": range(0, 1), "rabu": range(2, 3), "jumat": range(4, 5),
}  # fmt: skip


def calendar(off: set[date], six: bool = False, years: Iterator[int] | None = None) -> Calendar:
    hours = (SIX_DAYS, RAMADAN_SIX_DAYS) if six else (FIVE_DAYS, RAMADAN_FIVE_DAYS)
    known = frozenset(years) if years else frozenset(range(2020, 2036))
    return Calendar(WIB, *hours, (), {on: Holiday(on, "Libur", "lokal", "SK") for on in off}, known)


# ---- the reference: no arithmetic of weeks, only days that are looked at one after another


def open_on(on: date, off: set[date], six: bool) -> bool:
    return on not in off and on.weekday() < (6 if six else 5)


def days_of_month(first: date) -> list[date]:
    return [first.replace(day=n) for n in range(1, monthrange(first.year, first.month)[1] + 1)]


def month_named(kind: PeriodKind, period: Period, number: int, following: bool) -> date:
    """The first day of the n-th month, found by walking from the first day of the period."""
    on, seen = period.first_day, 1
    if following:
        while on <= period.last_day:
            on += ONE_DAY
    while seen < number:
        on += ONE_DAY
        seen += on.day == 1
    return on


def week_of(on: date) -> tuple[int, int, int]:
    """(year, month, n) of a day: its week is the month's that holds its Thursday."""
    thursday = on
    while thursday.weekday() != 3:
        thursday += ONE_DAY if thursday.weekday() < 3 else -ONE_DAY
    number = sum(1 for day in days_of_month(thursday.replace(day=1)) if day.weekday() == 3
                 and day <= thursday)  # fmt: skip
    return thursday.year, thursday.month, number


def slow_window(first: date, week: int, part: str, off: set[date], six: bool) -> date | None:
    """The first working day of the window, None where it has none."""
    for on in days_of_month(first):
        inside = week_of(on) == (first.year, first.month, week) and on.weekday() in OF_PART[part]
        if inside and open_on(on, off, six):
            return on
    return None


def slow_working_day(first: date, number: int, off: set[date], six: bool) -> date:
    on, seen = first - ONE_DAY, 0
    while seen < number:
        on += ONE_DAY
        seen += open_on(on, off, six)
    return on


@st.composite
def asked(draw: st.DrawFn) -> tuple[PeriodKind, Period, int, bool, set[date], bool]:
    kind = draw(st.sampled_from(KINDS))
    period = Period(
        kind, draw(st.integers(2022, 2030)), draw(st.integers(1, 12 // MONTHS_IN[kind]))
    )
    month = draw(st.integers(1, MONTHS_IN[kind]))
    following = draw(st.booleans())
    about = month_named(kind, period, month, following)
    near = st.integers(-3, 40).map(lambda n: about + timedelta(days=n))
    return kind, period, month, following, draw(st.sets(near, max_size=25)), draw(st.booleans())


@given(asked(), st.integers(1, 5), st.sampled_from(PARTS))
def test_a_window_starts_on_its_first_working_day(
    about: tuple[PeriodKind, Period, int, bool, set[date], bool], week: int, part: str
) -> None:
    kind, period, month, following, off, six = about
    text = f"{kind}{' berikutnya' if following else ''} bulan {month}, minggu {week}"
    when = parse_when(f"{text}, {part}" if part else text)
    found = start_day(when, period, calendar(off, six))
    first = month_named(kind, period, month, following)
    slow = slow_window(first, week, part, off, six)
    assert open_on(found.on, off, six), "trap 7: a start never falls on a day off"
    assert found.opens_at == datetime(
        found.on.year, found.on.month, found.on.day, 7, 30, tzinfo=WIB
    )
    if slow is not None:
        assert found.on == slow
        assert found.shift == ("" if found.meant == slow else "day off")
    else:
        assert found.shift == "no working day"


@given(asked(), st.integers(1, 20))
def test_a_working_day_is_counted_day_by_day(
    about: tuple[PeriodKind, Period, int, bool, set[date], bool], number: int
) -> None:
    kind, period, month, following, off, six = about
    when = parse_when(
        f"{kind}{' berikutnya' if following else ''} bulan {month}, hari kerja {number}"
    )
    assert when == WorkingDay(kind, month, number, following)
    found = start_day(when, period, calendar(off, six))
    first = month_named(kind, period, month, following)
    assert found.on == found.meant == slow_working_day(first, number, off, six)


@given(st.dates(date(2024, 1, 1), date(2027, 1, 1)), st.integers(0, 30), st.booleans())
def test_working_days_before_are_counted_backwards(on: date, many: int, six: bool) -> None:
    off = {on - timedelta(days=n) for n in range(0, 40, 9)}
    found = working_days_before(on, many, calendar(off, six))
    between = [on - timedelta(days=n) for n in range(1, (on - found).days + 1)]
    assert sum(open_on(day, off, six) for day in between) == many


@given(st.sampled_from(KINDS), st.dates(date(2023, 1, 1), date(2030, 1, 1)), st.integers(0, 500))
def test_no_period_whose_start_may_lie_in_the_time_is_left_out(
    kind: PeriodKind, first: date, days: int
) -> None:
    last = first + timedelta(days=days)
    found = list(periods_around(kind, first, last))
    assert found == sorted(found, key=lambda period: period.first_day)
    every = [Period(kind, y, n) for y in range(first.year - 2, last.year + 3)
             for n in range(1, 12 // MONTHS_IN[kind] + 1)]  # fmt: skip
    for period in every:
        for following in (False, True):
            for month in (1, MONTHS_IN[kind]):
                on = month_named(kind, period, month, following)
                if first <= on <= last:
                    assert period in found


# ---- by hand


def test_a_quarter_of_pesisir_selatan_starts_early_in_the_third_week() -> None:
    when = parse_when("triwulan bulan 3, minggu 3, awal")
    found = start_day(when, parse_period("2026-TW3"), calendar(set()))
    assert (found.on, found.shift) == (date(2026, 9, 14), "")


def test_trap_1_a_window_is_not_read_the_wrong_way_round() -> None:
    """Neither the day before the window nor the one behind it is in it."""
    when = parse_when("triwulan bulan 3, minggu 3, awal")
    on = start_day(when, parse_period("2026-TW3"), calendar(set())).on
    assert date(2026, 9, 13) < on < date(2026, 9, 16)


def test_trap_7_a_holiday_on_the_first_day_moves_the_start_into_the_window() -> None:
    when = parse_when("triwulan bulan 3, minggu 3, awal")
    found = start_day(when, parse_period("2026-TW3"), calendar({date(2026, 9, 14)}))
    assert (found.meant, found.on) == (date(2026, 9, 14), date(2026, 9, 15))
    assert found.shift == "day off"


def test_a_window_without_a_working_day_starts_behind_it() -> None:
    off = {date(2026, 9, 14), date(2026, 9, 15)}
    found = start_day(
        parse_when("triwulan bulan 3, minggu 3, awal"), parse_period("2026-TW3"), calendar(off)
    )
    assert (found.meant, found.on, found.shift) == (
        date(2026, 9, 14), date(2026, 9, 16), "no working day",
    )  # fmt: skip


def test_the_third_working_day_after_the_quarter() -> None:
    when = parse_when("Triwulan berikutnya bulan 1,  hari kerja 3")
    off = {date(2026, 10, 1)}
    assert start_day(when, parse_period("2026-TW3"), calendar(off)).on == date(2026, 10, 6)
    assert when.label == "hari kerja ke-3 bulan pertama triwulan berikutnya"


def test_a_year_without_holidays_is_not_a_year_without_days_off() -> None:
    when = parse_when("triwulan berikutnya bulan 1, hari kerja 1")
    known = calendar(set(), years=iter([2026]))
    with pytest.raises(CalendarUnknown):
        start_day(when, parse_period("2026-TW4"), known)
    assert meant_day(when, parse_period("2026-TW4"), known) == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("besok", "tidak dapat dibaca"),
        ("triwulan, hari kerja 3", "belum menyebut bulan"),
        ("triwulan bulan 4, hari kerja 3", "Tidak ada bulan ke-4"),
        ("triwulan bulan 1, hari kerja 0", "antara 1 dan 20"),
        ("triwulan bulan 1, minggu 3, kemarin", "Bagian minggu"),
    ],
)
def test_it_refuses_a_rule_that_nobody_can_read(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        parse_when(text)


def test_it_refuses_a_period_of_another_kind() -> None:
    with pytest.raises(ValueError, match="tidak dapat dipakai"):
        start_day(parse_when("bulan, hari kerja 2"), parse_period("2026-TW1"), calendar(set()))
