"""The ladder against a slow model that counts days and minutes one by one."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from himpun.chase.rules.ladder import (
    SUPERSEDED,
    Ladder,
    Owed,
    Rung,
    choose,
    moment_of,
    next_of,
    office_is_open,
    timed,
)
from himpun.kernel.worktime import (
    FIVE_DAYS,
    RAMADAN_FIVE_DAYS,
    RAMADAN_SIX_DAYS,
    SIX_DAYS,
    WIB,
    WITA,
    Calendar,
    Holiday,
)

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
FIRST = date(2026, 3, 2)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    six = draw(st.booleans())
    off = draw(st.sets(st.integers(0, 40), max_size=8))
    days = [FIRST + DAY * n for n in off]
    return Calendar(
        zone=draw(st.sampled_from([WIB, WITA])),
        hours=SIX_DAYS if six else FIVE_DAYS,
        ramadan_hours=RAMADAN_SIX_DAYS if six else RAMADAN_FIVE_DAYS,
        ramadan=((date(2026, 3, 9), date(2026, 3, 19)),),
        holidays={on: Holiday(on, "Libur", "nasional", "SKB") for on in days},
        known_years=frozenset({2026}),
    )


moments = st.integers(8 * 1440, 30 * 1440).map(
    lambda n: datetime(2026, 3, 2, tzinfo=WIB) + MINUTE * n
)
amounts = st.integers(-6, 9)


def rung(
    key: str, amount: int, unit: str = "hari", kind: str = "reminder", anchor: str = "due"
) -> Rung:
    return Rung(key, kind, key, "", amount, unit, anchor)  # type: ignore[arg-type]


def minutes_of_office(calendar: Calendar, at: datetime) -> bool:
    """Does the office work in the minute that begins then?"""
    on = at.astimezone(calendar.zone).date()
    return any(opens <= at < closes for opens, closes in calendar.spans_on(on))


def slow_hours(anchor: datetime, hours: int, calendar: Calendar) -> datetime:
    at, left = anchor, abs(hours) * 60
    while left:
        at += MINUTE if hours > 0 else -MINUTE
        begun = at - MINUTE if hours > 0 else at
        left -= minutes_of_office(calendar, begun)
    return at


def slow_days(anchor: datetime, days: int, calendar: Calendar) -> datetime:
    on, left = anchor.astimezone(calendar.zone).date(), days
    while left > 0 or (left == 0 and not calendar.spans_on(on)):
        on += DAY
        if days == 0:
            continue
        left -= bool(calendar.spans_on(on))
    while left < 0:
        on -= DAY
        left += bool(calendar.spans_on(on))
    return calendar.spans_on(on)[0][0]


@given(moments, amounts, calendars())
def test_days_are_counted_as_one_counts_them_on_a_wall_calendar(
    anchor: datetime, days: int, calendar: Calendar
) -> None:
    assert moment_of(rung("a", days), anchor, calendar) == slow_days(anchor, days, calendar)


@given(moments, amounts, calendars())
def test_hours_are_counted_minute_by_minute(
    anchor: datetime, hours: int, calendar: Calendar
) -> None:
    fast = moment_of(rung("a", hours, "jam"), anchor, calendar)
    assert fast == slow_hours(anchor, hours, calendar)


@given(moments, calendars())
def test_the_office_is_open_in_its_hours_only(at: datetime, calendar: Calendar) -> None:
    assert office_is_open(at, calendar) == minutes_of_office(calendar, at)


ladders = st.lists(
    st.tuples(
        amounts, st.sampled_from(["hari", "jam"]),
        st.sampled_from(["reminder", "reminder", "letter", "contact"]),
        st.sampled_from(["due", "limit"]),
    ),
    min_size=1, max_size=7,
).map(
    lambda rows: Ladder(tuple(rung(f"r{n}", *row) for n, row in enumerate(rows)), most=4)
)  # fmt: skip


def simulated(
    ladder: Ladder, owed: Owed, calendar: Calendar, ticks: list[datetime]
) -> Iterator[tuple[str, datetime, bool]]:
    """The slow model: a worker who looks at a list of moments, crosses off what has come, sends the
    last reminder on the heap and every letter and contact. (key, when, was it sent?)."""
    waiting: list[tuple[datetime, int, Rung]] = []
    for n, one in enumerate(ladder.rungs):
        anchor = owed.due_at if one.anchor == "due" else owed.limit_at
        if anchor is None or (one.kind == "letter" and owed.by_sop):
            continue
        slow = slow_days if one.unit == "hari" else slow_hours
        at = slow(anchor, one.amount, calendar)
        if at > owed.opened_at:
            waiting.append((at, n, one))
    waiting.sort(key=lambda row: row[:2])
    sent = 0
    for tick in ticks:
        heap = [row for row in waiting if row[0] <= tick]
        reminders = [row for row in heap if row[2].kind == "reminder"]
        for row in heap:
            waiting.remove(row)
            last = bool(reminders) and row is reminders[-1]
            goes = row[2].kind != "reminder"
            goes = goes or (last and sent < ladder.most)
            sent += last and goes
            yield row[2].key, tick, goes


@st.composite
def owings(draw: st.DrawFn) -> Owed:
    due = draw(moments)
    limit = due + DAY * 3 if draw(st.booleans()) else None
    return Owed(due - MINUTE * draw(st.integers(-3000, 9000)), due, limit, draw(st.booleans()))


looks = st.lists(st.integers(-20_000, 20_000), min_size=1, max_size=12)


@given(ladders, owings(), calendars(), looks)
def test_the_ladder_does_what_the_slow_model_does_whenever_the_worker_looks(
    ladder: Ladder, owed: Owed, calendar: Calendar, looks: list[int]
) -> None:
    assert owed.due_at is not None
    ticks = [owed.due_at + MINUTE * n for n in sorted(looks)]
    done: list[tuple[str, datetime, bool]] = []
    for tick in ticks:
        sent = [key for key, _, goes in done if goes and not _is_other(ladder, key)]
        acts = choose(
            timed(ladder, owed, calendar), owed, now=tick, done={key for key, _, _ in done},
            reminded=len(sent), most=ladder.most,
        )  # fmt: skip
        done += [(act.rung.key, tick, not act.skip) for act in acts]
    assert done == list(simulated(ladder, owed, calendar, ticks))
    assert len({key for key, _, _ in done}) == len(done)


def _is_other(ladder: Ladder, key: str) -> bool:
    return next(one.kind for one in ladder.rungs if one.key == key) != "reminder"


CALENDAR = Calendar(
    zone=WIB, hours=FIVE_DAYS, ramadan_hours=RAMADAN_FIVE_DAYS, ramadan=(), holidays={},
    known_years=frozenset({2026}),
)  # fmt: skip
DUE = datetime(2026, 9, 25, 16, 30, tzinfo=WIB)
OWED = Owed(datetime(2026, 9, 17, 9, tzinfo=WIB), DUE, None)
LADDER = Ladder((rung("b2", -2), rung("b1", -1), rung("d0", 0), rung("l1", 1)), most=12)


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 9, day, hour, tzinfo=WIB)


def test_a_worker_that_was_down_sends_the_latest_reminder_only() -> None:
    rungs = timed(LADDER, OWED, CALENDAR)
    acts = choose(rungs, OWED, now=at(25, 9), done={"b2"}, reminded=1, most=12)
    assert [(act.rung.key, act.skip) for act in acts] == [("b1", SUPERSEDED), ("d0", "")]


def test_a_clock_that_goes_back_repeats_nothing() -> None:
    rungs = timed(LADDER, OWED, CALENDAR)
    done = {act.rung.key for act in choose(
        rungs, OWED, now=at(25, 9), done=(), reminded=0, most=12
    )}  # fmt: skip
    for back in (at(25, 8), at(24, 9), at(25, 10)):
        assert choose(rungs, OWED, now=back, done=done, reminded=1, most=12) == []


def test_another_zone_moves_the_opening_and_repeats_nothing() -> None:
    done = {"b2", "b1", "d0"}
    east = Calendar(
        zone=WITA, hours=FIVE_DAYS, ramadan_hours=RAMADAN_FIVE_DAYS, ramadan=(), holidays={},
        known_years=frozenset({2026}),
    )  # fmt: skip
    rungs = timed(LADDER, OWED, east)
    assert choose(rungs, OWED, now=at(25, 12), done=done, reminded=3, most=12) == []
    following = next_of(rungs, done)
    assert following is not None
    assert following.at == datetime(2026, 9, 28, 7, 30, tzinfo=WITA)


def test_what_would_have_come_before_the_holder_had_it_is_no_rung() -> None:
    late = Owed(at(25, 8), DUE, None)
    assert [one.rung.key for one in timed(LADDER, late, CALENDAR)] == ["l1"]


def test_what_has_no_due_time_has_no_rung() -> None:
    assert timed(LADDER, Owed(at(17, 9), None, None), CALENDAR) == []


def test_a_recurring_alert_has_a_cap() -> None:
    """Trap 15: a recurring alert without cap (REDCap)."""
    rungs = timed(LADDER, OWED, CALENDAR)
    (act,) = choose(rungs, OWED, now=at(23, 9), done=(), reminded=12, most=12)
    assert "12 kali" in act.skip
