"""The calendar has changed: what is open gets the due times that it gives now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from himpun.kernel import messages as m
from himpun.kernel.decide.turn import Turn
from himpun.kernel.owing import given_until
from himpun.kernel.run import Clocks, Due, Scope, Visit

MOVED = "batas waktu bergeser karena kalender berubah"


def recount(turn: Turn, command: m.Recount) -> None:
    """One event with what moved, none where nothing did. What was told as overdue stays told, and
    is told anew once it passes again when it has moved into the future.

    A limit that was told is moved only while the letter about it is still being written; that
    letter is dropped when the limit lies ahead again. One that went out stays, with its limit.
    """
    if turn.run.state not in ("running", "suspended"):
        return
    dues = {
        visit.id: due
        for visit in turn.run.open_visits()
        if (due := _due(turn, visit, command.clocks)) != visit.due
    }
    limits = dict(_limits(turn, command.clocks))
    if not dues and not limits:
        return
    told = [number for number in limits if turn.run.scopes[number].limit_told]
    turn.emit(m.DuesMoved(dues, limits, command.why))
    for number in told:
        for side in list(turn.run.sides(number)):
            turn.cancel_scope(side, MOVED)


def _due(turn: Turn, visit: Visit, clocks: Clocks) -> Due:
    migrated = clocks.migrated_at is not None and visit.opened_at < clocks.migrated_at
    base = visit.opened_at if migrated else clocks.bases.get(visit.id, visit.opened_at)
    due = turn.times.due(turn.sop.step_at(visit.node), base, visit.unit)
    since = clocks.migrated_at if migrated else visit.opened_at
    due = _after_halts(turn, due, clocks, since or visit.opened_at, visit.unit)
    given = given_until(turn.sop, turn.run, visit)
    if given is None or (due.due_at is not None and due.due_at >= given):
        return due
    if visit.due.due_at == given:
        # A day that somebody has set stays as it was set.
        return replace(due, due_at=given, risk_at=visit.due.risk_at)
    return turn.times.extended(due, base, given, visit.unit)


def _limits(turn: Turn, clocks: Clocks) -> Iterator[tuple[int, datetime]]:
    for scope in turn.run.scopes.values():
        if not scope.live or scope.limit_at is None or scope.side_of is not None:
            continue
        limit = _limit(turn, scope, clocks)
        if limit is None or limit == scope.limit_at:
            continue
        if not scope.limit_told or (limit > turn.now and any(turn.run.sides(scope.id))):
            yield scope.id, limit


def _limit(turn: Turn, scope: Scope, clocks: Clocks) -> datetime | None:
    late = turn.sop.by_key[scope.late_step].late
    if late is None or scope.block is None:
        return scope.limit_at
    begun = clocks.scopes.get(scope.id, turn.run.blocks[scope.block].opened_at)
    due = Due(turn.times.limit(late, scope.unit))
    return turn.later_limit(_after_halts(turn, due, clocks, begun, scope.unit).due_at, scope.unit)


def _after_halts(turn: Turn, due: Due, clocks: Clocks, since: datetime, unit: str) -> Due:
    for halted_at, resumed_at in clocks.halts:
        if halted_at >= since:
            due = turn.times.resumed(due, halted_at, resumed_at, unit)
    return due
