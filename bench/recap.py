"""``python -m bench.recap --what=recap|region``: recaps on the database of DATABASE_URL (or
SQLite), beside the bare driver asking the same questions. Prints JSON."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from typing import Any

import django

TIMES = 7


def questions(work: Callable[[], object]) -> list[str]:
    """The SQL that a call asks."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        work()
    return [question["sql"] for question in asked.captured_queries]


def beside(work: Callable[[], object], name: str) -> dict[str, Any]:
    """A call, and the bare driver fetching the rows of the same questions; milliseconds."""
    from bench.bare import Bare
    from bench.figures import seconds

    work()
    asked = questions(work)
    driver = Bare().driver

    def bare() -> None:
        for sql in asked:
            driver.execute(sql).fetchall()

    return {
        "name": name, "ms": seconds(work, TIMES) * 1000, "bare": seconds(bare, TIMES) * 1000,
        "queries": len(asked),
    }  # fmt: skip


def recap(years: int) -> list[dict[str, Any]]:
    """A run of 40 units × 25 indicators, with the quarters of so many years before it."""
    from bench.figures import NOW, Figures, quarters, seconds
    from himpun.performance.queries.recap import live_recap, live_stamp, run_of_recap
    from himpun.performance.queries.recap.document import recap_document
    from himpun.performance.queries.recap.workbook import recap_workbook
    from himpun.performance.rules.recap import body_text, read_body, show

    figures = Figures(40, 25, quarters(years))

    def live() -> Any:
        run = run_of_recap(figures.reader, figures.runs[-1].pk, NOW)
        return live_recap(run, NOW)

    run = run_of_recap(figures.reader, figures.runs[-1].pk, NOW)
    body = live()
    text = body_text(body)
    shown, stamp = show(body), live_stamp(run, NOW)
    other = {
        "frozen text read and shown": lambda: show(read_body(text)),
        "workbook": lambda: recap_workbook(shown, stamp),
        "document": lambda: recap_document(shown, stamp),
    }
    return [
        beside(live, f"recap, {years} years of quarters"),
        *({"name": name, "ms": seconds(work, 3) * 1000} for name, work in other.items()),
    ]


def region(agencies: int, read: int) -> list[dict[str, Any]]:
    """The page of a regency: agencies of 8 units × 25 indicators, five years of quarters."""
    from bench.figures import NOW, YEAR, Figures, quarters
    from himpun.performance.queries.region import region_of

    figures = Figures(8, 25, quarters(5))
    figures.copy(agencies, read)
    return [
        beside(
            lambda: region_of(figures.reader, NOW.date(), YEAR, 4),
            f"{read} of {agencies} agencies, {agencies * 4000:,} values",
        )
    ]


def main() -> None:
    """One scene per process, so that nothing is warm from another."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--what", choices=("recap", "region"), required=True)
    parser.add_argument("--years", type=int, default=5)
    parser.add_argument("--agencies", type=int, default=80)
    parser.add_argument("--read", type=int, default=40)
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "himpun.project.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    rows = recap(asked.years) if asked.what == "recap" else region(asked.agencies, asked.read)
    sys.stdout.write(json.dumps(rows) + "\n")


if __name__ == "__main__":
    main()
