"""What holds in every run of every sound definition, whatever is asked in whatever order."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import assume, given
from tests.kernel.random_commands import any_visit, random_command
from tests.kernel.strategies import randoms, sops, units
from tests.kernel.walk import REASON, STEWARD, Walk, holder_of, way_to_root

from himpun.kernel import messages as m
from himpun.kernel.check import check
from himpun.kernel.decide import Need, decide, need_of
from himpun.kernel.definition import Sop
from himpun.kernel.run import Run, Unit, Visit

MOST_COMMANDS = 25


def walked(sop: Sop, units_: tuple[Unit, ...], random: Random) -> Walk:
    """A run after some random commands, each of them checked; it may have ended."""
    walk = Walk(sop, random)
    walk.start(units_)
    for _ in range(random.randint(0, MOST_COMMANDS)):
        if walk.run.state in ("finished", "cancelled"):
            break
        random_command(walk)
    return walk


@given(sops())
def test_the_definitions_that_are_walked_are_sound(sop: Sop) -> None:
    assert not [problem for problem in check(sop) if problem.severity == "error"]


@given(sops(), units(), randoms())
def test_the_marking_holds_after_every_command_and_the_end_can_be_reached(
    sop: Sop, units_: tuple[Unit, ...], random: Random
) -> None:
    walk = walked(sop, units_, random)
    walk.check_replay()
    walk.finish()
    walk.check_replay()


@given(sops(), units(), randoms())
def test_a_cancelled_run_leaves_nothing_open(
    sop: Sop, units_: tuple[Unit, ...], random: Random
) -> None:
    walk = walked(sop, units_, random)
    assume(walk.run.state != "finished")
    walk.do(m.Cancel(REASON, STEWARD))
    assert not list(walk.run.open_visits())
    assert not [scope for scope in walk.run.scopes.values() if scope.live]
    assert not [block for block in walk.run.blocks.values() if block.live]
    assert walk.refused(m.Cancel(REASON, STEWARD))
    walk.check_replay()


@given(sops(), units(), randoms())
def test_two_steps_of_different_scopes_can_be_done_in_either_order(
    sop: Sop, units_: tuple[Unit, ...], random: Random
) -> None:
    walk = walked(sop, units_, random)
    assume(walk.run.state == "running" and len(walk.open_visits()) > 1)
    one, other = random.sample(walk.open_visits(), 2)
    # A side branch and the unit that it speaks of are not independent of each other.
    assume(not _way(walk.run, one) & _sides(walk.run, other))
    assume(not _way(walk.run, other) & _sides(walk.run, one))
    exits = {visit.id: random.choice(walk.exits_of(visit)) for visit in (one, other)}

    def after(*visits: Visit) -> object:
        again = Walk(walk.sop, random, run=walk.run, log=[*walk.log], now=walk.now)
        for visit in visits:
            again.complete(again.run.visits[visit.id], exits[visit.id])
        return marking(again.run, 1), again.run.state, again.run.rounds

    assert after(one, other) == after(other, one)


def _way(run: Run, visit: Visit) -> set[int]:
    return set(way_to_root(run, run.scopes[visit.scope]))


def _sides(run: Run, visit: Visit) -> set[int]:
    """Side branches of the scopes that this visit's end may close."""
    way = _way(run, visit)
    beside = {scope.id for scope in run.scopes.values() if scope.live and scope.side_of in way}
    return beside - way | {visit.scope for _ in [0] if run.scopes[visit.scope].side_of}


def marking(run: Run, scope: int) -> object:
    """What is open in a scope and within it, without the numbers of rows."""
    sides = sorted(repr(marking(run, side.id)) for side in run.sides(scope))
    visit, block = run.open_visit_in(scope), run.open_block_in(scope)
    if visit is not None:
        return visit.node, visit.unit, visit.round, visit.parts, visit.back, sides
    if block is None:
        return None
    children = sorted((c.unit, c.branch, repr(marking(run, c.id))) for c in run.children(block.id))
    return block.node, block.left, children, sides


@given(sops(), units(), randoms())
def test_the_way_to_the_root_is_all_that_a_step_needs_to_see(
    sop: Sop, units_: tuple[Unit, ...], random: Random
) -> None:
    walk = walked(sop, units_, random)
    assume(walk.run.state == "running")
    visit = any_visit(walk)
    by = holder_of(walk.sop, walk.run, visit)
    asked: list[m.Command] = [m.StartStep(visit.id, by)]
    asked += [m.ReassignStep(visit.id, "orang lain", REASON, STEWARD)]
    asked += [m.CompleteStep(visit.id, name, by, (), REASON) for name in walk.exits_of(visit)]
    for to in walk.sop.step_at(visit.node).returns:
        asked += [m.ReturnStep(visit.id, to, REASON, by, chosen) for chosen in ((), ("u1",))]
    for command in asked:
        need = need_of(walk.sop, command, visit.node)
        if need is not Need.WHOLE:
            part = part_of(walk.run, visit, need)
            assert answer(walk, walk.run, command) == answer(walk, part, command)


def answer(walk: Walk, run: Run, command: m.Command) -> list[m.Event] | str:
    try:
        return decide(command, walk.sop, run, now=walk.now, times=walk.times)
    except m.Rejected as refusal:
        return str(refusal)


def part_of(run: Run, visit: Visit, need: Need) -> Run:
    """Of a run what ``need`` names for a command about one visit."""
    way = _way(run, visit)
    near = way | {scope.id for scope in run.scopes.values() if scope.live and scope.side_of in way}
    known = {run.scopes[number].unit for number in near}
    return replace(
        run,
        scopes={number: run.scopes[number] for number in near},
        blocks={b.id: b for b in run.blocks.values() if b.live and b.scope in way},
        visits={v.id: v for v in run.open_visits() if v.scope in near},
        units={u.id: u for u in run.units.values() if need is Need.UNITS or u.id in known},
        rounds={
            place: count
            for place, count in run.rounds.items()
            if need is Need.UNITS or place[1] in known
        },
    )
