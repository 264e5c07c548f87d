"""The same rows as ``complete_step`` writes, by the bare driver: what no program could undercut.

Lock the run, end one visit, open the next, two events, the run's row, the journal's head and its
new row, one commit. No reading of rights, no rules, no checks.
"""

from __future__ import annotations

import json
import sqlite3
import time
from datetime import UTC, datetime
from typing import Any, Protocol

from django.conf import settings
from django.db import connection

from himpun.runs.rules import row_id


class Driver(Protocol):
    """What both drivers' connections can do."""

    def execute(self, sql: str, values: list[Any] = ..., /) -> Any: ...

    def commit(self) -> None: ...


class Bare:
    """A connection of its own to the database that Django uses."""

    def __init__(self) -> None:
        self.sqlite = connection.vendor == "sqlite"
        self.driver: Driver = self._sqlite() if self.sqlite else self._postgresql()

    def _sqlite(self) -> Driver:
        opened = sqlite3.connect(str(connection.settings_dict["NAME"]), isolation_level=None)
        for pragma in settings.DATABASES["default"]["OPTIONS"]["init_command"].split(";"):
            opened.execute(pragma)
        return opened

    def _postgresql(self) -> Driver:
        import psycopg

        own = connection.settings_dict
        where = {k: own["OPTIONS"].get(k) or own[v] for k, v in (("host", "HOST"),)}
        opened: Driver = psycopg.connect(
            dbname=own["NAME"], user=own["USER"], host=where["host"] or None,
        )  # fmt: skip
        return opened

    def run(self, sql: str, values: list[Any]) -> Any:
        """One statement."""
        return self.driver.execute(sql.replace("%s", "?") if self.sqlite else sql, values)

    def complete(self, run_id: int, number: int, chain: str) -> float:
        """End a visit and open the next one; seconds that it took."""
        now: Any = datetime.now(UTC)
        now = now.replace(tzinfo=None).isoformat(" ") if self.sqlite else now
        begun = time.perf_counter()
        if self.sqlite:
            self.driver.execute("BEGIN IMMEDIATE")
        lock = "" if self.sqlite else " FOR UPDATE"
        run = self.run(
            f"SELECT last_id, last_event, agency_id FROM runs_run WHERE id = %s{lock}", [run_id]
        ).fetchone()
        old = self.run(
            "SELECT sop_key, scope_no, unit FROM runs_visit WHERE id = %s",
            [row_id(run_id, number)],
        ).fetchone()
        self._write(run_id, number, run, old, now)
        self._journal(chain, run[2], now, lock)
        self.driver.commit()
        return time.perf_counter() - begun

    def _write(self, run_id: int, number: int, run: Any, old: Any, now: Any) -> None:
        self.run(
            "UPDATE runs_visit SET state = 'done', finished_at = %s, exit = 'lanjut', done_as = %s"
            " WHERE id = %s AND state = 'open'",
            [now, "Kasi/PPTK, Bidang 1", row_id(run_id, number)],
        )
        self.run(
            "INSERT INTO runs_visit (id, run_id, agency_id, sop_key, scope_no, node, unit, round,"
            " state, opened_at, due_at, risk_at, exit, parts, back, reason, overdue_told, done_as,"
            " content) VALUES (%s, %s, %s, %s, %s, '9', %s, 1, 'open', %s, %s, %s, '', '[]', %s,"
            " '', %s, '', '{}')",
            [
                row_id(run_id, run[0] + 1), run_id, run[2], old[0], old[1], old[2], now, now, now,
                False, False,
            ],
        )  # fmt: skip
        body = json.dumps({"visit": number, "exit": "lanjut"})
        event = "(%s, %s, %s, %s, %s, %s, %s, %s)"
        values = [
            [run_id, run[1] + i, now, kind, body, number, "Kasi", "Kasi/PPTK, Bidang 1"]
            for i, kind in ((1, "StepCompleted"), (2, "StepOpened"))
        ]
        self.run(
            "INSERT INTO runs_event (run_id, no, at, kind, body, visit_no, actor_text, capacity)"
            f" VALUES {event}, {event}",
            values[0] + values[1],
        )
        self.run(
            "UPDATE runs_run SET last_id = %s, last_event = %s WHERE id = %s",
            [run[0] + 1, run[1] + 2, run_id],
        )

    def _journal(self, chain: str, agency_id: int, now: Any, lock: str) -> None:
        seq, last = self.run(
            f"SELECT seq, hash FROM office_journalhead WHERE chain = %s{lock}", [chain]
        ).fetchone()
        self.run(
            "INSERT INTO office_journalrow (chain, agency_id, seq, at, actor_text, capacity,"
            " post_title, on_behalf_of, action, subject, body, prev_hash, hash)"
            " VALUES (%s, %s, %s, %s, 'Kasi', 'Kasi/PPTK', '', '', 'StepCompleted', 'run', '{}',"
            " %s, %s)",
            [chain, agency_id, seq + 1, now, last, "0" * 64],
        )
        self.run(
            "UPDATE office_journalhead SET seq = %s, hash = %s WHERE chain = %s",
            [seq + 1, "0" * 64, chain],
        )
