"""``python -m bench.timers``: many due times that pass at once, told by one worker and by three; a
row for each number of workers. With ``--what=chase`` the rounds of the chase over many agencies,
while no rung has come. Prints JSON."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from datetime import timedelta
from typing import Any

import django

WORKERS = (1, 3)
UNITS, ROUNDS = 8, 5


def measure(timers: int) -> list[dict[str, Any]]:
    """For each number of workers: seconds for ``timers`` due times, and how many were told twice
    or not at all."""
    from bench.scene import Scene

    scene = Scene(5)
    rows = []
    for workers in WORKERS:
        later = _runs_of_one_step(scene, timers)
        seconds = _told_by(workers, later)
        rows.append({"workers": workers, "seconds": seconds, "timers": timers, "wrong": _wrong()})
    return rows


def _runs_of_one_step(scene: Any, timers: int) -> Any:
    """Runs whose first step is open; the moment when it is late in all of them."""
    from tests.runs.copies import multiply

    from himpun.runs import services
    from himpun.runs.models import Run

    first = services.start_run(
        agency=scene.stage.agency, sop_pk=scene.stage.sop_pk, period=next(scene.periods),
        units=scene.stage.units, by=next(iter(scene.stage.holders.values())), now=scene.now,
    )  # fmt: skip
    Run.objects.exclude(pk=first).update(state="suspended")
    multiply(first, timers - 1)
    # The next template stands behind the copies.
    return scene.now + timedelta(days=1)


def _told_by(workers: int, now: Any) -> float:
    """Seconds until all workers, each a process of its own, find nothing more to tell."""
    from django.db import connections

    from himpun.runs.jobs import tell_due

    connections.close_all()
    if connections["default"].vendor == "postgresql":
        connections["default"].close_pool()  # type: ignore[attr-defined]
    begun = time.perf_counter()
    children = []
    for _ in range(workers):
        child = os.fork()
        if child == 0:
            try:
                tell_due(now)
            except BaseException:
                os._exit(1)
            os._exit(0)
        children.append(child)
    for child in children:
        _, status = os.waitpid(child, 0)
        if status:
            sys.exit("a worker failed")
    return time.perf_counter() - begun


def _wrong() -> int:
    """Runs in progress whose only due time was not told exactly once."""
    from django.db.models import Count, Q

    from himpun.runs.models import Run

    late = Count("events", filter=Q(events__kind="StepOverdue"))
    return Run.objects.filter(state="running").annotate(late=late).exclude(late=1).count()


def chase(agencies: int) -> list[dict[str, Any]]:
    """So many agencies in each of which 8 units owe: seconds and queries of a round of the chase in
    which nothing is to be done, the first and the median of those after it; and of one outside
    office hours."""
    from bench.many import OFFICE, PEOPLE, RUNS, multiply
    from bench.scene import Scene

    scene = Scene(UNITS)
    scene.periods = iter(["2026-TW3"])
    scene.fan_out()
    multiply(agencies - 1, OFFICE, PEOPLE, RUNS)
    morning = scene.now + timedelta(hours=1)
    first = _round(morning)
    later = sorted(_round(morning + timedelta(minutes=no)) for no in range(1, ROUNDS + 1))
    night = _round(morning + timedelta(hours=12))
    found = {"first": first, "later": later[ROUNDS // 2], "at night": night}
    return [
        {"round": name, "agencies": agencies, "seconds": seconds, "queries": queries}
        for name, (seconds, queries) in found.items()
    ]


def _round(now: Any) -> tuple[float, int]:
    """Seconds and statements of a round of the chase; it must find nothing to do."""
    from django.db import connection

    from himpun.chase.jobs import chase_due

    asked = 0

    def count(execute: Any, *rest: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(*rest)

    with connection.execute_wrapper(count):
        begun = time.perf_counter()
        done = chase_due(now)
        seconds = time.perf_counter() - begun
    if done:
        sys.exit(f"{done} rungs had come")
    return seconds, asked


def main() -> None:
    """In a process of its own, on the database of DATABASE_URL (or SQLite)."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--what", choices=("timers", "chase"), default="timers")
    parser.add_argument("--timers", type=int, default=10_000)
    parser.add_argument("--agencies", type=int, default=800)
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "himpun.project.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    timers = asked.what == "timers"
    rows = measure(asked.timers) if timers else chase(asked.agencies)
    sys.stdout.write(json.dumps(rows) + "\n")


if __name__ == "__main__":
    main()
