"""Every way through the SOPs of the repository: each exit, each return, each late branch, and
each kind of unit, on the real calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import pytest
from tests.kernel.definitions import SOPS, read_sop
from tests.kernel.walk import BEGIN, REASON, Walk, holder_of

from himpun.kernel import messages as m
from himpun.kernel.decide.needs import return_target
from himpun.kernel.definition import Each, Sop, StepNode
from himpun.kernel.run import Due, Unit, Visit
from himpun.kernel.times import Timetable
from himpun.kernel.worktime import (
    FIVE_DAYS,
    RAMADAN_FIVE_DAYS,
    WIB,
    Calendar,
    parse_period,
    working_time,
)

CALENDAR = Calendar(WIB, FIVE_DAYS, RAMADAN_FIVE_DAYS, (), {}, frozenset(range(2026, 2031)))
TIMES = Timetable(parse_period("2026-TW3"), CALENDAR)
TWO_OF_EACH = tuple(
    Unit(f"{kind}-{n}", f"{kind} {n}", kind) for kind in ("bidang", "sekretariat") for n in (1, 2)
)


def walk_of(sop: Sop, units: tuple[Unit, ...] = TWO_OF_EACH) -> Walk:
    walk = Walk(sop, Random(1), TIMES)
    walk.start(units)
    return walk


def reach(walk: Walk, node: str) -> Visit:
    """Go on by first exits until the node is open; time passes where only that opens it."""
    side_of = walk.sop.places[node].side_of
    if side_of is not None:
        first = next(n for n in walk.sop.places[side_of].body.nodes if isinstance(n, StepNode))
        reach(walk, first.id)
        walk.now += timedelta(days=200)
        walk.do(m.TimePassed())
    for _ in range(500):
        visits = walk.open_visits()
        there = [visit for visit in visits if visit.node == node]
        if there:
            return there[0]
        beside = [v for v in visits if walk.sop.places[v.node].side_of == side_of]
        walk.complete(beside[0], walk.exits_of(beside[0])[0])
    raise AssertionError(f"{node} was never open")


def test_a_visit_with_months_to_its_due_time_is_at_risk_after_seven_tenths_of_them() -> None:
    until = TIMES.close_of(date(2027, 6, 30), "")
    assert until is not None
    due = TIMES.extended(Due(), BEGIN, until, "")
    assert due.due_at == until
    assert due.risk_at is not None
    used = working_time(BEGIN, due.risk_at, CALENDAR) / working_time(BEGIN, until, CALENDAR)
    assert 0.699 < used <= 0.7


def test_all_five_sops_are_there() -> None:
    assert len(SOPS) >= 5


def exits() -> Iterator[tuple[str, str, str]]:
    for name in SOPS:
        for place in read_sop(name).places.values():
            if isinstance(place.node, StepNode):
                yield from ((name, place.node.id, exit_) for exit_ in place.node.exits)


@pytest.mark.parametrize(("name", "node", "exit_"), list(exits()))
def test_every_exit_can_be_taken_and_leads_where_the_paper_says(
    name: str, node: str, exit_: str
) -> None:
    sop = read_sop(name)
    walk = walk_of(sop)
    visit = reach(walk, node)
    events = walk.complete(visit, exit_)
    assert m.StepCompleted(visit.id, exit_, REASON) in events
    place = sop.places[node]
    assert isinstance(place.node, StepNode)
    target = place.node.exits[exit_]
    opened = {event.node for event in events if isinstance(event, m.StepOpened | m.StepPassed)}
    if target is not None:
        into = sop.places[target].node
        inside = into.body.entry if isinstance(into, Each) else target
        assert inside in opened
    elif not place.path and place.side_of is None:
        assert walk.run.state == "finished"
    walk.finish() if walk.run.state == "running" else None
    walk.check_replay()


def returns() -> Iterator[tuple[str, str, str]]:
    for name in SOPS:
        sop = read_sop(name)
        for key, step in sop.by_key.items():
            yield from ((name, key, to) for to in step.returns)


@pytest.mark.parametrize(("name", "key", "to"), list(returns()))
def test_every_return_opens_the_earlier_step_again_for_its_reason(
    name: str, key: str, to: str
) -> None:
    sop = read_sop(name)
    walk = walk_of(sop)
    visit = reach(walk, key)
    by = holder_of(sop, walk.run, visit)
    assert walk.refused(m.ReturnStep(visit.id, to, "  ", by))
    events = walk.do(m.ReturnStep(visit.id, to, REASON, by))
    opened = [event for event in events if isinstance(event, m.StepOpened)]
    assert opened
    for event in opened:
        if walk.run.kind_of(event.unit) in sop.by_key[to].passed_by:
            # A unit that passes the step goes back to the last one that it does.
            assert sop.by_key[event.node].no == sop.by_key[to].no - 1
        else:
            assert event.node == to
    assert all(event.back and event.reason == REASON and event.round > 1 for event in opened)
    walk.finish()
    walk.check_replay()


def returns_to_units() -> Iterator[tuple[str, str, str]]:
    """Returns from outside a fan-out into it."""
    for name, key, to in returns():
        sop = read_sop(name)
        target = return_target(sop, to, units_chosen=True) or to
        if len(sop.places[target].path) > len(sop.places[key].path):
            yield name, key, to


@pytest.mark.parametrize(("name", "key", "to"), list(returns_to_units()))
def test_a_return_into_a_fan_out_reaches_the_chosen_unit_alone(
    name: str, key: str, to: str
) -> None:
    sop = read_sop(name)
    walk = walk_of(sop)
    visit = reach(walk, key)
    by = holder_of(sop, walk.run, visit)
    assert walk.refused(m.ReturnStep(visit.id, to, REASON, by, ("tidak ada",)))
    walk.do(m.ReturnStep(visit.id, to, REASON, by, ("bidang-2",)))
    assert [v.unit for v in walk.open_visits()] == ["bidang-2"]
    walk.finish()
    assert "bidang-1" not in {v.unit for v in walk.run.visits.values() if v.id > visit.id}
    walk.check_replay()


def test_there_are_returns_into_fan_outs() -> None:
    assert len(list(returns_to_units())) >= 3


def late_rows() -> Iterator[tuple[str, str]]:
    for name in SOPS:
        yield from ((name, key) for key in read_sop(name).sides)


@pytest.mark.parametrize(("name", "key"), list(late_rows()))
def test_a_late_unit_is_told_once_and_stands_at_the_named_step_after_the_letter(
    name: str, key: str
) -> None:
    sop = read_sop(name)
    walk = walk_of(sop)
    side = sop.sides[key].nodes
    first = reach(walk, side[0].id)
    assert not walk.do(m.TimePassed())
    while walk.run.scopes[first.scope].live:
        letter = walk.run.open_visit_in(first.scope)
        assert letter is not None
        walk.complete(letter, walk.exits_of(letter)[0])
    late = sop.by_key[key].late
    assert late is not None
    owner = walk.run.scopes[first.scope].side_of
    now_at = walk.run.open_visit_in(owner or 0)
    assert now_at is not None
    order = sop.places[key].body.order
    if walk.run.kind_of(first.unit) not in sop.by_key[late.back_to].passed_by:
        assert now_at.node == late.back_to
    assert order[now_at.node] <= order[late.back_to]
    walk.finish()
    walk.check_replay()


@pytest.mark.parametrize(("name", "key"), list(late_rows()))
def test_data_that_come_in_after_all_end_the_letter(name: str, key: str) -> None:
    walk = walk_of(read_sop(name))
    side = walk.sop.sides[key].nodes
    first = reach(walk, side[0].id)
    owner = walk.run.scopes[first.scope].side_of
    while walk.run.scopes[first.scope].live:
        own = walk.run.open_visit_in(owner or 0)
        assert own is not None
        walk.complete(own, walk.exits_of(own)[0])
    assert walk.run.visits[first.id].state == "cancelled"
    walk.finish()


def test_some_sop_has_a_late_row() -> None:
    assert list(late_rows())


UNITS = {
    "no unit": (),
    "one bidang": TWO_OF_EACH[:1],
    "two bidang": TWO_OF_EACH[:2],
    "the secretariat": TWO_OF_EACH[2:3],
    "both kinds": TWO_OF_EACH,
}


@pytest.mark.parametrize("name", SOPS)
@pytest.mark.parametrize("units", UNITS.values(), ids=list(UNITS))
def test_every_kind_of_unit_comes_through(name: str, units: tuple[Unit, ...]) -> None:
    sop = read_sop(name)
    walk = walk_of(sop, units)
    assert walk.now == BEGIN
    walk.finish()
    for unit in units:
        own = [v for v in walk.run.visits.values() if v.unit == unit.id]
        assert all(
            (v.state == "passed") is (unit.kind in sop.step_at(v.node).passed_by) for v in own
        )
    walk.check_replay()
