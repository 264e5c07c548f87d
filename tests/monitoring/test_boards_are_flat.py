"""What a board costs does not grow with the runs that are over: neither queries, nor rows that the
database touches to answer them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.monitoring.boards import two_quarters
from tests.runs.pages import Pages
from tests.runs.scene import Scene

from himpun.monitoring.models import RunSummary, StepTime
from himpun.monitoring.queries.agency_board import agency_board
from himpun.monitoring.queries.history import history_of_agencies, history_of_agency
from himpun.monitoring.queries.region_board import (
    agencies_on_board,
    lines_of,
    newest_quarter,
)
from himpun.runs.models import Run, RunUnit, Visit
from himpun.runs.queries.inbox import inbox_of
from himpun.runs.rules import number_of, row_id

QUARTER = (2026, 3)
HERE = "/papan/instansi/pesisir-selatan-dishub/"
FEW, MANY = 20, 200
SLACK = 100


@pytest.fixture
def scene(db: None, tmp_path: Path) -> Scene:
    return two_quarters(tmp_path)


def with_runs_over(scene: Scene, many: int) -> None:
    """So many further runs that are over, with all their steps, in the quarters before 2021."""
    template = Run.objects.get(period="2026-TW2")
    units = list(RunUnit.objects.filter(run=template))
    visits = list(Visit.objects.filter(run=template))
    (summary,) = RunSummary.objects.filter(run=template)
    times = list(StepTime.objects.filter(run=template))
    have = Run.objects.filter(state="finished").count() - 1
    for no in range(have, many):
        year, quarter = 2020 - no // 4, no % 4 + 1
        run = Run.objects.get(pk=template.pk)
        run.pk, run.period = None, f"{year}-TW{quarter}"
        run.save(force_insert=True)
        for unit in units:
            unit.pk, unit.run = None, run
        for visit in visits:
            visit.pk, visit.run = row_id(run.pk, visit.number), run
        for time in times:
            time.pk, time.run = row_id(run.pk, number_of(time.pk)), run
        RunUnit.objects.bulk_create(units)
        Visit.objects.bulk_create(visits)
        StepTime.objects.bulk_create(times)
        summary.pk, summary.run = run.pk, run
        summary.period, summary.year, summary.quarter = run.period, year, quarter
        summary.save(force_insert=True)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def questions(scene: Scene) -> dict[str, Callable[[], Any]]:
    """What the pages ask for."""
    agencies = agencies_on_board(scene.reader(), scene.today)
    seen = [agency.pk for agency in agencies]
    return {
        "one agency": lambda: agency_board(scene.agency, scene.now),
        "several": lambda: lines_of(agencies, QUARTER, scene.now),
        "the newest quarter": lambda: newest_quarter(seen),
        "quarters of one": lambda: history_of_agency(scene.agency, "", QUARTER),
        "quarters of several": lambda: history_of_agencies(seen, QUARTER),
        "inbox": lambda: inbox_of(scene.person("kasubag"), scene.now).mine,
    }


def asked(work: Callable[[], Any]) -> list[dict[str, Any]]:
    with CaptureQueriesContext(connection) as found:
        work()
    return [question for question in found if question["sql"].startswith("SELECT")]


MOST = {
    HERE: 46, f"{HERE}riwayat/": 24, "/papan/wilayah/2026/3/": 22,
    "/papan/wilayah/2026/3/?kelompok=daerah": 22, "/papan/wilayah/riwayat/": 22,
}  # fmt: skip
"""How many queries a page may cost. All are asked of the same runs: to make them takes seconds."""


def test_a_page_asks_as_often_with_many_runs_over_as_with_few(pages: Pages, scene: Scene) -> None:
    who = scene.reader()
    with_runs_over(scene, FEW)
    few = {address: pages.queries(who, address) for address in MOST}
    with_runs_over(scene, MANY)
    assert {address: pages.queries(who, address) for address in MOST} == few
    assert {address: found for address, found in few.items() if found > MOST[address]} == {}


@pytest.mark.look
def test_the_database_touches_no_more_rows_with_many_runs_over(scene: Scene) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite does not say how many rows a plan reads")
    counted = []
    for over in (FEW, MANY):
        with_runs_over(scene, over)
        counted.append({name: touched(work) for name, work in questions(scene).items()})
    few, many = counted
    # Another plan may read some rows more or fewer; 180 runs more have thousands.
    assert {name: found for name, found in many.items() if found > few[name] + SLACK} == {}
    assert all(few.values())


def touched(work: Callable[[], Any]) -> int:
    """Rows that PostgreSQL reads from its tables for a question, by the best index there is: in a
    table as small as this one it would read all of it."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        found = 0
        for question in asked(work):
            cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {question['sql']}")
            (plan,) = cursor.fetchone()
            plan = json.loads(plan) if isinstance(plan, str) else plan
            found += sum(_read(node) for node in _nodes(plan[0]["Plan"]))
    return found


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for inner in node.get("Plans", ()):
        yield from _nodes(inner)


def _read(node: dict[str, Any]) -> int:
    """Rows of a run's tables that a step of a plan reads, those included that it throws away."""
    if not str(node.get("Relation Name", "")).startswith(("runs_", "monitoring_")):
        return 0
    thrown = ("Rows Removed by Filter", "Rows Removed by Index Recheck")
    each = node["Actual Rows"] + sum(node.get(name, 0) for name in thrown)
    return int(each * node["Actual Loops"])


def test_the_runs_that_are_over_are_there(scene: Scene) -> None:
    with_runs_over(scene, FEW)
    assert RunSummary.objects.exclude(ended_at=None).count() == FEW + 1
    newest = Run.objects.latest("started_at")
    assert isinstance(newest.started_at, datetime)
    assert Visit.objects.filter(run__state="finished").count() > FEW * 14
