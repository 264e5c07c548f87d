"""From tables to the kernel's run: the lock, then as much of it as a command needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from himpun.kernel.decide import Need
from himpun.kernel.messages import Event
from himpun.kernel.run import ROOT, Block, Due, Run, Scope, Unit, Visit
from himpun.kernel.wire import event_from_json
from himpun.runs.rules import number_of, row_id
from himpun.runs.store.sql import Row, for_update, loads, moment, rows

T = TypeVar("T", Visit, Scope, Block)

_RUN = (
    "SELECT id, agency_id, sop_id, sop_key, period, state, last_id, last_event, suspended_at,"
    " fingerprint"
    " FROM runs_run WHERE id = %s"
)
_VISIT = (
    "SELECT id, scope_no, node, unit, round, opened_at, due_at, risk_at, window_opens_at,"
    " window_closes_at, state, started_at, finished_at, exit, parts, assignee_id, back, reason,"
    " overdue_told FROM runs_visit"
)
_SCOPE = (
    "SELECT id, block_no, unit, branch, side_of_no, live, limit_at, limit_told, late_step"
    " FROM runs_scope"
)
_BLOCK = 'SELECT id, scope_no, node, "left", opened_at, live FROM runs_block'
_UNIT = "SELECT code, name, kind, excused FROM runs_rununit WHERE run_id = %s"


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
    found = rows(f"{_VISIT} WHERE id = %s", [row_id(head.id, visit)])
    if not found:
        return run
    here = _visit(found[0])
    need = need_at(here.node)
    if need is Need.WHOLE:
        whole = load_whole(head, version=version)
        return replace(whole, visits={**whole.visits, here.id: here})
    scopes, blocks = _path(head.id, here.scope)
    visits = {here.id: here}
    if any(scope.late_step for scope in scopes.values()):
        beside = _beside(head.id, scopes)
        scopes |= beside
        visits |= _open_in(head.id, beside | scopes)
    wanted = None if need is Need.UNITS else {s.unit for s in scopes.values() if s.unit}
    return replace(
        run,
        visits=visits,
        scopes=scopes,
        blocks=blocks,
        units=_units(head.id, wanted),
        rounds=_rounds(head.id, None if wanted is None else wanted | {""}),
    )


def load_whole(head: Head, *, version: int, ended: bool = False) -> Run:
    """The run with all that is live in it; ``ended``: also what is over."""
    visits = "" if ended else " AND state = 'open'"
    live = "" if ended else " AND live"
    where = " WHERE run_id = %s"
    return replace(
        head.run,
        version=version,
        visits=_numbered(_visit(r) for r in rows(f"{_VISIT}{where}{visits}{_BY_ID}", [head.id])),
        scopes=_numbered(_scope(r) for r in rows(f"{_SCOPE}{where}{live}{_BY_ID}", [head.id])),
        blocks=_numbered(_block(r) for r in rows(f"{_BLOCK}{where}{live}{_BY_ID}", [head.id])),
        units=_units(head.id, None),
        rounds=_rounds(head.id, None),
    )


def events_of(run_id: int, after: int = 0) -> Iterator[tuple[Event, datetime]]:
    """The history of a run behind an event's number, in order."""
    sql = "SELECT kind, body, at FROM runs_event WHERE run_id = %s AND no > %s ORDER BY no"
    for kind, body, at in rows(sql, [run_id, after]):
        happened = moment(at)
        assert happened is not None
        yield event_from_json(kind, loads(body)), happened


_BY_ID = " ORDER BY id"


def _path(run_id: int, scope: int) -> tuple[dict[int, Scope], dict[int, Block]]:
    """The scopes from this one to the root, through side branches too, and the blocks between."""
    scopes: dict[int, Scope] = {}
    blocks: dict[int, Block] = {}
    number: int | None = scope
    while number is not None:
        found = _scope(rows(f"{_SCOPE} WHERE id = %s", [row_id(run_id, number)])[0])
        scopes[found.id] = found
        number = found.side_of
        if found.block is not None:
            block = _block(rows(f"{_BLOCK} WHERE id = %s", [row_id(run_id, found.block)])[0])
            blocks[block.id] = block
            number = block.scope
        if number == ROOT and ROOT not in scopes:
            scopes[ROOT] = Scope(ROOT)
            number = None
    return scopes, blocks


def _beside(run_id: int, scopes: dict[int, Scope]) -> dict[int, Scope]:
    """The live side branches of these scopes."""
    marks = ", ".join(["%s"] * len(scopes))
    sql = f"{_SCOPE} WHERE run_id = %s AND live AND side_of_no IN ({marks})"
    return _numbered(_scope(r) for r in rows(sql, [run_id, *scopes]))


def _open_in(run_id: int, scopes: dict[int, Scope]) -> dict[int, Visit]:
    marks = ", ".join(["%s"] * len(scopes))
    sql = f"{_VISIT} WHERE run_id = %s AND state = 'open' AND scope_no IN ({marks})"
    return _numbered(_visit(r) for r in rows(sql, [run_id, *scopes]))


def _units(run_id: int, wanted: set[str] | None) -> dict[str, Unit]:
    if wanted is not None and not wanted:
        return {}
    sql, values = _UNIT, [run_id, *(wanted or ())]
    if wanted:
        sql += f" AND code IN ({', '.join(['%s'] * len(wanted))})"
    found = rows(f"{sql} ORDER BY position", values)
    return {code: Unit(code, name, kind, bool(excused)) for code, name, kind, excused in found}


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
