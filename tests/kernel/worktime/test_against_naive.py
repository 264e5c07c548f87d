"""The kernel's arithmetic against a walk minute by minute, and the laws it must keep."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kernel.worktime import naive

from himpun.kernel.worktime import (
    FIVE_DAYS,
    RAMADAN_FIVE_DAYS,
    RAMADAN_SIX_DAYS,
    SIX_DAYS,
    WIB,
    WIT,
    WITA,
    Calendar,
    Duration,
    Holiday,
    Unit,
    due_at,
    working_days,
    working_time,
)

ZONE_AT = {7: WIB, 8: WITA, 9: WIT}
HOURS_OF = {"five": (FIVE_DAYS, RAMADAN_FIVE_DAYS), "six": (SIX_DAYS, RAMADAN_SIX_DAYS)}

# A month with both ends of a Ramadan in reach, so that hours change within a question.
FIRST, LAST = date(2026, 2, 9), date(2026, 4, 5)
days = st.dates(FIRST, LAST)
moments = st.datetimes(*(datetime.combine(day, time()) for day in (FIRST, LAST)))
minutes = moments.map(lambda at: at.replace(second=0, microsecond=0))
exact_moments = moments.map(lambda at: at.replace(tzinfo=UTC))
clock_units: st.SearchStrategy[Unit] = st.sampled_from(["menit", "jam"])
all_units: st.SearchStrategy[Unit] = st.sampled_from(
    ["menit", "jam", "hari", "hari kerja", "minggu", "bulan"]
)
offices = st.builds(
    naive.Office,
    worked=st.builds(dict),
    week=st.sampled_from(["five", "six"]),
    utc_offset=st.sampled_from([7, 8, 9]),
    off=st.frozensets(days, max_size=12),
    fasting=st.tuples(days, days).map(lambda pair: (min(pair), max(pair))),
)


def calendar_of(office: naive.Office) -> Calendar:
    holidays = {on: Holiday(on, "Libur", "lokal", "Keputusan Bupati") for on in office.off}
    hours, ramadan_hours = HOURS_OF[office.week]
    zone, years = ZONE_AT[office.utc_offset], frozenset({2026, 2027})
    return Calendar(zone, hours, ramadan_hours, (office.fasting,), holidays, years)


def duration(amount: int, unit: Unit) -> Duration:
    return Duration(amount, unit, f"{amount} {unit}")


@settings(max_examples=100, deadline=None)
@given(office=offices, opened=minutes, amount=st.integers(1, 1500))
def test_minutes_are_due_where_the_walk_ends(
    office: naive.Office, opened: datetime, amount: int
) -> None:
    due = due_at(opened.replace(tzinfo=UTC), duration(amount, "menit"), calendar_of(office))
    assert due.astimezone(UTC).replace(tzinfo=None) == naive.due_after_minutes(
        opened, amount, office
    )


@settings(max_examples=60, deadline=None)
@given(office=offices, opened=minutes, amount=st.integers(1, 20))
def test_hours_are_due_where_the_walk_ends(
    office: naive.Office, opened: datetime, amount: int
) -> None:
    due = due_at(opened.replace(tzinfo=UTC), duration(amount, "jam"), calendar_of(office))
    assert due.astimezone(UTC).replace(tzinfo=None) == naive.due_after_minutes(
        opened, amount * 60, office
    )


@settings(max_examples=60, deadline=None)
@given(
    office=offices,
    opened=minutes,
    amount=st.integers(1, 5),
    unit=st.sampled_from(["hari", "hari kerja"]),
)
def test_days_are_due_where_the_walk_ends(
    office: naive.Office, opened: datetime, amount: int, unit: Unit
) -> None:
    due = due_at(opened.replace(tzinfo=UTC), duration(amount, unit), calendar_of(office))
    assert due.astimezone(UTC).replace(tzinfo=None) == naive.due_after_days(opened, amount, office)


@settings(max_examples=100, deadline=None)
@given(office=offices, start=minutes, length=st.integers(0, 9 * 24 * 60))
def test_working_time_is_the_number_of_open_minutes_on_the_walk(
    office: naive.Office, start: datetime, length: int
) -> None:
    end = start + timedelta(minutes=length)
    worked = working_time(start.replace(tzinfo=UTC), end.replace(tzinfo=UTC), calendar_of(office))
    assert worked == timedelta(minutes=naive.open_minutes(start, end, office))


@settings(deadline=None)
@given(office=offices, opened=exact_moments, amount=st.integers(1, 3000), unit=clock_units)
def test_a_clock_duration_is_used_up_exactly_at_its_due_time(
    office: naive.Office, opened: datetime, amount: int, unit: Unit
) -> None:
    calendar = calendar_of(office)
    asked = duration(amount, unit) if unit == "menit" else duration(amount % 40 + 1, unit)
    assert working_time(opened, due_at(opened, asked, calendar), calendar) == asked.office_time


@settings(deadline=None)
@given(office=offices, opened=exact_moments, amount=st.integers(1, 30))
def test_whole_days_asked_lie_between_opening_and_due(
    office: naive.Office, opened: datetime, amount: int
) -> None:
    calendar = calendar_of(office)
    due = due_at(opened, duration(amount, "hari"), calendar)
    assert working_days(opened, due, calendar) == amount


@settings(deadline=None)
@given(
    office=offices, pair=st.tuples(exact_moments, exact_moments), amount=st.integers(1, 40),
    unit=all_units,
)  # fmt: skip
def test_a_later_opening_is_never_due_earlier(
    office: naive.Office, pair: tuple[datetime, datetime], amount: int, unit: Unit
) -> None:
    calendar = calendar_of(office)
    asked = duration(min(amount, 6) if unit == "bulan" else amount, unit)
    assert due_at(min(pair), asked, calendar) <= due_at(max(pair), asked, calendar)


@settings(deadline=None)
@given(office=offices, opened=exact_moments, amount=st.integers(1, 30), unit=all_units)
def test_a_longer_duration_is_never_due_earlier_and_never_due_out_of_office(
    office: naive.Office, opened: datetime, amount: int, unit: Unit
) -> None:
    calendar = calendar_of(office)
    amount = min(amount, 6) if unit == "bulan" else amount
    due = due_at(opened, duration(amount, unit), calendar)
    assert opened < due <= due_at(opened, duration(amount + 1, unit), calendar)
    assert any(opens < due <= closes for opens, closes in calendar.spans_on(due.date()))


@settings(deadline=None)
@given(office=offices, moments=st.lists(exact_moments, min_size=3, max_size=3).map(sorted))
def test_working_time_adds_up_over_a_split(office: naive.Office, moments: list[datetime]) -> None:
    calendar, (start, middle, end) = calendar_of(office), moments
    parts = working_time(start, middle, calendar) + working_time(middle, end, calendar)
    assert parts == working_time(start, end, calendar)
