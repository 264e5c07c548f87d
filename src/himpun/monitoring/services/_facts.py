"""Rows of facts, said in SQL: one statement for each step that is handed on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from himpun.kernel.run import Visit
from himpun.monitoring.models import Halt, StepTime
from himpun.monitoring.rules.measure import Halted, Measured
from himpun.office.queries import plain
from himpun.runs.rules import row_id

_COLUMNS = tuple(str(field.column) for field in StepTime._meta.concrete_fields)
_TABLE, _HALTS = StepTime._meta.db_table, Halt._meta.db_table
_INSERT = (
    f"INSERT INTO {_TABLE} ({', '.join(_COLUMNS)}) VALUES ({', '.join(['%s'] * len(_COLUMNS))})"
    # The answer says whether the run ever stood still, so that others need no question of it.
    f" RETURNING EXISTS (SELECT 1 FROM {_HALTS} WHERE run_id = %s)"
)


@dataclass(frozen=True, slots=True)
class Ended:
    """A visit that was handed on: where it stood and how it ended."""

    run_id: int
    agency_id: int
    sop_key: str
    period: str
    step: str
    visit: Visit
    at: datetime
    sent_back: bool


def insert(ended: Ended, measure: Measured) -> bool:
    """Write the fact; answers whether the run ever stood still, so that it must be measured with
    its halts."""
    values = [*_values(ended, measure), ended.run_id]
    ((halted,),) = plain.rows(_INSERT, values)
    return bool(halted)


def correct(ended: Ended, measure: Measured) -> None:
    """Write what was measured anew."""
    StepTime.objects.filter(pk=row_id(ended.run_id, ended.visit.id)).update(
        waiting=measure.waiting, working=measure.working, allowed=measure.allowed,
        within=measure.within, late=measure.late,
    )  # fmt: skip


def fact(ended: Ended, measure: Measured) -> StepTime:
    """The row, not yet written."""
    return StepTime(**_row(ended, measure))


def _row(ended: Ended, measure: Measured) -> dict[str, Any]:
    visit = ended.visit
    return {
        "id": row_id(ended.run_id, visit.id), "run_id": ended.run_id,
        "agency_id": ended.agency_id, "sop_key": ended.sop_key, "period": ended.period,
        "step": ended.step, "node": visit.node, "unit": visit.unit, "round": visit.round,
        "finished_at": ended.at, "noted": measure.noted, "waiting": measure.waiting,
        "working": measure.working, "allowed": measure.allowed, "within": measure.within,
        "late": measure.late, "sent_back": ended.sent_back, "again": visit.back,
    }  # fmt: skip


def halts_of(run_id: int) -> Sequence[Halted]:
    """When a run stood still (one query)."""
    rows = Halt.objects.filter(run=run_id).order_by("from_at")
    return list(rows.values_list("from_at", "until_at"))


def _values(ended: Ended, measure: Measured) -> list[Any]:
    # Not through a model's row: each step that is handed on passes here.
    row = _row(ended, measure)
    row["finished_at"] = connection.ops.adapt_datetimefield_value(ended.at)
    return [row[name] for name in _COLUMNS]
