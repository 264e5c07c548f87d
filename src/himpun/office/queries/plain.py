"""SQL said straight to the database's driver, for what every change of the program passes through.

Same connection, same transaction, same errors as the ORM; only Django's cursor is left out, which
costs more than the statement itself on SQLite, and has every statement planned anew on PostgreSQL.
Placeholders are %s on both databases. Whoever watches statements (tests, debugging) gets Django's
own cursor, so that all are seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

Row = tuple[Any, ...]


def rows(sql: str, values: Sequence[Any] = ()) -> list[Row]:
    """All rows of a question, as plain tuples."""
    db = connections[DEFAULT_DB_ALIAS]
    with db.wrap_database_errors:
        found: list[Row] = _sent(db, sql, values).fetchall()
        return found


def change(sql: str, values: Sequence[Any]) -> int:
    """How many rows a statement changed."""
    db = connections[DEFAULT_DB_ALIAS]
    with db.wrap_database_errors:
        return int(_sent(db, sql, values).rowcount)


def _sent(db: BaseDatabaseWrapper, sql: str, values: Sequence[Any]) -> Any:
    if db.execute_wrappers or db.queries_logged:
        cursor = db.cursor()
        cursor.execute(sql, list(values))
        return cursor
    if db.connection is None or not db.in_atomic_block:
        # Outside a transaction the connection may be new, or have been lost since it was used.
        db.close_if_health_check_failed()
        db.ensure_connection()
    db.validate_no_broken_transaction()
    if db.vendor == "sqlite":
        return db.connection.execute(_question_marks(sql), values)
    return _bound_by_the_server(db).execute(sql, values)


@lru_cache(maxsize=512)
def _question_marks(sql: str) -> str:
    return sql.replace("%%", "\0").replace("%s", "?").replace("\0", "%")


def _bound_by_the_server(db: BaseDatabaseWrapper) -> Any:
    """A cursor whose statements PostgreSQL plans once (OPTIONS prepare_threshold)."""
    from psycopg import Cursor

    return Cursor(db.connection)
