"""Where a run stands, in one line above its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from himpun.kernel.worktime.words import listed
from himpun.runs.rules.live import Live
from himpun.runs.rules.rows import Part, Row
from himpun.runs.rules.standing import NEEDS_SOMEBODY, State
from himpun.runs.rules.words import due_text, task_text, unit_text

MOST_UNITS = 6
"""That are named one by one."""

SAID: dict[State, str] = {
    "late": "terlambat",
    "back": "dikembalikan",
    "risk": "berisiko",
    "now": "sedang dikerjakan",
    "wait": "menunggu",
    "idle": "belum dimulai",
}


@dataclass(frozen=True, slots=True)
class Strip:
    """``where``: "Langkah 10 dari 14."; ``said``: the sentence after it; ``state`` and ``due``: of
    what is worst, "" where nothing is due."""

    where: str
    said: str
    state: State = "now"
    due: str = ""


def current_row(rows: Sequence[Row]) -> Row | None:
    """The furthest row that was begun and is not through."""
    return next((row for row in reversed(rows) if row.in_progress), None)


def strip_of(live: Live, rows: Sequence[Row]) -> Strip | None:
    """Where a live run stands; None where no step is open."""
    row = current_row(rows)
    if row is None:
        return None
    where = f"Langkah {row.step.key} dari {len(rows)}."
    state, due = _due(live, rows)
    return Strip(where, _said(live, row), state, due)


def _said(live: Live, row: Row) -> str:
    owed = [part for part in row.shown if part.owed and part.unit]
    if not owed:
        holder = live.holder(row.parts[0]) if row.parts else ""
        held = f" Pemegang: {holder}." if holder else ""
        return f"{task_text(live.rows.sop, row.step)}.{held}"
    through = [part for part in owed if part.state == "done"]
    missing = [part for part in owed if part.state != "done"]
    said = f"{len(through)} dari {len(owed)} unit sudah selesai."
    return f"{said} Yang belum: {_named(missing, live)}." if missing else said


def _named(parts: Sequence[Part], live: Live) -> str:
    names = [
        f"{unit_text(part.unit)} ({SAID[_state_in_run(part, live)]})"
        for part in parts[:MOST_UNITS]
        if part.unit
    ]
    if len(parts) > MOST_UNITS:
        names.append(f"{len(parts) - MOST_UNITS} unit lain")
    return listed(names)


def _state_in_run(part: Part, live: Live) -> State:
    """How the unit stands where it is now, which may be an earlier row."""
    if part.state not in ("idle", "wait") or part.unit is None:
        return part.state
    states = [
        other.state
        for row in live.rows.all_rows
        for other in row.parts
        if other.unit == part.unit and other.state in NEEDS_SOMEBODY
    ]
    return min(states, key=tuple(SAID).index, default=part.state)


def _due(live: Live, rows: Sequence[Row]) -> tuple[State, str]:
    dated = [
        (due, part.state)
        for row in rows
        for part in (*row.parts, *row.giving)
        if part.entry
        and part.entry.visit.state == "open"
        and (due := part.entry.visit.due.due_at) is not None
    ]
    if not dated or not live.running:
        return "now", ""
    due, state = min(dated, key=lambda pair: pair[0])
    said, exact = due_text(due, live.now, live.calendar)
    return state, f"{said}, {exact}" if said.startswith("Terlewat") else f"Tenggat {said.lower()}"
