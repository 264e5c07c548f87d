"""The shipped holidays: what the generator makes, and what is known of them from elsewhere."""

import tomllib
from datetime import date, timedelta

import pytest
from tests.kernel.worktime.samples import SEED, seed_table
from tools import refresh_holidays

YEARS = range(2023, 2028)


def test_the_file_is_what_the_generator_makes_of_it() -> None:
    text = SEED.read_text("utf-8")
    assert refresh_holidays.render(tomllib.loads(text)) == text


def test_the_generator_brings_back_a_holiday_that_was_lost() -> None:
    text = SEED.read_text("utf-8")
    lines = text.splitlines(keepends=True)
    without = "".join(line for line in lines if "on = 2026-03-19" not in line)
    assert without != text
    assert refresh_holidays.render(tomllib.loads(without)) == text


def test_every_holiday_is_one_of_the_package_and_none_is_missing() -> None:
    for year in YEARS:
        generated = {(on, name, kind) for on, name, kind, _ in refresh_holidays.holiday_rows(year)}
        shipped = {
            (day.on, day.name, day.kind)
            for day in seed_table().holidays.values()
            if day.on.year == year
        }
        assert shipped == generated


@pytest.mark.parametrize(
    ("year", "national", "joint_leave"),
    # As the decrees count them; 2024 has two election days beside its 17.
    [(2023, 16, 11), (2024, 17 + 2, 10), (2025, 17, 11), (2026, 17, 8), (2027, 18, 8)],
)
def test_the_numbers_of_days_are_those_of_the_decrees(
    year: int, national: int, joint_leave: int
) -> None:
    kinds = [day.kind for day in seed_table().holidays.values() if day.on.year == year]
    assert (kinds.count("nasional"), kinds.count("cuti bersama")) == (national, joint_leave)


def test_ramadan_ends_on_the_eve_of_idul_fitri_after_29_or_30_days() -> None:
    table = seed_table()
    assert [first.year for first, _ in table.ramadan] == list(YEARS)
    for first, last in table.ramadan:
        assert (last - first).days + 1 in (29, 30)
        assert table.holidays[last + timedelta(days=1)].name == "Hari Raya Idul Fitri"


def test_only_days_that_still_depend_on_the_moon_are_marked_as_estimates() -> None:
    assert seed_table().estimated == {
        date(2027, 2, 8),
        date(2027, 3, 9),
        date(2027, 3, 10),
        date(2027, 3, 11),
        date(2027, 5, 17),
    }


def test_election_days_carry_their_own_decree() -> None:
    holidays = seed_table().holidays
    assert holidays[date(2024, 2, 14)].decree == "Keppres Nomor 10 Tahun 2024"
    assert holidays[date(2024, 11, 27)].decree == "Keppres Nomor 33 Tahun 2024"


def test_a_decree_that_nobody_confirmed_says_so_itself() -> None:
    for year in tomllib.loads(SEED.read_text("utf-8"))["year"]:
        assert year["decree_confirmed"] is ("belum dipastikan" not in year["decree"])
