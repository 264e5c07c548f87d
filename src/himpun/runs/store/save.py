"""From the kernel's run back to tables: only what a command changed, and its events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from himpun.kernel.messages import Event, PartDone
from himpun.kernel.run import Block, Run, Scope, Visit
from himpun.kernel.wire import Json
from himpun.runs.rules import row_id
from himpun.runs.store.load import Head
from himpun.runs.store.sql import change, dumps, insert, loads, rows, stored

_VISIT = (
    "id", "run_id", "agency_id", "sop_key", "scope_no", "node", "unit", "round", "state",
    "opened_at", "due_at", "risk_at", "window_opens_at", "window_closes_at", "started_at",
    "finished_at", "exit", "parts", "assignee_id", "back", "reason", "overdue_told", "done_by_id",
    "done_as", "content", "extended_to",
)  # fmt: skip
_SCOPE = (
    "id", "run_id", "block_no", "unit", "branch", "side_of_no", "live", "limit_at", "limit_told",
    "late_step",
)  # fmt: skip
_UNIT = ("run_id", "code", "name", "kind", "excused", "position", "extended_to")
_BLOCK = ("id", "run_id", "scope_no", "node", "left", "opened_at", "live")
_EVENT = (
    "run_id", "no", "at", "kind", "body", "visit_no", "actor_id", "actor_text", "capacity",
    "command_key",
)  # fmt: skip
_CHANGE_VISIT = (
    "UPDATE runs_visit SET state = %s, due_at = %s, risk_at = %s, window_opens_at = %s,"
    " window_closes_at = %s, started_at = %s, finished_at = %s, exit = %s, parts = %s,"
    " assignee_id = %s, overdue_told = %s, extended_to = %s, done_by_id = %s, done_as = %s"
    " WHERE id = %s AND state = 'open'"
)
_FINISHED = ("done", "returned")

Body = dict[str, Json]


class Overtaken(Exception):
    """Another writer was first. The locks make this impossible; the guards are the second wall."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Who did what is being saved, when: the person's key (None: the program) and how they are
    named in the record; ``key`` is the command's own, if it has one; ``content`` is what the holder
    filled in on ``visit``."""

    at: datetime
    person_id: int | None = None
    person_text: str = ""
    capacity: str = ""
    key: str | None = None
    visit: int | None = None
    content: dict[str, Json] = field(default_factory=dict)


def save(
    head: Head, before: Run, after: Run, events: Sequence[tuple[Event, Body]], deed: Deed
) -> None:
    """Write the difference between two markings and the events between them, each with its body."""
    _save_visits(head, before, after, deed)
    _save_scopes(head, before, after)
    _save_blocks(head, before, after)
    _save_units(head, before, after)
    _save_events(head, before.last_event, events, deed)
    _save_run(head, before, after, deed)
    if deed.visit is not None and deed.content:
        _save_content(row_id(head.id, deed.visit), events[0][0], deed.content)
    # A wish from a page has a key; only pages keep drafts.
    if deed.visit is not None and deed.key:
        _drop_draft(head, deed, after)


def _save_content(visit: int, first: Event, content: dict[str, Json]) -> None:
    """What was filled in; where all performers must act, each one's by itself, under "parts"."""
    if isinstance(first, PartDone):
        found = rows("SELECT content FROM runs_visit WHERE id = %s", [visit])
        parts = loads(found[0][0]).get("parts", {})
        content = {"parts": {**parts, first.performer: content}}
    change("UPDATE runs_visit SET content = %s WHERE id = %s", [dumps(content), visit])


def _drop_draft(head: Head, deed: Deed, after: Run) -> None:
    """What was handed on is no draft any more."""
    if after.visits[deed.visit or 0].state in _FINISHED:
        sql = "DELETE FROM runs_draft WHERE visit_id = %s AND person_id = %s"
        change(sql, [row_id(head.id, deed.visit or 0), deed.person_id])


def _save_visits(head: Head, before: Run, after: Run, deed: Deed) -> None:
    new = []
    for number, visit in after.visits.items():
        known = before.visits.get(number)
        if known is None:
            new.append(_visit_row(head, visit))
        elif visit is not known:
            _want_one(change(_CHANGE_VISIT, _visit_change(head, visit, deed)))
    if new:
        insert("runs_visit", _VISIT, new)


def _visit_row(head: Head, v: Visit) -> list[object]:
    return [
        row_id(head.id, v.id), head.id, head.agency_id, head.run.sop, v.scope, v.node, v.unit,
        v.round, v.state, stored(v.opened_at), stored(v.due.due_at), stored(v.due.risk_at),
        stored(v.due.window_opens_at), stored(v.due.window_closes_at), stored(v.started_at),
        stored(v.finished_at), v.exit, "[]", v.assignee, v.back, v.reason, v.overdue_told, None,
        "", "{}", stored(v.extended_to),
    ]  # fmt: skip


def _visit_change(head: Head, v: Visit, deed: Deed) -> list[object]:
    mine = v.state in _FINISHED and v.id == deed.visit
    return [
        v.state, stored(v.due.due_at), stored(v.due.risk_at), stored(v.due.window_opens_at),
        stored(v.due.window_closes_at), stored(v.started_at), stored(v.finished_at), v.exit,
        dumps(sorted(v.parts)), v.assignee, v.overdue_told, stored(v.extended_to),
        deed.person_id if mine else None, deed.capacity if mine else "", row_id(head.id, v.id),
    ]  # fmt: skip


def _save_scopes(head: Head, before: Run, after: Run) -> None:
    new = []
    for number, scope in after.scopes.items():
        known = before.scopes.get(number)
        if known is None:
            new.append(_scope_row(head, scope))
        elif scope is not known:
            sql = (
                "UPDATE runs_scope SET live = %s, limit_at = %s, limit_told = %s"
                " WHERE id = %s AND live"
            )
            values = [scope.live, stored(scope.limit_at), scope.limit_told]
            _want_one(change(sql, [*values, row_id(head.id, number)]))
    if new:
        insert("runs_scope", _SCOPE, new)


def _scope_row(head: Head, s: Scope) -> list[object]:
    return [
        row_id(head.id, s.id), head.id, s.block, s.unit, s.branch, s.side_of, s.live,
        stored(s.limit_at), s.limit_told, s.late_step,
    ]  # fmt: skip


def _save_blocks(head: Head, before: Run, after: Run) -> None:
    new = []
    for number, block in after.blocks.items():
        known = before.blocks.get(number)
        if known is None:
            new.append(_block_row(head, block))
        elif block is not known:
            sql = (
                'UPDATE runs_block SET "left" = %s, live = %s, node = %s'
                ' WHERE id = %s AND live AND "left" = %s'
            )
            values = [block.left, block.live, block.node, row_id(head.id, number), known.left]
            _want_one(change(sql, values))
    if new:
        insert("runs_block", _BLOCK, new)


def _block_row(head: Head, b: Block) -> list[object]:
    return [row_id(head.id, b.id), head.id, b.scope, b.node, b.left, stored(b.opened_at), b.live]


def _save_units(head: Head, before: Run, after: Run) -> None:
    if before.units is after.units:
        return
    new: list[list[object]] = []
    for code, unit in after.units.items():
        known = before.units.get(code)
        if known is None:
            position = len(before.units) + len(new)
            new.append([
                head.id, code, unit.name, unit.kind, unit.excused, position,
                stored(unit.extended_to),
            ])  # fmt: skip
        elif unit != known:
            sql = (
                "UPDATE runs_rununit SET excused = %s, extended_to = %s"
                " WHERE run_id = %s AND code = %s"
            )
            change(sql, [unit.excused, stored(unit.extended_to), head.id, code])
    if new:
        insert("runs_rununit", _UNIT, new)


def _save_events(head: Head, last: int, events: Sequence[tuple[Event, Body]], deed: Deed) -> None:
    at = stored(deed.at)
    new: list[list[object]] = [
        [
            head.id, last + i, at, type(event).__name__, dumps(body),
            getattr(event, "visit", None), deed.person_id, deed.person_text, deed.capacity,
            deed.key if i == 1 else None,
        ]
        for i, (event, body) in enumerate(events, start=1)
    ]  # fmt: skip
    insert("runs_event", _EVENT, new)


def _save_run(head: Head, before: Run, after: Run, deed: Deed) -> None:
    ended = after.state in ("finished", "cancelled")
    sql = (
        "UPDATE runs_run SET state = %s, last_id = %s, last_event = %s, suspended_at = %s,"
        " ended_at = %s WHERE id = %s AND last_event = %s"
    )
    values = [
        after.state, after.last_id, after.last_event, stored(after.suspended_at),
        stored(deed.at) if ended else None, head.id, before.last_event,
    ]  # fmt: skip
    _want_one(change(sql, values))


def _want_one(changed: int) -> None:
    if changed != 1:
        raise Overtaken
