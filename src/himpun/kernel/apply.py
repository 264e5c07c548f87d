"""An event changes a run. ``apply`` never refuses: what happened, happened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import singledispatch
from typing import TypeVar

from himpun.kernel import messages as m
from himpun.kernel.run import ROOT, Block, Run, Scope, Visit

K = TypeVar("K")
V = TypeVar("V")


def apply(event: m.Event, run: Run, *, at: datetime) -> Run:
    """The run after ``event``, which happened ``at`` that moment."""
    changed = _apply(event, run, at)
    return replace(changed, last_event=run.last_event + 1)


def fold(events: Iterable[tuple[m.Event, datetime]], run: Run | None = None) -> Run:
    """The run that a whole history of (event, moment) leads to."""
    folded = run or Run()
    for event, at in events:
        folded = apply(event, folded, at=at)
    return folded


@singledispatch
def _apply(event: object, _run: Run, _at: datetime) -> Run:
    raise TypeError(f"not an event: {event!r}")


@_apply.register
def _(event: m.RunStarted, run: Run, _at: datetime) -> Run:
    return replace(
        run,
        sop=event.sop,
        version=event.version,
        period=event.period,
        state="running",
        units={unit.id: unit for unit in event.units},
        scopes={ROOT: Scope(ROOT)},
        last_id=ROOT,
    )


@_apply.register
def _(event: m.StepOpened, run: Run, at: datetime) -> Run:
    visit = Visit(
        event.visit, event.scope, event.node, event.unit, event.round, at,
        due=event.due, back=event.back, reason=event.reason,
    )  # fmt: skip
    return _with_visit(run, visit)


@_apply.register
def _(event: m.StepPassed, run: Run, at: datetime) -> Run:
    visit = Visit(
        event.visit, event.scope, event.node, event.unit, event.round, at,
        state="passed", finished_at=at,
    )  # fmt: skip
    return _with_visit(run, visit)


@_apply.register
def _(event: m.StepStarted, run: Run, at: datetime) -> Run:
    return _change_visit(run, event.visit, lambda v: replace(v, started_at=at))


@_apply.register
def _(event: m.PartDone, run: Run, _at: datetime) -> Run:
    return _change_visit(run, event.visit, lambda v: replace(v, parts=v.parts | {event.performer}))


@_apply.register
def _(event: m.StepCompleted, run: Run, at: datetime) -> Run:
    return _change_visit(
        run, event.visit, lambda v: replace(v, state="done", finished_at=at, exit=event.exit)
    )


@_apply.register
def _(event: m.StepReturned, run: Run, at: datetime) -> Run:
    return _change_visit(run, event.visit, lambda v: replace(v, state="returned", finished_at=at))


@_apply.register
def _(event: m.StepCancelled, run: Run, at: datetime) -> Run:
    return _change_visit(run, event.visit, lambda v: replace(v, state="cancelled", finished_at=at))


@_apply.register
def _(event: m.StepReassigned, run: Run, _at: datetime) -> Run:
    return _change_visit(run, event.visit, lambda v: replace(v, assignee=event.to))


@_apply.register
def _(event: m.StepOverdue, run: Run, _at: datetime) -> Run:
    return _change_visit(run, event.visit, lambda v: replace(v, overdue_told=True))


@_apply.register
def _(event: m.BlockOpened, run: Run, at: datetime) -> Run:
    block = Block(event.block, event.scope, event.node, event.left, at, live=event.left > 0)
    return replace(run, blocks=_put(run.blocks, block.id, block), last_id=event.block)


@_apply.register
def _(event: m.BlockClosed, run: Run, _at: datetime) -> Run:
    return _change_block(run, event.block, lambda b: replace(b, live=False, left=0))


@_apply.register
def _(event: m.ScopeOpened, run: Run, _at: datetime) -> Run:
    scope = Scope(
        event.scope, event.block, event.unit, event.branch, event.side_of,
        limit_at=event.limit_at, late_step=event.late_step,
    )  # fmt: skip
    opened = replace(run, scopes=_put(run.scopes, scope.id, scope), last_id=event.scope)
    if event.joined and event.block is not None:
        return _change_block(opened, event.block, lambda b: replace(b, left=b.left + 1))
    return opened


@_apply.register
def _(event: m.ScopeClosed, run: Run, _at: datetime) -> Run:
    closed = _change_scope(run, event.scope, lambda s: replace(s, live=False))
    block = run.scopes[event.scope].block
    if event.counted and block is not None:
        return _change_block(closed, block, lambda b: replace(b, left=b.left - 1))
    return closed


@_apply.register
def _(event: m.LimitPassed, run: Run, _at: datetime) -> Run:
    return _change_scope(run, event.scope, lambda s: replace(s, limit_told=True))


@_apply.register
def _(event: m.UnitAdded, run: Run, _at: datetime) -> Run:
    return replace(run, units=_put(run.units, event.unit.id, event.unit))


@_apply.register
def _(event: m.UnitExcused, run: Run, _at: datetime) -> Run:
    excused = replace(run.units[event.unit], excused=True)
    return replace(run, units=_put(run.units, event.unit, excused))


@_apply.register
def _(event: m.UnitExtended, run: Run, _at: datetime) -> Run:
    visits = dict(run.visits)
    for number, due in event.dues.items():
        visits[number] = replace(visits[number], due=due, overdue_told=False)
    scopes = dict(run.scopes)
    for number, limit_at in event.limits.items():
        scopes[number] = replace(scopes[number], limit_at=limit_at, limit_told=False)
    unit = replace(run.units[event.unit], extended_to=event.until)
    units = _put(run.units, event.unit, unit)
    return replace(run, units=units, visits=visits, scopes=scopes)


@_apply.register
def _(event: m.StepExtended, run: Run, _at: datetime) -> Run:
    return _change_visit(
        run,
        event.visit,
        lambda v: replace(v, due=event.due, extended_to=event.due.due_at, overdue_told=False),
    )


@_apply.register
def _(_event: m.RunSuspended, run: Run, at: datetime) -> Run:
    return replace(run, state="suspended", suspended_at=at)


@_apply.register
def _(event: m.RunResumed, run: Run, _at: datetime) -> Run:
    visits = dict(run.visits)
    for number, due in event.dues.items():
        given = due.due_at if visits[number].extended_to else None
        visits[number] = replace(visits[number], due=due, extended_to=given)
    scopes = dict(run.scopes)
    for number, limit_at in event.limits.items():
        scopes[number] = replace(scopes[number], limit_at=limit_at)
    units = dict(run.units) if event.given else run.units
    for code, until in event.given.items():
        units = _put(units, code, replace(units[code], extended_to=until))
    return replace(
        run, state="running", suspended_at=None, visits=visits, scopes=scopes, units=units
    )


@_apply.register
def _(event: m.DuesMoved, run: Run, at: datetime) -> Run:
    visits, scopes = dict(run.visits), dict(run.scopes)
    for number, due in event.dues.items():
        visit = visits[number]
        past = due.due_at is not None and due.due_at < at
        visits[number] = replace(visit, due=due, overdue_told=visit.overdue_told and past)
    for number, limit_at in event.limits.items():
        told = scopes[number].limit_told and limit_at < at
        scopes[number] = replace(scopes[number], limit_at=limit_at, limit_told=told)
    return replace(run, visits=visits, scopes=scopes)


@_apply.register
def _(_event: m.RunFinished, run: Run, _at: datetime) -> Run:
    return replace(run, state="finished")


@_apply.register
def _(_event: m.RunCancelled, run: Run, _at: datetime) -> Run:
    return replace(run, state="cancelled")


@_apply.register
def _(event: m.RunMigrated, run: Run, _at: datetime) -> Run:
    visits = dict(run.visits)
    for number, due in event.dues.items():
        visits[number] = replace(visits[number], due=due)
    blocks = dict(run.blocks)
    for number, node in event.blocks.items():
        blocks[number] = replace(blocks[number], node=node)
    return replace(run, version=event.version, visits=visits, blocks=blocks)


def _put(mapping: Mapping[K, V], key: K, value: V) -> Mapping[K, V]:
    return {**mapping, key: value}


def _with_visit(run: Run, visit: Visit) -> Run:
    return replace(
        run,
        visits=_put(run.visits, visit.id, visit),
        rounds=_put(run.rounds, (visit.node, visit.unit), visit.round),
        last_id=visit.id,
    )


def _change_visit(run: Run, number: int, change: Callable[[Visit], Visit]) -> Run:
    return replace(run, visits=_put(run.visits, number, change(run.visits[number])))


def _change_scope(run: Run, number: int, change: Callable[[Scope], Scope]) -> Run:
    return replace(run, scopes=_put(run.scopes, number, change(run.scopes[number])))


def _change_block(run: Run, number: int, change: Callable[[Block], Block]) -> Run:
    return replace(run, blocks=_put(run.blocks, number, change(run.blocks[number])))
