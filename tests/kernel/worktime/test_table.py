import tomllib
from datetime import date

import pytest
from tests.kernel.worktime.samples import wib

from himpun.kernel.worktime import FIVE_DAYS, RAMADAN_FIVE_DAYS, WITA, TableInvalid, read_table

GOOD = """
[[year]]
year = 2026
decree = "SKB 3 Menteri"
ramadan = [ { first = 2026-02-19, last = 2026-03-20, source = "sidang isbat", estimated = true } ]
holiday = [
  { on = 2026-03-19, name = "Hari Suci Nyepi", kind = "nasional" },
  { on = 2026-11-04, name = "Pilkada", kind = "lokal", decree = "Keppres", estimated = true },
]
"""


def test_it_reads_holidays_with_their_decree_or_that_of_the_year() -> None:
    table = read_table(tomllib.loads(GOOD))
    nyepi, election = table.holidays[date(2026, 3, 19)], table.holidays[date(2026, 11, 4)]
    assert (nyepi.name, nyepi.kind, nyepi.decree) == (
        "Hari Suci Nyepi",
        "nasional",
        "SKB 3 Menteri",
    )
    assert (election.on, election.kind, election.decree) == (date(2026, 11, 4), "lokal", "Keppres")
    assert table.known_years == {2026}


def test_it_tells_which_days_may_still_move() -> None:
    table = read_table(tomllib.loads(GOOD))
    assert table.estimated == {date(2026, 2, 19), date(2026, 3, 20), date(2026, 11, 4)}
    settled = read_table(tomllib.loads(GOOD.replace(", estimated = true", "")))
    assert settled.estimated == frozenset()


def test_it_becomes_the_calendar_of_a_unit() -> None:
    calendar = read_table(tomllib.loads(GOOD)).calendar(
        zone=WITA, hours=FIVE_DAYS, ramadan_hours=RAMADAN_FIVE_DAYS
    )
    assert not calendar.is_working_day(date(2026, 3, 19))
    # 15:00 WITA is 14:00 WIB.
    assert calendar.closes_at(date(2026, 2, 19)) == wib("2026-02-19 14:00")


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ("[[year]]", "[year]", "year"),
        ("year = 2026\n", "", "year"),
        ("year = 2026\n", "year = true\n", "year"),
        ('decree = "SKB 3 Menteri"\n', "", "decree"),
        ("holiday = [", "holidays = [", "holiday"),
        ("ramadan = [", "puasa = [", "ramadan"),
        ('"nasional"', '"daerah"', "tidak dikenal"),
        ("on = 2026-03-19", "on = 2025-03-19", "bukan tanggal dalam tahun 2026"),
        ("on = 2026-03-19", "on = 2026-03-19T07:00:00", "bukan tanggal"),
        ("on = 2026-03-19", 'on = "2026-03-19"', "on"),
        ("on = 2026-11-04", "on = 2026-03-19", "tertulis dua kali"),
        ("last = 2026-03-20", "last = 20", "last"),
        ('name = "Hari Suci Nyepi", ', "", "name"),
    ],
)
def test_it_refuses_a_table_with_a_mistake_and_names_it(good: str, bad: str, said: str) -> None:
    assert good in GOOD
    with pytest.raises(TableInvalid, match=said):
        read_table(tomllib.loads(GOOD.replace(good, bad, 1)))


def test_it_refuses_a_year_written_twice() -> None:
    with pytest.raises(TableInvalid, match="2026 tertulis dua kali"):
        read_table(tomllib.loads(GOOD + GOOD))
