"""Random commands to a run, sensible or not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.kernel.walk import PERIOD, REASON, STEWARD, Walk, holder_of, owes

from himpun.kernel import messages as m
from himpun.kernel.definition import StepNode
from himpun.kernel.duty import Actor, Mandate, duties_of
from himpun.kernel.run import Unit, Visit


def random_command(walk: Walk) -> None:
    """One more command of a random kind, sensible or not."""
    walk.now += timedelta(hours=walk.random.choice((0, 1, 5, 30)))
    if walk.run.state == "suspended":
        while_suspended(walk)
        return
    kinds = [work_on] * 12 + [send_back] * 3 + [begin, assign, let_time_pass, trouble, trouble]
    kinds += [change_units, change_units, halt, change_version, give_time, give_time]
    walk.random.choice(kinds)(walk)


def any_visit(walk: Walk) -> Visit:
    return walk.random.choice(walk.open_visits())


def some_units(walk: Walk) -> tuple[str, ...]:
    known = sorted(walk.run.units)
    return tuple(walk.random.sample(known, walk.random.randint(0, len(known))))


def work_on(walk: Walk) -> None:
    visit = any_visit(walk)
    exit_ = walk.random.choice(walk.exits_of(visit))
    units = some_units(walk) if walk.random.random() < 0.3 else ()
    by = holder_of(walk.sop, walk.run, visit)
    if walk.refused(m.CompleteStep(visit.id, exit_, by, units, REASON)):
        # Only the choice of units can be wrong: without it the holder may always go on.
        units = ()
    walk.complete(visit, exit_, units)


def send_back(walk: Walk) -> None:
    visits = [v for v in walk.open_visits() if walk.sop.step_at(v.node).returns]
    if not visits:
        work_on(walk)
        return
    visit = walk.random.choice(visits)
    to = walk.random.choice(walk.sop.step_at(visit.node).returns)
    by = holder_of(walk.sop, walk.run, visit)
    units = some_units(walk) if walk.random.random() < 0.5 else ()
    walk.try_(m.ReturnStep(visit.id, to, REASON, by, units))
    assert walk.refused(m.ReturnStep(visit.id, to, " ", by, units))


def begin(walk: Walk) -> None:
    visit = any_visit(walk)
    walk.try_(m.StartStep(visit.id, holder_of(walk.sop, walk.run, visit)))


def assign(walk: Walk) -> None:
    visit = any_visit(walk)
    to = None if visit.assignee else f"penerima {visit.id}"
    walk.do(m.ReassignStep(visit.id, to, REASON, STEWARD))


def let_time_pass(walk: Walk) -> None:
    walk.now += timedelta(days=walk.random.choice((0, 2, 12)))
    walk.do(m.TimePassed())
    assert not walk.do(m.TimePassed()), "told once"


def change_units(walk: Walk) -> None:
    known = [unit.id for unit in walk.run.units.values() if not unit.excused]
    if known and walk.random.random() < 0.5:
        walk.try_(m.ExcuseUnit(walk.random.choice(known), REASON, STEWARD))
        return
    number = len(walk.run.units) + 1
    kind = walk.random.choice(("bidang", "sekretariat"))
    walk.try_(m.AddUnit(Unit(f"u{number}", f"Unit {number}", kind), STEWARD))


def give_time(walk: Walk) -> None:
    """More time for a unit or a step; what it may not move, it leaves as it was."""
    until = (walk.now + timedelta(days=walk.random.choice((-3, 1, 5, 20)))).date()
    close = walk.times.close_of(until, "")
    visit, before = any_visit(walk), walk.run
    if walk.random.random() < 0.3:
        if walk.try_(m.ExtendStep(visit.id, until, REASON, STEWARD)):
            assert not owes(walk.sop, visit.node)
            assert walk.run.visits[visit.id].due.due_at == close
        return
    unit = visit.unit or next(iter(walk.run.units), "u1")
    if not walk.try_(m.ExtendUnit(unit, until, REASON, STEWARD)):
        return
    assert close is not None
    assert close > walk.now
    moved = [v for v in before.open_visits() if v.unit == unit and owes(walk.sop, v.node)]
    assert moved, "a unit that has handed in owes nothing"
    for visit in before.open_visits():
        due, now = visit.due.due_at, walk.run.visits[visit.id]
        if visit not in moved:
            assert now == visit or now.state == "cancelled"
            continue
        assert due is None or due < close
        assert now.due.due_at == close
        assert not now.overdue_told
    for scope in walk.run.scopes.values():
        if scope.live and scope.unit == unit and scope.limit_at:
            assert scope.limit_at >= close
    assert walk.refused(m.ExtendUnit(unit, until, REASON, STEWARD)), "not later than it is now"
    assert walk.refused(m.ExtendUnit(unit, until + timedelta(days=400), " ", STEWARD))


def halt(walk: Walk) -> None:
    walk.do(m.Suspend(REASON, STEWARD))


def change_version(walk: Walk) -> None:
    """A version whose flow is the same; one open place may have to move within its body."""
    newer = replace(walk.sop, version=walk.sop.version + 1)
    here = any_visit(walk).node
    body = walk.sop.places[here].body
    there = walk.random.choice([node.id for node in body.nodes if isinstance(node, StepNode)])
    assert not walk.migrate(walk.sop, m.Migrate({}, STEWARD)), "not newer"
    assert not walk.migrate(newer, m.Migrate({here: "tidak ada"}, STEWARD))
    assert walk.migrate(newer, m.Migrate({here: there}, STEWARD))
    assert walk.run.version == newer.version


def while_suspended(walk: Walk) -> None:
    visit = any_visit(walk)
    by = holder_of(walk.sop, walk.run, visit)
    exit_ = walk.random.choice(walk.exits_of(visit))
    assert walk.refused(m.CompleteStep(visit.id, exit_, by, (), REASON))
    assert walk.refused(m.StartStep(visit.id, by))
    assert walk.refused(m.Suspend(REASON, STEWARD))
    assert not walk.do(m.TimePassed()), "the clocks stand still"
    before, since = walk.run, walk.run.suspended_at
    assert since is not None
    walk.now += timedelta(days=1)
    walk.do(m.Resume(STEWARD))
    for visit in before.open_visits():
        due = walk.times.resumed(visit.due, since, walk.now, visit.unit)
        assert walk.run.visits[visit.id].due == due


def goes_back(walk: Walk, visit: Visit, exit_: str) -> bool:
    place = walk.sop.places[visit.node]
    assert isinstance(place.node, StepNode)
    order = [node.id for node in place.body.nodes]
    target = place.node.exits[exit_]
    return target is not None and order.index(target) <= order.index(visit.node)


def trouble(walk: Walk) -> None:
    """What must be refused, whatever the run."""
    visit = any_visit(walk)
    exit_ = walk.random.choice(walk.exits_of(visit))
    by = holder_of(walk.sop, walk.run, visit)
    stranger = Actor("orang lain", frozenset({Mandate("bukan siapa-siapa")}))
    assert walk.refused(m.CompleteStep(visit.id, exit_, stranger, (), REASON))
    if visit.assignee:
        other = replace(by, person="pemegang lain")
        assert walk.refused(m.CompleteStep(visit.id, exit_, other, (), REASON))
    assert walk.refused(m.CompleteStep(visit.id, "tidak ada", by, (), REASON))
    if goes_back(walk, visit, exit_) and len(duties_of(walk.sop, walk.run, visit)) == 1:
        assert walk.refused(m.CompleteStep(visit.id, exit_, by))
    assert walk.refused(m.CompleteStep(walk.run.last_id + 1, exit_, by, (), REASON))
    ended = [v.id for v in walk.run.visits.values() if v.state != "open"]
    if ended:
        assert walk.refused(m.CompleteStep(walk.random.choice(ended), exit_, by, (), REASON))
    assert walk.refused(m.Resume(STEWARD))
    assert walk.refused(m.ExcuseUnit("tidak ada", REASON, STEWARD))
    soon = (walk.now + timedelta(days=1)).date()
    assert walk.refused(m.ExtendUnit("tidak ada", soon, REASON, STEWARD))
    assert walk.refused(m.ExtendStep(visit.id, soon, REASON, by))
    assert walk.refused(m.StartRun(PERIOD, (), STEWARD))
    assert walk.refused(m.Cancel(REASON, by))
    assert walk.refused(m.ReturnStep(visit.id, "tidak ada", REASON, by))
