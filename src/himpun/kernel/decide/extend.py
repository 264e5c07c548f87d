"""More time: for a unit that still owes its data, or for one open step."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from himpun.kernel import messages as m
from himpun.kernel.decide.turn import Turn
from himpun.kernel.messages import Rejected
from himpun.kernel.owing import owes_at
from himpun.kernel.run import Scope, Unit, Visit
from himpun.kernel.worktime.words import day_text

GIVEN = "batas waktu unit diperpanjang"


def extend_unit(turn: Turn, command: m.ExtendUnit) -> None:
    """The unit's open steps, and its limit where it has one, are due at the close of that day.

    A letter that is being written about its absence is dropped: it is not absent any more.
    """
    unit = _unit(turn, command.unit)
    visits = [v for v in turn.run.open_visits() if v.unit == unit.id and owes_at(turn.sop, v.node)]
    if not visits:
        raise Rejected(
            f"{unit.name} tidak sedang ditunggu datanya: sudah menyerahkan, atau belum gilirannya."
        )
    until = _close_of(turn, command.until, unit.id)
    _want_later(until, [unit.extended_to, *(v.due.due_at for v in visits)])
    scopes = [s for s in turn.run.scopes.values() if s.live and s.unit == unit.id]
    limits = {s.id: until for s in scopes if s.limit_at is not None and s.limit_at < until}
    dues = {v.id: turn.times.extended(v.due, v.opened_at, until, v.unit) for v in visits}
    turn.emit(m.UnitExtended(unit.id, until, command.reason, dues, limits))
    _drop_letters(turn, [turn.run.scopes[number] for number in limits])


def extend_step(turn: Turn, visit: Visit, command: m.ExtendStep) -> None:
    """One open step is due at the close of that day."""
    if owes_at(turn.sop, visit.node):
        raise Rejected("Langkah ini bagian unit: perpanjang batas waktu unitnya.")
    until = _close_of(turn, command.until, visit.unit)
    _want_later(until, [visit.due.due_at])
    due = turn.times.extended(visit.due, visit.opened_at, until, visit.unit)
    turn.emit(m.StepExtended(visit.id, due, command.reason))


def _unit(turn: Turn, code: str) -> Unit:
    unit = turn.run.units.get(code)
    if unit is None:
        raise Rejected("Unit itu tidak ikut dalam SOP yang berjalan ini.")
    if unit.excused:
        raise Rejected(f"{unit.name} sudah dibebaskan.")
    return unit


def _close_of(turn: Turn, on: date, unit: str) -> datetime:
    """The close of business of that day; a day off is refused, and so is one that is over."""
    until = turn.times.close_of(on, unit)
    if until is None:
        name = turn.times.name_of_day_off(on, unit)
        raise Rejected(f"{day_text(on)} bukan hari kerja ({name}). Pilih hari kerja.")
    if until <= turn.now:
        raise Rejected(f"{day_text(on)} sudah lewat. Pilih hari kerja yang akan datang.")
    return until


def _want_later(until: datetime, known: Iterable[datetime | None]) -> None:
    present = max((at for at in known if at is not None), default=None)
    if present is not None and until <= present:
        there = present.astimezone(until.tzinfo)
        raise Rejected(
            f"Tenggat sekarang {day_text(there.date())} pukul {there:%H.%M}. "
            "Perpanjangan harus sesudahnya."
        )


def _drop_letters(turn: Turn, scopes: Iterable[Scope]) -> None:
    for scope in scopes:
        for side in list(turn.run.sides(scope.id)):
            turn.cancel_scope(side, GIVEN)
