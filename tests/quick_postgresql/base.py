"""PostgreSQL whose tables are emptied quickly after a test that committed: TRUNCATE makes new files
for each of a hundred tables, and few of them have rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.backends.postgresql import base, operations
from psycopg import Cursor


class DatabaseOperations(operations.DatabaseOperations):
    def sql_flush(
        self,
        style: Any,
        tables: Sequence[str],
        *,
        reset_sequences: bool = False,
        allow_cascade: bool = False,
    ) -> list[str]:
        """Deletes what is there. Only who may do everything on the server may leave out the look at
        what refers to a row; others empty the tables in Django's way."""
        if reset_sequences or not tables or not self._may_do_everything():
            return super().sql_flush(
                style, tables, reset_sequences=reset_sequences, allow_cascade=allow_cascade
            )
        return [
            "SET LOCAL session_replication_role = replica",
            *(f"DELETE FROM {self.quote_name(table)}" for table in self._filled(tables)),
            "SET LOCAL session_replication_role = origin",
        ]

    def _may_do_everything(self) -> bool:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('is_superuser')")
            return bool(cursor.fetchone()[0] == "on")

    def _filled(self, tables: Sequence[str]) -> list[str]:
        asked = ", ".join(f"EXISTS (SELECT 1 FROM {self.quote_name(table)})" for table in tables)
        self.connection.ensure_connection()
        # Prepared: to plan a question of a hundred tables takes longer than to look into them.
        answer = Cursor(self.connection.connection).execute(f"SELECT {asked}", prepare=True)
        filled = answer.fetchone() or ()
        return [table for table, some in zip(tables, filled, strict=True) if some]


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations
