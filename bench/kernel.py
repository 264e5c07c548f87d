"""The kernel alone: commands decided and applied per second, without tables."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from himpun.kernel import messages as m
from himpun.kernel.apply import fold
from himpun.kernel.decide import decide
from himpun.kernel.definition import Sop
from himpun.kernel.duty import Actor
from himpun.kernel.run import Run, Unit
from himpun.kernel.times import Timetable
from himpun.kernel.worktime import (
    FIVE_DAYS,
    RAMADAN_FIVE_DAYS,
    WIB,
    Calendar,
    parse_period,
)

AT_LEAST = 2.0
"""Seconds to measure."""


def decisions_per_second(sop: Sop, units: int) -> float:
    """Completions per second over whole runs, due times included."""
    calendar = Calendar(WIB, FIVE_DAYS, RAMADAN_FIVE_DAYS, (), {}, frozenset(range(2020, 2031)))
    times = Timetable(parse_period("2026-TW3"), calendar)
    taking = tuple(Unit(f"bidang-{i}", f"Bidang {i}", "bidang") for i in range(units))
    actor = Actor("1", operator=True, steward=True)
    decided, begun = 0, time.perf_counter()
    while (spent := time.perf_counter() - begun) < AT_LEAST:
        decided += _whole_run(sop, times, taking, actor)
    return decided / spent


def _whole_run(sop: Sop, times: Timetable, units: tuple[Unit, ...], actor: Actor) -> int:
    now, decided = datetime(2026, 9, 14, 2, tzinfo=UTC), 0
    command: m.Command = m.StartRun("2026-TW3", units, actor)
    run = Run()
    while run.state in ("new", "running"):
        events = decide(command, sop, run, now=now, times=times)
        run = fold(((event, now) for event in events), run)
        decided, now = decided + 1, now + timedelta(minutes=5)
        visit = next(run.open_visits(), None)
        if visit is not None:
            command = m.CompleteStep(visit.id, "lanjut", actor)
    return decided
