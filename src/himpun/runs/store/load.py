"""From tables to the kernel's run: the lock, then as much of it as a command needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from himpun.kernel.decide import Need
from himpun.kernel.messages import Event
from himpun.kernel.run import ROOT, Block, Due, Run, Scope, Unit, Visit
from himpun.kernel.wire import event_from_json
from himpun.runs.rules import NUMBERS_OF_A_RUN, number_of, row_id
from himpun.runs.store.sql import Row, for_update, loads, moment, rows

T = TypeVar("T", Visit, Scope, Block)

_RUN = (
    "SELECT id, agency_id, sop_id, sop_key, period, state, last_id, last_event, suspended_at,"
    " fingerprint FROM runs_run WHERE id = %s"
)
_VISIT_COLUMNS = (
    "v.id, v.scope_no, v.node, v.unit, v.round, v.opened_at, v.due_at, v.risk_at,"
    " v.window_opens_at, v.window_closes_at, v.state, v.started_at, v.finished_at, v.exit, v.parts,"
    " v.assignee_id, v.back, v.reason, v.overdue_told, v.extended_to"
)
_SCOPE_COLUMNS = (
    "s.id, s.block_no, s.unit, s.branch, s.side_of_no, s.live, s.limit_at, s.limit_told,"
    " s.late_step"
)
_BLOCK_COLUMNS = 'b.id, b.scope_no, b.node, b."left", b.opened_at, b.live'
_UNIT_COLUMNS = "u.code, u.name, u.kind, u.excused, u.extended_to"
_VISIT = f"SELECT {_VISIT_COLUMNS} FROM runs_visit v"
_SCOPE = f"SELECT {_SCOPE_COLUMNS} FROM runs_scope s"
_BLOCK = f"SELECT {_BLOCK_COLUMNS} FROM runs_block b"
_UNIT = f"SELECT {_UNIT_COLUMNS} FROM runs_rununit u"
# A scope with the block that waits for it and its unit; behind a visit or alone.
_AROUND = (
    f" LEFT JOIN runs_block b ON b.id = s.id - s.id %% {NUMBERS_OF_A_RUN} + s.block_no"
    " LEFT JOIN runs_rununit u ON u.run_id = s.run_id AND u.code = s.unit"
)
_HERE = (
    f"SELECT {_VISIT_COLUMNS}, {_SCOPE_COLUMNS}, {_BLOCK_COLUMNS}, {_UNIT_COLUMNS}"
    f" FROM runs_visit v JOIN runs_scope s ON s.id = v.id - v.id %% {NUMBERS_OF_A_RUN} + v.scope_no"
    f"{_AROUND} WHERE v.id = %s"
)
_OUTER = (
    f"SELECT {_SCOPE_COLUMNS}, {_BLOCK_COLUMNS}, {_UNIT_COLUMNS} FROM runs_scope s{_AROUND}"
    " WHERE s.id = %s"
)
_VISIT_WIDTH, _SCOPE_WIDTH, _UNIT_WIDTH = 20, 9, 5


@dataclass(frozen=True, slots=True)
class Head:
    """The locked row of a run: where it belongs, and the kernel's run without its marking."""

    id: int
    agency_id: int
    sop_pk: int
    fingerprint: str
    run: Run


def lock(run_id: int) -> Head | None:
    """Lock a run for this transaction, in a statement of its own, and read its row.

    One joined locking query would read the steps as they were before the wait for the lock.
    """
    return _head(rows(_RUN + for_update(), [run_id]))


def read(run_id: int) -> Head | None:
    """The row of a run without a lock, to look at it."""
    return _head(rows(_RUN, [run_id]))


def _head(found: list[Row]) -> Head | None:
    if not found:
        return None
    row = found[0]
    run = Run(
        sop=row[3],
        period=row[4],
        state=row[5],
        last_id=row[6],
        last_event=row[7],
        suspended_at=moment(row[8]),
    )
    return Head(row[0], row[1], row[2], row[9], run)


def load(head: Head, need_at: Callable[[str], Need], visit: int | None, version: int) -> Run:
    """The run with as much of its marking as the command needs at the node of its visit."""
    if visit is None:
        return load_whole(head, version=version)
    run = replace(head.run, version=version)
    found = rows(_HERE, [row_id(head.id, visit)])
    if not found:
        return run
    here = _visit(found[0])
    need = need_at(here.node)
    if need is Need.WHOLE:
        whole = load_whole(head, version=version)
        return replace(whole, visits={**whole.visits, here.id: here})
    path = _path(head.id, found[0][_VISIT_WIDTH:])
    visits = {here.id: here} | _beside(head.id, path)
    every = need is Need.UNITS
    return replace(
        run,
        visits=visits,
        scopes=path.scopes,
        blocks=path.blocks,
        units=_units(head.id) if every else path.units,
        rounds=_rounds(head.id, None if every else {"", *path.units}),
    )


def load_whole(head: Head, *, version: int, ended: bool = False) -> Run:
    """The run with all that is live in it; ``ended``: also what is over."""
    visits = "" if ended else " AND state = 'open'"
    live = "" if ended else " AND live"
    where = " WHERE run_id = %s"
    return replace(
        head.run,
        version=version,
        visits=_numbered(
            _visit(r) for r in rows(f"{_VISIT}{where}{visits} ORDER BY v.id", [head.id])
        ),
        scopes=_numbered(
            _scope(r) for r in rows(f"{_SCOPE}{where}{live} ORDER BY s.id", [head.id])
        ),
        blocks=_numbered(
            _block(r) for r in rows(f"{_BLOCK}{where}{live} ORDER BY b.id", [head.id])
        ),
        units=_units(head.id),
        rounds=_rounds(head.id, None),
    )


def events_of(run_id: int, after: int = 0) -> Iterator[tuple[Event, datetime]]:
    """The history of a run behind an event's number, in order."""
    sql = "SELECT kind, body, at FROM runs_event WHERE run_id = %s AND no > %s ORDER BY no"
    for kind, body, at in rows(sql, [run_id, after]):
        happened = moment(at)
        assert happened is not None
        yield event_from_json(kind, loads(body)), happened


@dataclass(slots=True)
class _Path:
    """What stands around a scope, up to the root."""

    scopes: dict[int, Scope] = field(default_factory=dict)
    blocks: dict[int, Block] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)

    def add(self, row: Row) -> int | None:
        """Take up a scope, its block and its unit; the number of the scope further out."""
        scope = _scope(row)
        self.scopes[scope.id] = scope
        unit = row[-_UNIT_WIDTH:]
        if unit[0] is not None:
            self.units[unit[0]] = _unit(unit)
        if scope.block is None:
            return scope.side_of
        block = _block(row[_SCOPE_WIDTH:])
        self.blocks[block.id] = block
        return block.scope


def _path(run_id: int, row: Row) -> _Path:
    """The scopes from this one to the root, through side branches too, and the blocks between."""
    path = _Path()
    outer = path.add(row)
    while outer is not None and outer != ROOT:
        outer = path.add(rows(_OUTER, [row_id(run_id, outer)])[0])
    # The root's own row never tells anything but that it is live while its run is.
    path.scopes.setdefault(ROOT, Scope(ROOT))
    return path


def _beside(run_id: int, path: _Path) -> dict[int, Visit]:
    """Side branches of the path's scopes join it; the open visits of all of them, where there is
    more than the way from one visit to the root."""
    # A side branch begins when the limit of its scope is told, never before.
    if not any(scope.late_step and scope.limit_told for scope in path.scopes.values()):
        return {}
    marks = ", ".join(["%s"] * len(path.scopes))
    sql = f"{_SCOPE} WHERE s.run_id = %s AND s.live AND s.side_of_no IN ({marks})"
    sides = _numbered(_scope(row) for row in rows(sql, [run_id, *path.scopes]))
    in_side = any(scope.side_of is not None for scope in path.scopes.values())
    if not sides and not in_side:
        return {}
    path.scopes |= sides
    marks = ", ".join(["%s"] * len(path.scopes))
    sql = f"{_VISIT} WHERE v.run_id = %s AND v.state = 'open' AND v.scope_no IN ({marks})"
    return _numbered(_visit(row) for row in rows(sql, [run_id, *path.scopes]))


def _units(run_id: int) -> dict[str, Unit]:
    found = rows(f"{_UNIT} WHERE u.run_id = %s ORDER BY u.position", [run_id])
    return {row[0]: _unit(row) for row in found}


def _unit(row: Row) -> Unit:
    code, name, kind, excused, extended_to = row
    return Unit(code, name, kind, bool(excused), moment(extended_to))


def _rounds(run_id: int, units: set[str] | None) -> dict[tuple[str, str], int]:
    sql = "SELECT node, unit, MAX(round) FROM runs_visit WHERE run_id = %s"
    values = [run_id, *(units or ())]
    if units is not None:
        sql += f" AND unit IN ({', '.join(['%s'] * len(units))})"
    return {(node, unit): last for node, unit, last in rows(f"{sql} GROUP BY node, unit", values)}


def _numbered(found: Iterable[T]) -> dict[int, T]:
    return {value.id: value for value in found}


def _visit(row: Row) -> Visit:
    opened_at = moment(row[5])
    assert opened_at is not None
    return Visit(
        id=number_of(row[0]),
        scope=row[1],
        node=row[2],
        unit=row[3],
        round=row[4],
        opened_at=opened_at,
        due=Due(moment(row[6]), moment(row[7]), moment(row[8]), moment(row[9])),
        state=row[10],
        started_at=moment(row[11]),
        finished_at=moment(row[12]),
        exit=row[13],
        parts=frozenset(loads(row[14])),
        assignee=None if row[15] is None else str(row[15]),
        back=bool(row[16]),
        reason=row[17],
        overdue_told=bool(row[18]),
        extended_to=moment(row[19]),
    )


def _scope(row: Row) -> Scope:
    return Scope(
        id=number_of(row[0]),
        block=row[1],
        unit=row[2],
        branch=row[3],
        side_of=row[4],
        live=bool(row[5]),
        limit_at=moment(row[6]),
        limit_told=bool(row[7]),
        late_step=row[8],
    )


def _block(row: Row) -> Block:
    opened_at = moment(row[4])
    assert opened_at is not None
    return Block(number_of(row[0]), row[1], row[2], row[3], opened_at, bool(row[5]))


def has_event(run_id: int, key: str) -> bool:
    """Was a command of this key granted before?"""
    sql = "SELECT 1 FROM runs_event WHERE run_id = %s AND command_key = %s"
    return bool(rows(sql, [run_id, key]))
