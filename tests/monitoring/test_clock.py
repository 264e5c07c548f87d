"""The fair clock: nothing is lost between holders, nothing counted twice."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from tests.kernel.random_commands import random_command
from tests.kernel.strategies import randoms, sops, units
from tests.kernel.walk import BEGIN, REASON, STEWARD, Walk, holder_of

from himpun.kernel import messages as m
from himpun.kernel.definition import Sop
from himpun.kernel.run import ROOT, Unit, Visit
from himpun.kernel.worktime import FIVE_DAYS, RAMADAN_FIVE_DAYS, WIB, Calendar
from himpun.monitoring.rules.clock import HELD, Interval, RunClock, clock_of, total

MOST_COMMANDS = 25
CALENDAR = Calendar(WIB, FIVE_DAYS, RAMADAN_FIVE_DAYS, (), {}, frozenset(range(2026, 2031)))


def walked(sop: Sop, units_: tuple[Unit, ...], random: Random) -> Walk:
    walk = Walk(sop, random)
    walk.start(units_)
    for _ in range(random.randint(0, MOST_COMMANDS)):
        if walk.run.state in ("finished", "cancelled"):
            break
        random_command(walk)
    return walk


def read(walk: Walk) -> RunClock:
    return clock_of(walk.log, walk.now)


def wants_no_gap(intervals: tuple[Interval, ...], start: datetime, end: datetime) -> None:
    at = start
    for one in intervals:
        assert one.start == at < one.end
        at = one.end
    assert at == end


def halted(walk: Walk, start: datetime, end: datetime) -> timedelta:
    """The time of a stretch in which the run stood still, read from the history by itself."""
    lost, since = timedelta(), None
    for event, at in [*walk.log, (m.RunResumed(), walk.now)]:
        if isinstance(event, m.RunSuspended):
            since = at
        if isinstance(event, m.RunResumed | m.RunCancelled) and since is not None:
            lost += max(min(at, end) - max(since, start), timedelta())
            since = None
    return lost


@given(sops(), units(), randoms())
def test_every_path_from_the_root_adds_up_to_the_time_of_the_run(
    sop: Sop, units_: tuple[Unit, ...], random: Random
) -> None:
    clock = read(walked(sop, units_, random))
    wants_no_gap(clock.of_scope(ROOT), clock.started_at, clock.ended_at)
    for branch in clock.branches.values():
        if branch.side_of is None and branch.within is not None:
            wants_no_gap(clock.path(branch.scope), clock.started_at, clock.ended_at)
            assert total(clock.path(branch.scope)) == clock.length


@given(sops(), units(), randoms())
def test_the_scopes_of_a_block_each_add_up_to_the_time_of_the_block(
    sop: Sop, units_: tuple[Unit, ...], random: Random
) -> None:
    walk = walked(sop, units_, random)
    clock = read(walk)
    closed = {e.block: at for e, at in walk.log if isinstance(e, m.BlockClosed)}
    for event, opened in walk.log:
        if isinstance(event, m.BlockOpened):
            for branch in clock.scopes_of(event.block):
                inner = clock.of_scope(branch.scope)
                end = closed.get(event.block, clock.ended_at)
                wants_no_gap(inner, opened, end) if opened < end else None


@given(sops(), units(), randoms())
def test_a_holder_has_exactly_the_time_in_which_their_step_was_open_and_the_run_not_halted(
    sop: Sop, units_: tuple[Unit, ...], random: Random
) -> None:
    walk = walked(sop, units_, random)
    clock = read(walk)
    for visit in walk.run.visits.values():
        end = visit.finished_at or clock.ended_at
        held = [one for one in clock.intervals if one.visit == visit.id and one.kind in HELD]
        assert total(held) == end - visit.opened_at - halted(walk, visit.opened_at, end)
        if visit.started_at:
            begun = visit.started_at
            worked = [one for one in held if one.kind == "work"]
            assert total(worked) == end - begun - halted(walk, begun, end)


@given(sops(), units(), randoms())
def test_office_hours_add_up_as_the_clock_on_the_wall_does(
    sop: Sop, units_: tuple[Unit, ...], random: Random
) -> None:
    clock = read(walked(sop, units_, random))
    parts = [one.office_time(CALENDAR) for one in clock.of_scope(ROOT)]
    whole = Interval(ROOT, "work", clock.started_at, clock.ended_at)
    assert sum(parts, timedelta()) == whole.office_time(CALENDAR)


@given(sops(), units(), randoms())
def test_a_run_that_has_ended_is_not_counted_on(
    sop: Sop, units_: tuple[Unit, ...], random: Random
) -> None:
    walk = walked(sop, units_, random)
    walk.finish() if walk.run.state != "cancelled" else None
    assert clock_of(walk.log, walk.now) == clock_of(walk.log, walk.now + timedelta(days=400))


def begun(sop: Sop, chosen: tuple[Unit, ...] = ()) -> Walk:
    walk = Walk(sop, Random(1))
    walk.start(chosen)
    return walk


def test_a_return_ends_the_time_of_whoever_sends_back_and_begins_the_other_s(
    agency_sop: Sop,
) -> None:
    walk = begun(agency_sop)
    one, two, three = (walk_to(walk, hours) for hours in (2, 3, 4))
    walk.now += timedelta(hours=5)
    by = holder_of(walk.sop, walk.run, three)
    walk.do(m.ReturnStep(three.id, "2", REASON, by))
    again = walk.open_visits()[0]
    walk.now += timedelta(hours=1)
    spent = [(one.visit, one.node, one.length) for one in read(walk).intervals]
    hours = [(one, 2), (two, 3), (three, 4 + 5), (again, 1)]
    assert spent == [(visit.id, visit.node, timedelta(hours=n)) for visit, n in hours]


def walk_to(walk: Walk, hours: int) -> Visit:
    """The open step; after some hours it is done, unless it is the third."""
    visit = walk.open_visits()[0]
    walk.now += timedelta(hours=hours)
    if visit.node != "3":
        walk.complete(visit, walk.exits_of(visit)[0])
    return visit


def test_time_goes_to_whoever_a_step_was_given_to(agency_sop: Sop) -> None:
    walk = begun(agency_sop)
    visit = walk.open_visits()[0]
    walk.now = BEGIN + timedelta(hours=1)
    walk.do(m.ReassignStep(visit.id, "42", REASON, STEWARD))
    walk.now = BEGIN + timedelta(hours=4)
    found = [(one.holder, one.length) for one in read(walk).intervals]
    assert found == [("", timedelta(hours=1)), ("42", timedelta(hours=3))]


def test_a_history_without_a_beginning_is_refused() -> None:
    with pytest.raises(ValueError, match="no beginning"):
        clock_of([], BEGIN)
