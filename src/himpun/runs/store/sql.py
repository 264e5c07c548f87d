"""What differs between the two databases when rows pass as plain tuples."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db import connection

from himpun.office.queries.plain import Row, change, rows

__all__ = ["Row", "change", "dumps", "for_update", "insert", "loads", "moment", "rows", "stored"]


def insert(table: str, columns: Sequence[str], values: Sequence[Sequence[object]]) -> None:
    """Insert rows, in few statements however many there are."""
    # SQLite takes 32,766 parameters in a statement, PostgreSQL 65,535.
    batch = max(1, 30_000 // len(columns))
    for start in range(0, len(values), batch):
        part = values[start : start + batch]
        sql = _insertion(table, tuple(columns), len(part))
        change(sql, [value for line in part for value in line])


@lru_cache(maxsize=128)
def _insertion(table: str, columns: tuple[str, ...], count: int) -> str:
    row = f"({', '.join(['%s'] * len(columns))})"
    names = ", ".join(f'"{column}"' for column in columns)
    return f"INSERT INTO {table} ({names}) VALUES {', '.join([row] * count)}"


def for_update() -> str:
    """The suffix that locks the rows of a query; SQLite's transaction holds the whole file."""
    return " FOR UPDATE" if connection.vendor == "postgresql" else ""


def moment(value: Any) -> datetime | None:
    """A moment as a column gives it; SQLite gives UTC without saying so."""
    if value is None:
        return None
    found = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def stored(value: datetime | None) -> object:
    """A moment (with its zone) as a column takes it; SQLite takes UTC without saying so."""
    if value is None or connection.vendor == "postgresql":
        return value
    return str(value.astimezone(UTC).replace(tzinfo=None))


def loads(value: Any) -> Any:
    """A JSON column's value; SQLite and a plain PostgreSQL cursor give its text."""
    return json.loads(value) if isinstance(value, str | bytes) else value


def dumps(value: object) -> str:
    """A JSON column's value as it is stored."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
