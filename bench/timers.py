"""``python -m bench.timers``: many due times that pass at once, told by one worker and by three.
Prints a row for each number of workers as JSON."""

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


def main() -> None:
    """In a process of its own, on the database of DATABASE_URL (or SQLite)."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--timers", type=int, default=10_000)
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "himpun.project.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    sys.stdout.write(json.dumps(measure(asked.timers)) + "\n")


if __name__ == "__main__":
    main()
