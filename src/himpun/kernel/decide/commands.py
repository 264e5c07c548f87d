"""Each command: may it be done, and what follows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from himpun.kernel import messages as m
from himpun.kernel.decide.extend import extend_step, extend_unit
from himpun.kernel.decide.migrate import migrate
from himpun.kernel.decide.needs import return_target
from himpun.kernel.decide.recount import recount
from himpun.kernel.decide.turn import Coming, Turn, step_nodes
from himpun.kernel.definition import Each, Sop, StepNode
from himpun.kernel.duty import Actor, duties_of, mandate_for, sop_giving, takes_part, why_not_do
from himpun.kernel.messages import Rejected
from himpun.kernel.run import ROOT, Due, Run, Visit
from himpun.kernel.times import Times


def decide(command: m.Command, sop: Sop, run: Run, *, now: datetime, times: Times) -> list[m.Event]:
    """The events that a command causes at ``now``.

    ``run`` is the whole run or the part that ``need_of`` names; it is never changed. ``Migrate``
    is asked with the newer ``sop``. Raises ``Rejected``, a sentence, for what may not be done.
    """
    return outcome(command, sop, run, now=now, times=times)[0]


def outcome(
    command: m.Command, sop: Sop, run: Run, *, now: datetime, times: Times
) -> tuple[list[m.Event], Run]:
    """As ``decide``, with the run that its events lead to, as ``fold`` would give it."""
    turn = Turn(sop, run, now, times)
    _HANDLERS[type(command)](turn, command)
    return turn.events, turn.run


def _start_run(turn: Turn, command: m.StartRun) -> None:
    if turn.run.state != "new":
        raise Rejected("SOP ini sudah dimulai untuk periode tersebut.")
    if len({unit.id for unit in command.units}) != len(command.units):
        raise Rejected("Ada unit yang terdaftar dua kali.")
    turn.emit(m.RunStarted(turn.sop.id, turn.sop.version, command.period, command.units))
    turn.enter(turn.run.scopes[ROOT], turn.sop.body.entry)


def _suspend(turn: Turn, command: m.Suspend) -> None:
    _want_steward(command.by)
    _want_running(turn.run)
    _want_reason(command.reason, "penghentian sementara")
    turn.emit(m.RunSuspended(command.reason))


def _resume(turn: Turn, command: m.Resume) -> None:
    _want_steward(command.by)
    since = turn.run.suspended_at
    if turn.run.state != "suspended" or since is None:
        raise Rejected("SOP ini tidak sedang dihentikan sementara.")
    dues = {
        v.id: turn.times.resumed(v.due, since, turn.now, v.unit) for v in turn.run.open_visits()
    }
    limits = {
        scope.id: moved
        for scope in turn.run.scopes.values()
        if scope.live
        and scope.limit_at
        and not scope.limit_told
        and (moved := turn.times.resumed(Due(scope.limit_at), since, turn.now, scope.unit).due_at)
    }
    given = {
        unit.id: moved
        for unit in turn.run.units.values()
        if unit.extended_to
        and (moved := turn.times.resumed(Due(unit.extended_to), since, turn.now, unit.id).due_at)
    }
    turn.emit(m.RunResumed(dues, limits, given))


def _cancel(turn: Turn, command: m.Cancel) -> None:
    _want_steward(command.by)
    if turn.run.state not in ("running", "suspended"):
        raise Rejected("SOP ini sudah berakhir.")
    _want_reason(command.reason, "pembatalan")
    turn.cancel_scope(turn.run.scopes[ROOT], command.reason)
    turn.emit(m.RunCancelled(command.reason))


def _start_step(turn: Turn, command: m.StartStep) -> None:
    visit = _open_visit(turn, command.visit)
    _want_duty(turn, visit, command.by)
    if visit.started_at is not None:
        raise Rejected("Langkah ini sudah mulai dikerjakan.")
    turn.emit(m.StepStarted(visit.id))


def why_not_complete(sop: Sop, run: Run, visit: Visit, exit_: str, actor: Actor) -> str | None:
    """Why this actor may not finish the open visit by this exit; None if they may."""
    node = sop.places[visit.node].node
    if not isinstance(node, StepNode) or exit_ not in node.exits:
        return f"Langkah {visit.node} tidak mempunyai pilihan “{exit_}”."
    return why_not_do(sop, run, visit, actor)


def _complete(turn: Turn, command: m.CompleteStep) -> None:
    visit = _open_visit(turn, command.visit)
    refused = why_not_complete(turn.sop, turn.run, visit, command.exit, command.by)
    if refused:
        raise Rejected(refused)
    if _others_still_act(turn, visit, command):
        return
    node = turn.sop.places[visit.node].node
    assert isinstance(node, StepNode)
    target = node.exits[command.exit]
    back = goes_back(turn.sop, visit.node, command.exit)
    if back:
        _want_reason(command.reason, "pengembalian")
    _want_known_units(turn, command.units, target)
    turn.emit(m.StepCompleted(visit.id, command.exit, command.reason))
    coming = Coming(back, command.reason if back else "", command.units if back else ())
    turn.follow(turn.run.scopes[visit.scope], target, coming)


def goes_back(sop: Sop, node: str, exit_: str) -> bool:
    """Does this exit lead to the same or an earlier node of its body?"""
    at = sop.places[node]
    target = at.node.exits.get(exit_) if isinstance(at.node, StepNode) else None
    return target is not None and at.body.order[target] <= at.body.order[node]


def _others_still_act(turn: Turn, visit: Visit, command: m.CompleteStep) -> bool:
    """Where all performers must act, note this part; True while somebody's is still missing."""
    if turn.sop.step_at(visit.node).mode != "all" or sop_giving(turn.sop, visit.node):
        return False
    found = mandate_for(turn.sop, turn.run, visit, command.by)
    assert found is not None
    turn.emit(m.PartDone(visit.id, found[0].performer))
    done = turn.run.visits[visit.id]
    return bool(duties_of(turn.sop, turn.run, done))


def why_not_return(sop: Sop, run: Run, visit: Visit, to: str, actor: Actor) -> str | None:
    """Why this actor may not send the open visit back to the row ``to``; None if they may."""
    step = sop.step_at(visit.node)
    if to not in step.returns or sop_giving(sop, visit.node):
        return f"Langkah {step.key} tidak dapat dikembalikan ke langkah {to}."
    return why_not_do(sop, run, visit, actor)


def _return(turn: Turn, command: m.ReturnStep) -> None:
    visit = _open_visit(turn, command.visit)
    refused = why_not_return(turn.sop, turn.run, visit, command.to, command.by)
    if refused:
        raise Rejected(refused)
    _want_reason(command.reason, "pengembalian")
    target = return_target(turn.sop, command.to, bool(command.units))
    if target is None:
        raise Rejected(f"Langkah {command.to} tidak ada dalam SOP ini.")
    block = _outer_each(turn.sop, visit.node, target)
    _want_known_units(turn, command.units, block)
    turn.emit(m.StepReturned(visit.id, command.to, command.reason, command.units))
    turn.jump(visit, target, Coming(True, command.reason, command.units))


def _outer_each(sop: Sop, node: str, target: str) -> str | None:
    """The fan-out that a jump from ``node`` to ``target`` enters, if any."""
    here, there = sop.places[node].path, sop.places[target].path
    entered = [name for name, _ in there if name not in {n for n, _ in here}]
    return next((n for n in entered if isinstance(sop.places[n].node, Each)), None)


def _reassign(turn: Turn, command: m.ReassignStep) -> None:
    visit = _open_visit(turn, command.visit)
    free = Actor(command.by.person, command.by.mandates, command.by.operator)
    own = why_not_do(turn.sop, turn.run, visit, free)
    if own and not command.by.steward:
        raise Rejected(own)
    _want_reason(command.reason, "penugasan ulang")
    if command.heir is not None:
        free_visit, heir = replace(visit, assignee=None), replace(command.heir, operator=False)
        if mandate_for(turn.sop, turn.run, free_visit, heir) is None:
            raise Rejected("Orang itu tidak memegang tugas langkah ini hari ini.")
    if command.to == visit.assignee:
        raise Rejected("Langkah ini sudah ditugaskan kepada orang tersebut.")
    turn.emit(m.StepReassigned(visit.id, command.to, command.reason))


def _excuse(turn: Turn, command: m.ExcuseUnit) -> None:
    _want_steward(command.by)
    _want_running(turn.run)
    unit = turn.run.units.get(command.unit)
    if unit is None:
        raise Rejected("Unit itu tidak ikut dalam SOP yang berjalan ini.")
    if unit.excused:
        raise Rejected(f"{unit.name} sudah dibebaskan.")
    _want_reason(command.reason, "pembebasan")
    turn.emit(m.UnitExcused(command.unit, command.reason))
    for scope in list(turn.run.scopes.values()):
        if _is_unit_scope(turn, scope.id, command.unit):
            _drop_unit(turn, scope.id)


def _is_unit_scope(turn: Turn, scope_id: int, unit: str) -> bool:
    scope = turn.run.scopes[scope_id]
    if not scope.live or scope.unit != unit or scope.block is None:
        return False
    return isinstance(turn.sop.places[turn.run.blocks[scope.block].node].node, Each)


def _drop_unit(turn: Turn, scope_id: int) -> None:
    scope = turn.run.scopes[scope_id]
    block = turn.run.open_block_in(scope.id)
    if block is not None:
        turn.cancel_block(block, "unit dibebaskan")
    visit = turn.run.open_visit_in(scope.id)
    if visit is not None:
        turn.emit(m.StepCancelled(visit.id, "unit dibebaskan"))
    for side in list(turn.run.sides(scope.id)):
        turn.cancel_scope(side, "unit dibebaskan")
    turn.emit(m.ScopeClosed(scope.id, cancelled=True))
    waiting = turn.run.blocks[scope.block or 0]
    if waiting.left == 0:
        turn.close_block(waiting)


def _extend_unit(turn: Turn, command: m.ExtendUnit) -> None:
    _want_steward(command.by)
    _want_running(turn.run)
    _want_reason(command.reason, "perpanjangan")
    extend_unit(turn, command)


def _extend_step(turn: Turn, command: m.ExtendStep) -> None:
    _want_steward(command.by)
    visit = _open_visit(turn, command.visit)
    _want_reason(command.reason, "perpanjangan")
    extend_step(turn, visit, command)


def _add_unit(turn: Turn, command: m.AddUnit) -> None:
    _want_steward(command.by)
    _want_running(turn.run)
    known = turn.run.units.get(command.unit.id)
    if known is not None and not known.excused:
        raise Rejected(f"{known.name} sudah ikut.")
    open_blocks = [b for b in turn.run.blocks.values() if b.live and _takes(turn, b.node, command)]
    if not open_blocks and not _still_ahead(turn, command):
        raise Rejected(
            "Pengumpulan data per unit sudah selesai. Kembalikan dahulu ke langkah pengumpulan."
        )
    turn.emit(m.UnitAdded(command.unit))
    for block in open_blocks:
        node = turn.sop.places[block.node].node
        assert isinstance(node, Each)
        turn.open_unit(block.id, node, command.unit.id, entry=node.body.entry, joined=True)


def _takes(turn: Turn, node_id: str, command: m.AddUnit) -> bool:
    node = turn.sop.places[node_id].node
    return isinstance(node, Each) and takes_part(turn.sop, step_nodes(node.body), command.unit.kind)


def _still_ahead(turn: Turn, command: m.AddUnit) -> bool:
    """Is there a fan-out for such a unit that no open place of the run has passed yet?"""
    order = turn.sop.body.order
    here = [order[_top(turn.sop, visit.node)] for visit in turn.run.open_visits()]
    return any(
        order[_top(turn.sop, place.node.id)] >= min(here, default=0)
        for place in turn.sop.places.values()
        if isinstance(place.node, Each) and place.side_of is None
        and not _was_reached(turn, place.node.id) and _takes(turn, place.node.id, command)
    )  # fmt: skip


def _was_reached(turn: Turn, node_id: str) -> bool:
    return any(b.live and b.node == node_id for b in turn.run.blocks.values())


def _top(sop: Sop, node: str) -> str:
    place = sop.places[node]
    if place.side_of is not None:
        return _top(sop, place.side_of)
    return place.path[0][0] if place.path else node


def _time_passed(turn: Turn, _command: m.TimePassed) -> None:
    if turn.run.state != "running":
        return
    for visit in list(turn.run.open_visits()):
        due = visit.due.due_at
        if due is not None and due < turn.now and not visit.overdue_told:
            turn.emit(m.StepOverdue(visit.id))
    for scope in list(turn.run.scopes.values()):
        if scope.live and scope.limit_at and scope.limit_at < turn.now and not scope.limit_told:
            _pass_limit(turn, scope.id)


def _pass_limit(turn: Turn, scope_id: int) -> None:
    """Tell once that a unit has not handed in, and begin the side branch about it."""
    scope = turn.run.scopes[scope_id]
    visit = turn.run.open_visit_in(scope_id)
    step = turn.sop.by_key[scope.late_step]
    body = turn.sop.places[step.key].body
    turn.emit(m.LimitPassed(scope_id, scope.unit, step.key))
    if visit is None or body.order[visit.node] >= body.order[step.key]:
        return
    side = turn.run.last_id + 1
    turn.emit(m.ScopeOpened(side, None, scope.unit, 0, side_of=scope_id, late_step=scope.late_step))
    turn.enter(turn.run.scopes[side], turn.sop.sides[step.key].entry)


def _open_visit(turn: Turn, number: int) -> Visit:
    _want_running(turn.run)
    visit = turn.run.visits.get(number)
    if visit is None:
        raise Rejected("Langkah ini tidak ada dalam SOP yang berjalan.")
    if visit.state != "open":
        raise Rejected("Langkah ini sudah tidak terbuka; orang lain telah menyelesaikannya.")
    return visit


def _want_running(run: Run) -> None:
    if run.state == "suspended":
        raise Rejected("SOP ini sedang dihentikan sementara.")
    if run.state != "running":
        raise Rejected("SOP ini tidak sedang berjalan.")


def _want_duty(turn: Turn, visit: Visit, actor: Actor) -> None:
    refused = why_not_do(turn.sop, turn.run, visit, actor)
    if refused:
        raise Rejected(refused)


def _want_steward(actor: Actor) -> None:
    if not actor.steward:
        raise Rejected(
            "Hanya pengelola SOP, operator, atau administrator instansi yang dapat melakukan ini."
        )


def _want_reason(reason: str, of: str) -> None:
    if not reason.strip():
        raise Rejected(f"Alasan {of} wajib diisi.")


def _want_known_units(turn: Turn, units: tuple[str, ...], block: str | None) -> None:
    node = turn.sop.places[block].node if block else None
    if units and not isinstance(node, Each):
        raise Rejected("Unit hanya dapat dipilih bila langkah tujuan dikerjakan per unit.")
    for unit in units:
        known = turn.run.units.get(unit)
        if known is None or known.excused:
            raise Rejected("Ada unit terpilih yang tidak ikut dalam SOP yang berjalan ini.")


_HANDLERS: dict[type, Callable[[Turn, Any], None]] = {
    m.StartRun: _start_run,
    m.StartStep: _start_step,
    m.CompleteStep: _complete,
    m.ReturnStep: _return,
    m.ReassignStep: _reassign,
    m.ExcuseUnit: _excuse,
    m.ExtendUnit: _extend_unit,
    m.ExtendStep: _extend_step,
    m.AddUnit: _add_unit,
    m.Suspend: _suspend,
    m.Resume: _resume,
    m.Cancel: _cancel,
    m.TimePassed: _time_passed,
    m.Migrate: migrate,
    m.Recount: recount,
}
