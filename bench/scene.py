"""Runs to be measured: the SOP of Pesisir Selatan with many units, its fan-out open."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta

from django.core.management.color import no_style
from django.db import connection, transaction

from bench.definition import read_sop
from himpun.kernel.definition import FORWARD
from himpun.kernel.duty import duties_of
from himpun.kernel.run import Run
from himpun.kernel.worktime import WIB
from himpun.project.rehearsal import Stage, build_stage
from himpun.runs import queries, services
from himpun.runs.rules import NUMBERS_OF_A_RUN

NOW = datetime(2026, 9, 14, 8, tzinfo=WIB)
PERIODS = [
    f"{year}-TW{quarter}" for year in (2023, 2024, 2025, 2026, 2027) for quarter in (1, 2, 3, 4)
]


class Scene:
    """An agency with ``units`` units; ``fan_out`` gives runs whose units all stand at step 8."""

    def __init__(self, units: int) -> None:
        self.stage: Stage = build_stage(sop=read_sop(), units=units, now=NOW)
        self.periods = iter(PERIODS)
        self.now = NOW

    def fan_out(self) -> int:
        """A run of the next period, walked until every unit gathers its data."""
        starter = next(iter(self.stage.holders.values()))
        run_id = services.start_run(
            agency=self.stage.agency, sop_pk=self.stage.sop_pk, period=next(self.periods),
            units=self.stage.units, by=starter, now=self.now,
        )  # fmt: skip
        while due := [v for v in self.state(run_id).open_visits() if v.node != "8"]:
            state = self.state(run_id)
            for visit in due:
                self.complete(run_id, visit.id, state)
        return run_id

    def state(self, run_id: int) -> Run:
        """The whole run as its tables hold it."""
        return queries.stored_state(run_id)

    def open(self, run_id: int) -> dict[tuple[str, str], int]:
        """Numbers of the open visits by (node, unit)."""
        return {(visit.node, visit.unit): visit.id for visit in self.state(run_id).open_visits()}

    def complete(self, run_id: int, number: int, state: Run) -> float:
        """Finish a visit through the service as its holder; seconds that the service took."""
        duty = duties_of(self.stage.sop, state, state.visits[number])[0]
        person = self.stage.holders[duty]
        self.now += timedelta(minutes=1)
        begun = time.perf_counter()
        services.complete_step(run_id=run_id, visit=number, exit=FORWARD, by=person, now=self.now)
        return time.perf_counter() - begun


def crowd(scene: Scene, runs: int) -> None:
    """Fill the tables with ``runs`` further open runs, each with an open step and its history."""
    template = scene.fan_out()
    _copy(template, runs, {
        "runs_visit": "t.node = '8' AND t.unit = 'bidang-1'", "runs_event": "t.no <= 4",
    })  # fmt: skip


def multiply(template: int, runs: int) -> None:
    """As many further runs as wanted, each like the one with the number ``template``."""
    whole = ("runs_rununit", "runs_scope", "runs_block", "runs_visit", "runs_event")
    _copy(template, runs, dict.fromkeys(whole, "1 = 1"))


def _copy(template: int, runs: int, parts: Mapping[str, str]) -> None:
    """Copies of a run, of whose tables those rows are taken for which the condition holds."""
    with transaction.atomic(), connection.cursor() as cursor:
        for sql in _copies(template, runs, parts):
            cursor.execute(sql)
        from himpun.runs.models import Run as RunRow

        # The copied runs brought their own numbers, so PostgreSQL's counter is behind them.
        for sql in connection.ops.sequence_reset_sql(no_style(), [RunRow]):
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


def median_ms(seconds: list[float]) -> float:
    """The median in milliseconds."""
    ordered = sorted(seconds)
    return ordered[len(ordered) // 2] * 1000


def timed(work: Callable[[], object]) -> float:
    """Seconds that a call took."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
