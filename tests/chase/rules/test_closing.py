"""When a form closes."""

from datetime import date, datetime

import pytest

from himpun.chase.rules.closing import closes_at
from himpun.kernel.worktime import FIVE_DAYS, RAMADAN_FIVE_DAYS, WIB, Calendar, Holiday

THURSDAY_OFF = Holiday(date(2026, 9, 24), "Hari raya daerah", "lokal", "SK 1")
CALENDAR = Calendar(
    WIB, FIVE_DAYS, RAMADAN_FIVE_DAYS, (), {THURSDAY_OFF.on: THURSDAY_OFF}, frozenset({2026})
)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 9, day, hour, minute, tzinfo=WIB)


@pytest.mark.parametrize(
    ("due", "days", "closes"),
    [
        (at(21, 16), 1, at(22, 16)),
        (at(21, 8, 10), 1, at(22, 16)),
        (at(18, 16, 30), 1, at(21, 16)),
        (at(22, 16), 2, at(25, 16, 30)),
    ],
)
def test_it_is_the_close_of_the_last_of_so_many_working_days_after_the_due_day(
    due: datetime, days: int, closes: datetime
) -> None:
    assert closes_at(due, days, CALENDAR) == closes


def test_nothing_closes_in_a_year_whose_holidays_nobody_knows() -> None:
    assert closes_at(datetime(2026, 12, 31, 16, tzinfo=WIB), 1, CALENDAR) is None
