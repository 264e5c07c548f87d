"""A change of the calendar: what is open gets the due times that it gives now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

from hypothesis import given
from tests.kernel.random_commands import random_command
from tests.kernel.strategies import randoms, sops, units
from tests.kernel.walk import STEWARD, EveryDay, Walk

from himpun.kernel import messages as m
from himpun.kernel.decide import decide
from himpun.kernel.definition import Late, Sop, Step
from himpun.kernel.owing import given_until
from himpun.kernel.run import Clocks, Due, Unit

WHY = "Hari libur ditambahkan"


@dataclass(frozen=True)
class Days(EveryDay):
    """A calendar without days off that may lose ``lost`` days: each step and limit is due so much
    later. What is past when a run is halted stays past, as in a real calendar."""

    lost: int = 0

    def due(self, step: Step, opened_at: datetime, unit: str) -> Due:
        return self._moved(super().due(step, opened_at, unit), timedelta(days=self.lost))

    def limit(self, late: Late, unit: str) -> datetime | None:
        found = super().limit(late, unit)
        return found + timedelta(days=self.lost) if found else found

    def resumed(self, due: Due, suspended_at: datetime, resumed_at: datetime, unit: str) -> Due:
        return self._moved(due, resumed_at - suspended_at, suspended_at)

    def _moved(self, due: Due, by: timedelta, after: datetime | None = None) -> Due:
        def moved(at: datetime | None) -> datetime | None:
            return at if at is None or (after is not None and at <= after) else at + by

        return replace(due, due_at=moved(due.due_at), risk_at=moved(due.risk_at))


def walked(sop: Sop, units_: tuple[Unit, ...], random: Random) -> Walk:
    """A run after some random commands; it may have ended."""
    walk = Walk(sop, random, times=Days())
    walk.start(units_)
    for _ in range(random.randint(0, 25)):
        if walk.run.state in ("finished", "cancelled"):
            break
        random_command(walk)
    return walk


def clocks_of(walk: Walk) -> Clocks:
    """Halts and beginnings, folded from the whole history."""
    halts, since, migrated = [], None, None
    bases: dict[int, datetime] = {}
    for event, at in walk.log:
        if isinstance(event, m.RunSuspended):
            since = at
        elif isinstance(event, m.RunResumed):
            assert since is not None
            halts.append((since, at))
        elif isinstance(event, m.RunMigrated):
            migrated = at
    for (before, _), (event, _) in pairwise(walk.log):
        if isinstance(event, m.StepOpened) and isinstance(before, m.BlockClosed):
            block = walk.run.blocks[before.block]
            if not before.cancelled and block.node == f"unit:{event.node}.beri":
                bases[event.visit] = block.opened_at
    scopes = {event.scope: at for event, at in walk.log if isinstance(event, m.ScopeOpened)}
    return Clocks(tuple(halts), migrated, bases, scopes)


def walk_halted(walk: Walk) -> bool:
    """Was it ever? Then what was past at the halt may lie ahead of it in the other calendar."""
    return any(isinstance(event, m.RunSuspended) for event, _ in walk.log)


def recount(walk: Walk) -> list[m.Event]:
    command = m.Recount(clocks_of(walk), WHY, STEWARD)
    if walk.run.state in ("finished", "cancelled"):
        return decide(command, walk.sop, walk.run, now=walk.now, times=walk.times)
    return walk.do(command)


@given(sops(), units(), randoms())
def test_where_the_calendar_is_as_it_was_nothing_moves(
    sop: Sop, units_: tuple[Unit, ...], random: Random
) -> None:
    assert recount(walked(sop, units_, random)) == []


@given(sops(), units(), randoms())
def test_what_is_open_moves_as_the_calendar_did(
    sop: Sop, units_: tuple[Unit, ...], random: Random
) -> None:
    walk = walked(sop, units_, random)
    if walk.run.state not in ("running", "suspended"):
        return
    before = walk.run
    walk.times = Days(lost=3)
    recount(walk)
    for visit in before.open_visits():
        now = walk.run.visits[visit.id]
        if now.state == "cancelled":
            continue
        given_to = given_until(walk.sop, before, visit)
        if visit.due.due_at is None:
            assert now.due == visit.due
        elif given_to is None and not walk_halted(walk):
            assert now.due.due_at == visit.due.due_at + timedelta(days=3)
        else:
            assert now.due.due_at is not None
            assert now.due.due_at >= visit.due.due_at
        told = visit.overdue_told and now.due.due_at is not None and now.due.due_at < walk.now
        assert now.overdue_told == told
    assert recount(walk) == [], "asked again, nothing moves"
    walk.times = Days()
    recount(walk)
    for visit in before.open_visits():
        if walk.run.visits[visit.id].state == "open":
            assert walk.run.visits[visit.id].due.due_at == visit.due.due_at
    walk.check_replay()


@given(sops(), units(), randoms())
def test_a_run_that_is_over_stays(sop: Sop, units_: tuple[Unit, ...], random: Random) -> None:
    walk = walked(sop, units_, random)
    walk.finish()
    walk.times = Days(lost=3)
    assert recount(walk) == []
