import re
from datetime import date, timedelta

import pytest
from tests.kernel.worktime.pesisir_selatan import END, FRIDAY, NEXT, START, STEPS
from tests.kernel.worktime.samples import plain_calendar, real_calendar, wib

from himpun.kernel.worktime import (
    FIVE_DAYS,
    SIX_DAYS,
    Conflict,
    PlannedStep,
    conflicts,
    parse_duration,
    parse_period,
    parse_window,
)

TW3 = parse_period("2026-TW3")


def found(
    *written: tuple[int, str, str], start: str = "2026-09-01 08:00", off: tuple[date, ...] = ()
) -> tuple[Conflict, ...]:
    steps = [
        PlannedStep(no, parse_duration(time), parse_window(window) if window else None)
        for no, time, window in written
    ]
    return conflicts(steps, TW3, plain_calendar(off=off), wib(start))


def test_the_first_quarter_of_2026_is_impossible_in_pesisir_selatan() -> None:
    period = parse_period("2026-TW1")
    all_found = conflicts(STEPS, period, real_calendar(), wib("2026-03-02 08:00"))
    assert [(one.steps, one.needed_days, one.available_days, one.kind) for one in all_found] == [
        ((4, 5), 0, 0, "no working day"),
        ((6, 7), 0, 0, "no working day"),
        ((8, 9, 10), 8, 3, "too long"),
        ((11, 12, 13, 14), 1, 2, "starts late"),
    ]
    collecting = all_found[2]
    assert collecting.window_closes_at == wib("2026-03-27 16:30")
    assert collecting.sentence == (
        "Langkah 8, 9, dan 10 meminta 8 hari kerja, sedangkan dari akhir minggu ketiga sampai "
        "Jumat minggu keempat hanya ada 3."
    )
    assert all_found[0].sentence == (
        "Langkah 4 dan 5 jatuh pada pertengahan minggu ketiga (18 Maret 2026), yang tidak memuat "
        "satu pun hari kerja."
    )
    assert all_found[1].sentence == (
        "Langkah 6 dan 7 jatuh pada akhir minggu ketiga (19 Maret 2026 sampai 20 Maret 2026), "
        "yang tidak memuat satu pun hari kerja."
    )
    assert all_found[3].sentence == (
        "Langkah 11, 12, 13, dan 14 baru dapat dimulai Selasa, 7 April 2026 pukul 16.00, sedangkan "
        "minggu pertama triwulan berikutnya berakhir Kamis, 2 April 2026 pukul 16.00."
    )


def test_even_a_quarter_without_holidays_lacks_a_day() -> None:
    (collecting,) = conflicts(STEPS, TW3, real_calendar(), wib("2026-09-01 08:00"))
    assert (collecting.steps, collecting.needed_days, collecting.available_days) == (
        (8, 9, 10),
        8,
        7,
    )


def test_a_named_day_that_is_a_holiday_tells_also_how_few_days_lead_to_it() -> None:
    steps, period = STEPS[:10], parse_period("2026-TW4")
    (collecting,) = conflicts(steps, period, real_calendar(), wib("2026-12-01 08:00"))
    assert (collecting.kind, collecting.window_closes_at) == ("no working day", None)
    assert collecting.sentence == (
        "Langkah 8, 9, dan 10 jatuh pada Jumat minggu keempat (25 Desember 2026), yang tidak "
        "memuat satu pun hari kerja. Dari akhir minggu ketiga sampai hari itu hanya ada 5 hari "
        "kerja, sedangkan yang diminta 8."
    )


def test_steps_that_fit_are_no_conflict() -> None:
    assert found((1, "10 menit", START), (2, "2 hari", END), (3, "5 hari", FRIDAY)) == ()


def test_a_chain_inside_its_own_window_is_counted_there() -> None:
    (one,) = found((1, "1 hari", START), (2, "30 menit", START), (3, "1 hari", START))
    assert (one.steps, one.needed_days, one.available_days) == ((1, 2, 3), 2, 2)
    assert one.sentence == (
        "Langkah 1, 2, dan 3 meminta 2 hari kerja dan 30 menit, sedangkan dalam awal minggu "
        "ketiga hanya ada 2."
    )


def test_a_chain_that_would_fit_but_starts_within_a_day_says_when_it_ends() -> None:
    (one,) = found((7, "2 hari", START), start="2026-09-14 09:00")
    assert (one.steps, one.needed_days, one.available_days, one.kind) == ((7,), 2, 2, "too long")
    assert one.sentence == (
        "Langkah 7 baru selesai Rabu, 16 September 2026 pukul 16.00, sedangkan awal minggu ketiga "
        "berakhir Selasa, 15 September 2026 pukul 16.00."
    )


def test_a_named_day_without_window_before_it_counts_from_the_planned_start() -> None:
    (one,) = found((1, "4 hari", FRIDAY), start="2026-09-23 07:30")
    assert (one.needed_days, one.available_days) == (4, 3)
    assert one.sentence == (
        "Langkah 1 meminta 4 hari kerja, sedangkan dari 23 September 2026 sampai Jumat minggu "
        "keempat hanya ada 3."
    )


def test_windows_of_two_months_are_named_with_their_months() -> None:
    august = (1, "10 menit", "triwulan bulan 2, minggu 4, akhir")
    (one,) = found(august, (2, "25 hari", FRIDAY), start="2026-08-03 08:00")
    assert one.sentence == (
        "Langkah 2 meminta 25 hari kerja, sedangkan dari akhir minggu keempat bulan kedua triwulan "
        "sampai Jumat minggu keempat bulan ketiga triwulan hanya ada 22."
    )


def test_weeks_ask_the_working_days_that_they_hold() -> None:
    (one,) = found((1, "1 minggu", START), start="2026-09-14 07:30")
    assert (one.needed_days, one.available_days) == (6, 2)


def test_a_step_without_window_parts_two_chains() -> None:
    both = found((1, "3 hari", START), (2, "10 menit", ""), (3, "10 menit", START))
    assert [(one.steps, one.kind) for one in both] == [((1,), "too long"), ((3,), "starts late")]


def test_only_the_clashing_steps_of_a_chain_are_named_when_its_days_suffice() -> None:
    (one,) = found((1, "7 jam", END), (2, "7 jam", END), (3, "7 jam", END))
    assert (one.steps, one.needed_days) == ((3,), 0)


@pytest.mark.parametrize("six_days", [False, True])
@pytest.mark.parametrize("holidays", range(4))
def test_what_the_sentence_counts_is_true_for_every_number_of_days(
    six_days: bool, holidays: int
) -> None:
    off = tuple(date(2026, 9, 21) + timedelta(days=day) for day in range(holidays))
    calendar = plain_calendar(off=off, hours=SIX_DAYS if six_days else FIVE_DAYS)
    days_there = 7 + six_days - holidays  # Thursday 17 to Friday 25 September
    for asked in range(2, 12):
        steps = [
            PlannedStep(1, parse_duration("1 menit"), parse_window(END)),
            PlannedStep(2, parse_duration(f"{asked} hari"), parse_window(FRIDAY)),
        ]
        counted = conflicts(steps, TW3, calendar, wib("2026-09-01 08:00"))
        # The minute of step 1 spoils its day for whole days, so one day fewer can be used.
        assert bool(counted) is (asked > days_there - 1)
        if counted:
            assert (counted[0].needed_days, counted[0].available_days) == (asked, days_there)
            numbers = re.search(
                r"meminta (\d+) hari kerja.* hanya ada (\d+)\.", counted[0].sentence
            )
            assert bool(numbers) is (asked > days_there)


def test_the_last_week_of_a_year_reaches_into_the_next() -> None:
    steps = [PlannedStep(1, parse_duration("9 hari"), parse_window(NEXT))]
    (one,) = conflicts(steps, parse_period("2026-TW4"), real_calendar(), wib("2026-12-01 08:00"))
    # Tuesday 5 January 2027 is Isra Mikraj.
    assert (one.needed_days, one.available_days) == (9, 4)
    assert one.window_closes_at == wib("2027-01-08 16:30")


def test_a_step_whose_turn_comes_exactly_at_the_close_starts_late() -> None:
    (one,) = found((1, "2 hari", ""), (2, "10 menit", START), start="2026-09-14 07:30")
    assert (one.steps, one.kind, one.window_closes_at) == (
        (2,),
        "starts late",
        wib("2026-09-15 16:00"),
    )
