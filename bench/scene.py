"""Runs to be measured: the SOP of Pesisir Selatan with many units, its fan-out open."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from tests.runs.copies import copy_rows

from bench.definition import read_sop
from himpun.kernel.definition import FORWARD
from himpun.kernel.duty import duties_of
from himpun.kernel.run import Run
from himpun.kernel.worktime import WIB
from himpun.project.rehearsal import Stage, build_stage
from himpun.runs import queries, services

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
    copy_rows(template, runs, {
        "runs_visit": "t.node = '8' AND t.unit = 'bidang-1'", "runs_event": "t.no <= 4",
    })  # fmt: skip


def median_ms(seconds: list[float]) -> float:
    """The median in milliseconds."""
    ordered = sorted(seconds)
    return ordered[len(ordered) // 2] * 1000


def timed(work: Callable[[], object]) -> float:
    """Seconds that a call took."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
