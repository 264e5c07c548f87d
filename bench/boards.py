"""``python -m bench.boards --what=boards|inbox``: whole pages, through Django's test client, on the
database of DATABASE_URL (or SQLite). Prints JSON."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any
from unittest.mock import patch

import django

UNITS, EACH = 8, 5
NEXT_YEAR = {"year": [{"year": 2028, "decree": "", "ramadan": [], "holiday": []}]}
"""The last windows of the newest run lie there."""
RUNS_OF_INBOX, UNITS_OF_INBOX = 5, 50


def percentile(seconds: Sequence[float], part: float) -> float:
    """In milliseconds."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))] * 1000


def measure(name: str, ask: Callable[[int], Any], times: int) -> dict[str, Any]:
    """A page asked for many times (``ask`` is given the number of the time): median and p95 by the
    clock on the wall, how long this process was busy on average (milliseconds), queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    ask(0)
    with CaptureQueriesContext(connection) as asked:
        answer = ask(0)
        queries = len(asked)
    taken, busy = [], time.process_time()
    for no in range(times):
        begun = time.perf_counter()
        answer = ask(no)
        taken.append(time.perf_counter() - begun)
        assert answer.status_code == 200, (name, answer.status_code)
    return {
        "name": name, "median": percentile(taken, 0.5), "p95": percentile(taken, 0.95),
        "busy": (time.process_time() - busy) / times * 1000, "queries": queries,
    }  # fmt: skip


def client_of(person: Any) -> Any:
    """A signed-in client."""
    from django.test import Client

    client = Client()
    client.force_login(person.user)
    return client


def boards(agencies: int, years: int, times: int) -> list[dict[str, Any]]:
    """Pages of boards over so many agencies with 8 units, a run for each quarter of so many years:
    the newest collects, half of its units have handed in; every finished run has all its steps."""
    from bench.figures import Figures
    from bench.many import MONITORING, OFFICE, PERFORMANCE, RUNS, multiply
    from bench.scene import PERIODS, Scene
    from himpun.office.models import Role
    from himpun.office.services import seed_holidays
    from himpun.runs.models import Run

    scene = Scene(UNITS)
    seed_holidays(document=NEXT_YEAR, by=None, now=scene.now)
    periods = PERIODS[-4 * years :]
    scene.periods = iter(periods)
    for _ in periods[:-1]:
        _walk_to_the_end(scene, scene.fan_out())
    _hand_in_half(scene, scene.fan_out())
    figures = Figures(UNITS, EACH, [], scene.stage)
    for run in Run.objects.order_by("pk"):
        year, quarter = run.period.split("-TW")
        figures.fill(run, int(year), int(quarter))
    multiply(agencies - 1, OFFICE, RUNS, MONITORING, PERFORMANCE)
    reader = figures.reader
    Role.objects.create(person=reader, agency=None, kind="reader", from_on=date(2020, 1, 1))
    code = scene.stage.agency.code
    client = client_of(reader)
    with patch("django.utils.timezone.now", lambda: scene.now + timedelta(days=3)):
        return [
            measure(name, partial(_page, client, path), times)
            for name, path in (
                ("one agency", f"/papan/instansi/{code}/"),
                ("its 20 quarters", f"/papan/instansi/{code}/riwayat/"),
                ("all agencies", "/papan/wilayah/2027/4/"),
                ("by achievement", "/papan/wilayah/2027/4/?urut=capaian&arah=balik"),
                ("found by words", "/papan/wilayah/2027/4/?cari=dinas+3&keadaan=late"),
                ("by region", "/papan/wilayah/2027/4/?kelompok=daerah"),
                ("quarters of all", "/papan/wilayah/riwayat/"),
            )
        ]


def _page(client: Any, path: str, _no: int) -> Any:
    return client.get(path)


def _walk_to_the_end(scene: Any, run_id: int) -> None:
    while opened := list(scene.state(run_id).open_visits()):
        state = scene.state(run_id)
        for visit in opened:
            scene.complete(run_id, visit.id, state)


def _hand_in_half(scene: Any, run_id: int) -> None:
    for node in ("8", "9"):
        state = scene.state(run_id)
        opened = [visit for visit in state.open_visits() if visit.node == node]
        for visit in opened[: UNITS // 2]:
            scene.complete(run_id, visit.id, state)


def inbox(agencies: int, times: int) -> list[dict[str, Any]]:
    """The inbox of people of whom each has five open steps: 50 in each agency, 10,000 in all."""
    from bench.many import OFFICE, PEOPLE, RUNS, multiply
    from bench.scene import Scene
    from himpun.office.models import Person
    from himpun.runs.models import Visit

    scene = Scene(UNITS_OF_INBOX)
    for _ in range(RUNS_OF_INBOX):
        scene.fan_out()
    multiply(agencies - 1, OFFICE, PEOPLE, RUNS)
    holders = Person.objects.filter(holdings__post__code__startswith="kasi.").select_related("user")
    people = list(holders.order_by("pk"))
    some = people[:: max(1, len(people) // times)][:times]
    clients = [client_of(person) for person in some]
    tasks = Visit.objects.filter(state="open").count()
    name = f"{tasks:,} open steps of {len(people):,} people"
    with patch("django.utils.timezone.now", lambda: scene.now + timedelta(hours=1)):
        ask = lambda no: clients[no % len(clients)].get("/tugas/")  # noqa: E731
        waiting = lambda no: clients[no % len(clients)].get("/tugas/?tab=menunggu")  # noqa: E731
        return [
            measure(f"inbox, {name}", ask, times),
            measure("what waits for others", waiting, times),
        ]


def main() -> None:
    """One scene per process, so that nothing is warm from another."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--what", choices=("boards", "inbox"), required=True)
    parser.add_argument("--agencies", type=int, default=40)
    parser.add_argument("--years", type=int, default=5)
    parser.add_argument("--times", type=int, default=40)
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "himpun.project.settings")
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS = ["*"]
    # Names of collected files are looked up in a table; that is no part of what is measured.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    call_command("migrate", verbosity=0)
    rows = (
        boards(asked.agencies, asked.years, asked.times)
        if asked.what == "boards"
        else inbox(asked.agencies, asked.times)
    )
    sys.stdout.write(json.dumps(rows) + "\n")


if __name__ == "__main__":
    main()
