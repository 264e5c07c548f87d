"""Many running SOPs at once, copied from one in the tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.core.management.color import no_style
from django.db import connection, transaction

from himpun.runs.models import Run
from himpun.runs.rules import NUMBERS_OF_A_RUN


def multiply(template: int, runs: int) -> None:
    """As many further runs as wanted, each like the one with the number ``template``."""
    whole = ("runs_rununit", "runs_scope", "runs_block", "runs_visit", "runs_event")
    copy_rows(template, runs, dict.fromkeys(whole, "1 = 1"))


def copy_rows(template: int, runs: int, parts: Mapping[str, str]) -> None:
    """Copies of a run, of whose tables those rows are taken for which the condition holds."""
    with transaction.atomic(), connection.cursor() as cursor:
        for sql in _copies(template, runs, parts):
            cursor.execute(sql)
        # The copied runs brought their own numbers, so PostgreSQL's counter is behind them.
        for sql in connection.ops.sequence_reset_sql(no_style(), [Run]):
            cursor.execute(sql)
        cursor.execute("ANALYZE")


def _copies(template: int, runs: int, parts: Mapping[str, str]) -> Iterator[str]:
    first = template + 1
    numbers = (
        f"WITH RECURSIVE n(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n"
        f" WHERE i < {first + runs - 1})"
    )
    own = {"runs_run": f"t.id = {template}"}
    own |= {table: f"t.run_id = {template} AND {only}" for table, only in parts.items()}
    for table, only in own.items():
        changed = _changed(table)
        columns = [name for name in _columns(table) if changed.get(name, "") is not None]
        picked = ", ".join(str(changed.get(name, f't."{name}"')) for name in columns)
        names = ", ".join(f'"{name}"' for name in columns)
        yield f"INSERT INTO {table} ({names}) {numbers} SELECT {picked} FROM {table} t, n WHERE {only}"  # noqa: E501 # nosec B608


def _changed(table: str) -> dict[str, str | None]:
    """Column → what a copy has there instead; None: what the database gives."""
    if table == "runs_run":
        year, quarter = "CAST(2100 + n.i / 4 AS varchar)", "CAST(n.i % 4 + 1 AS varchar)"
        return {"id": "n.i", "period": f"{year} || '-TW' || {quarter}"}
    if table in {"runs_rununit", "runs_event"}:
        return {"id": None, "run_id": "n.i"}
    return {"id": _row_key("t.id"), "run_id": "n.i"}


def _row_key(column: str) -> str:
    return f"CAST(n.i AS bigint) * {NUMBERS_OF_A_RUN} + {column} % {NUMBERS_OF_A_RUN}"


def _columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [c.name for c in connection.introspection.get_table_description(cursor, table)]
