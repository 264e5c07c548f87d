from datetime import date, datetime

import pytest
from tests.kernel.worktime.pesisir_selatan import STEPS
from tests.kernel.worktime.samples import plain_calendar, real_calendar, wib

from himpun.kernel.worktime import (
    Calendar,
    Planned,
    PlannedStep,
    parse_duration,
    parse_period,
    parse_window,
    plan,
)

TW3 = parse_period("2026-TW3")


def planned(
    *written: tuple[str, str], start: str, calendar: Calendar | None = None
) -> tuple[Planned, ...]:
    steps = [
        PlannedStep(
            no,
            parse_duration(time) if time else None,
            parse_window(window) if window else None,
        )
        for no, (time, window) in enumerate(written, start=1)
    ]
    return plan(steps, TW3, calendar or plain_calendar(), wib(start))


def test_steps_follow_one_another_without_gap() -> None:
    first, second = planned(("2 hari", ""), ("30 menit", ""), start="2026-09-15 10:40")
    assert (first.starts_at, first.due_at) == (wib("2026-09-15 10:40"), wib("2026-09-17 16:00"))
    assert (second.starts_at, second.due_at) == (first.due_at, wib("2026-09-18 08:00"))
    assert (first.window, first.clash) == (None, None)


def test_a_step_waits_for_its_window() -> None:
    (step,) = planned(("1 hari", "triwulan bulan 3, minggu 3, akhir"), start="2026-09-01 08:00")
    assert (step.starts_at, step.due_at) == (wib("2026-09-17 07:30"), wib("2026-09-17 16:00"))
    assert step.clash is None


def test_a_step_may_end_exactly_when_its_window_closes() -> None:
    (step,) = planned(("2 hari", "triwulan bulan 3, minggu 3, awal"), start="2026-09-14 07:30")
    assert step.due_at == wib("2026-09-15 16:00")
    assert step.clash is None


def test_a_step_that_outlasts_its_window_is_marked_and_goes_on() -> None:
    late, after = planned(
        ("3 hari", "triwulan bulan 3, minggu 3, awal"), ("10 menit", ""), start="2026-09-14 07:30"
    )
    assert late.clash is not None
    assert (late.clash.kind, late.clash.window_closes_at) == ("too long", wib("2026-09-15 16:00"))
    assert late.clash.sentence == (
        "Langkah 1 selesai Rabu, 16 September 2026 pukul 16.00, sedangkan awal minggu ketiga "
        "berakhir Selasa, 15 September 2026 pukul 16.00."
    )
    assert after.starts_at == late.due_at


def test_a_step_that_comes_after_its_window_starts_late() -> None:
    _, late = planned(
        ("", ""), ("10 menit", "triwulan bulan 3, minggu 3, awal"), start="2026-09-15 16:00"
    )
    assert late.clash is not None
    assert late.clash.kind == "starts late"
    assert late.clash.sentence.startswith("Langkah 2 baru dapat dimulai Selasa, 15 September 2026")


def test_a_window_without_working_day_holds_the_step_back_to_the_next_opening() -> None:
    calendar = plain_calendar(off=[date(2026, 9, 16)])
    (step,) = planned(
        ("10 menit", "triwulan bulan 3, minggu 3, pertengahan"),
        start="2026-09-14 07:30",
        calendar=calendar,
    )
    assert step.starts_at == wib("2026-09-17 07:30")
    assert step.clash is not None
    assert (step.clash.kind, step.clash.window_closes_at) == ("no working day", None)
    assert step.clash.sentence == (
        "Langkah 1: pertengahan minggu ketiga tidak memuat satu pun hari kerja."
    )


@pytest.mark.parametrize(
    ("time", "starts"),
    [
        ("30 menit", "2026-09-25 07:30"),
        ("1 hari", "2026-09-25 07:30"),
        ("2 hari", "2026-09-18 07:30"),
        ("1 minggu", "2026-09-18 07:30"),
    ],
)
def test_a_named_day_is_the_end_of_a_step_that_does_not_fit_in_it(time: str, starts: str) -> None:
    (step,) = planned((time, "triwulan bulan 3, minggu 4, jumat"), start="2026-09-18 07:30")
    assert step.starts_at == wib(starts)
    assert step.clash is None


def test_a_step_without_standard_time_takes_none() -> None:
    (step,) = planned(("", "triwulan bulan 3, minggu 3"), start="2026-09-15 10:00")
    assert step.starts_at == step.due_at == wib("2026-09-15 10:00")
    assert step.clash is None


def test_no_steps_make_no_plan() -> None:
    assert plan([], TW3, plain_calendar(), wib("2026-09-01 08:00")) == ()


def test_a_start_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="tanpa zona"):
        plan(STEPS, TW3, plain_calendar(), datetime.fromisoformat("2026-09-01 08:00"))


def test_the_third_quarter_of_pesisir_selatan_is_laid_out_to_the_minute() -> None:
    laid = plan(STEPS, TW3, real_calendar(), wib("2026-09-01 08:00"))
    shown = [f"{one.no} {one.starts_at:%d/%m %H:%M} {one.due_at:%d/%m %H:%M}" for one in laid]
    assert shown == [
        "1 14/09 07:30 14/09 07:40",
        "2 14/09 07:40 14/09 07:50",
        "3 14/09 07:50 14/09 08:35",
        "4 16/09 07:30 16/09 07:40",
        "5 16/09 07:40 16/09 07:50",
        "6 17/09 07:30 17/09 07:50",
        "7 17/09 07:50 17/09 08:20",
        "8 17/09 08:20 23/09 16:00",
        "9 23/09 16:00 25/09 16:30",
        "10 25/09 16:30 29/09 16:00",
        "11 01/10 07:30 01/10 08:00",
        "12 01/10 08:00 01/10 08:15",
        "13 01/10 08:15 01/10 08:25",
        "14 01/10 08:25 02/10 16:30",
    ]  # fmt: skip
    assert [step.no for step in laid if step.clash] == [10]


def test_a_window_cut_away_by_the_month_holds_the_step_back_past_the_days_it_would_have_had() -> (
    None
):
    # Monday 28 and Tuesday 29 September are the start of October's week 1, but not of October.
    window = parse_window("triwulan bulan 1, minggu 1, awal")
    steps = [PlannedStep(1, parse_duration("10 menit"), window)]
    (step,) = plan(steps, parse_period("2026-TW4"), plain_calendar(), wib("2026-09-21 08:00"))
    assert step.starts_at == wib("2026-09-30 07:30")
    assert step.clash is not None
