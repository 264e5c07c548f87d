"""``python -m bench.writers``: many people save cells of one agency's forms at once, on a database
of each kind, beside the bare driver with the same rows. Ends with an error if a value that was
acknowledged is not there, or if anybody met another error than the honest conflict.

``--writers 200 --seconds 30`` is what is promised; less is quicker.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from random import Random
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

import django
from tests.postgres import server

if TYPE_CHECKING:
    from datetime import datetime

    from tests.performance.scene import Scene

    from himpun.office.queries import Person

DURABLE = ("fsync=on", "synchronous_commit=on", "max_connections=40")
EACH = 99
"""Indicators in each of five units: nearly 500 cells."""
BARE_SAVES = 300


@dataclass
class Writer:
    """A person at a form, who saves cell after cell, each in a request of its own, and knows only
    the revisions that they were told. ``took`` are seconds from asking to the answer, ``ends`` how
    it ended, ``saved`` the text of each acknowledged save by value and revision."""

    form: int
    by: Person
    now: datetime
    known: dict[int, int]
    chance: Random
    took: list[float] = field(default_factory=list)
    ends: Counter[str] = field(default_factory=Counter)
    saved: dict[tuple[int, int], str] = field(default_factory=dict)
    asked_at: float = 0

    def save(self) -> None:
        """One request."""
        from himpun.performance.services.collecting import Change, save_values

        cell = self.chance.choice(list(self.known))
        text = str(self.chance.randrange(10**9))
        change = Change(cell, self.known[cell], {"obstacles": text})
        try:
            (outcome,) = save_values(
                form=self.form, changes=[change], source="grid", by=self.by, now=self.now
            )
        except Exception as raised:
            self.ends[f"{type(raised).__name__}: {raised}"] += 1
            return
        self.took.append(time.perf_counter() - self.asked_at)
        self.ends[outcome.status] += 1
        self.known[cell] = outcome.revision
        if outcome.status == "saved":
            self.saved[cell, outcome.revision] = text


def writers_of(scene: Scene, many: int) -> list[Writer]:
    """As many people, spread over the units' forms; all hold the step that fills them in."""
    from tests.performance.scene import UNITS

    found = []
    forms = {unit: scene.form(unit).pk for unit in UNITS}
    people = {unit: scene.person(f"kasi-{unit}") for unit in UNITS}
    cells = {unit: {v.pk: 0 for v in scene.values(unit) if v.asked} for unit in UNITS}
    for no, unit in zip(range(many), itertools.cycle(UNITS), strict=False):
        chance = Random(no)  # nosec B311 - a load, not a secret
        found.append(Writer(forms[unit], people[unit], scene.now, dict(cells[unit]), chance))
    return found


def serve(writers: list[Writer], seconds: float, threads: int) -> None:
    """All ask at once, and again as soon as they are answered; ``threads`` answer them in the order
    of asking, as ``himpun serve`` does."""
    from django.db import connections

    waiting: SimpleQueue[Writer] = SimpleQueue()
    begun = time.perf_counter()
    for writer in writers:
        writer.asked_at = begun
        waiting.put(writer)

    def answer() -> None:
        while time.perf_counter() < begun + seconds:
            try:
                writer = waiting.get(timeout=0.1)
            except Empty:
                continue
            writer.save()
            # As at the end of a request.
            connections.close_all()
            writer.asked_at = time.perf_counter()
            waiting.put(writer)

    with ThreadPoolExecutor(threads) as pool:
        for each in [pool.submit(answer) for _ in range(threads)]:
            each.result()


def lost(told: list[Writer]) -> int:
    """How many acknowledged saves are not in the history, or not what stands in the value."""
    from himpun.performance.models import Value, ValueChange

    saved = {place: text for each in told for place, text in each.saved.items()}
    kept = {
        (row.value_id, row.revision): row.changes["obstacles"][1]
        for row in ValueChange.objects.iterator()
    }
    missing = sum(1 for place, text in saved.items() if kept.get(place) != text)
    newest: dict[int, int] = {}
    for value, revision in saved:
        newest[value] = max(revision, newest.get(value, 0))
    for row in Value.objects.filter(pk__in=newest):
        missing += row.obstacles != saved[row.pk, newest[row.pk]]
    return missing


def bare(scene: Scene) -> float:
    """The median milliseconds of the same rows by the bare driver: the value, its history, the
    form, the journal's head and row, one commit. No rights, no rules, no checks."""
    from bench.bare import Bare

    driver, form = Bare(), scene.form()
    value, chain, took = scene.value(14), scene.agency.code, []
    head = "SELECT seq, hash FROM office_journalhead WHERE chain = %s"
    change = (
        "INSERT INTO performance_valuechange"
        " (value_id, revision, source, changes, at, by_id, by_text, capacity)"
        " VALUES (%s, %s, 'grid', '{}', %s, %s, 'x', 'x')"
    )
    row = (
        "INSERT INTO office_journalrow (chain, agency_id, seq, at, actor_id, actor_text, capacity,"
        " post_title, on_behalf_of, action, subject, body, prev_hash, hash)"
        " VALUES (%s, %s, %s, %s, %s, 'x', 'x', '', '', 'ValuesSaved', 'x', '{}', %s, %s)"
    )
    now = scene.now.isoformat(" ")
    for no in range(BARE_SAVES):
        begun = time.perf_counter()
        driver.run("BEGIN IMMEDIATE" if driver.sqlite else "BEGIN", [])
        revision = 1_000_000 + no
        driver.run(
            "UPDATE performance_value SET obstacles = %s, revision = %s, changed_at = %s"
            " WHERE id = %s", [str(no), revision, now, value.pk],
        )  # fmt: skip
        driver.run(change, [value.pk, revision, now, scene.filler.pk])
        driver.run(
            "UPDATE performance_form SET revision = revision + 1 WHERE id = %s", [form.pk]
        )  # fmt: skip
        ((seq, previous),) = driver.run(head, [chain]).fetchall()
        made = f"{no:064d}"
        driver.run(
            row, [chain, scene.agency.pk, seq + 1, now, scene.filler.pk, previous, made]
        )  # fmt: skip
        driver.run(
            "UPDATE office_journalhead SET seq = %s, hash = %s WHERE chain = %s",
            [seq + 1, made, chain],
        )
        driver.driver.commit()
        took.append(time.perf_counter() - begun)
    return median(took) * 1000


def measure(many: int, seconds: float, threads: int) -> dict[str, Any]:
    """The figures of one database, which DATABASE_URL names (or SQLite)."""
    from tests.performance.scene import build

    with tempfile.TemporaryDirectory() as folder:
        scene = build(Path(folder), each=EACH)
    writers = writers_of(scene, many)
    serve(writers, seconds, threads)
    took = sorted(one for each in writers for one in each.took)
    ends: Counter[str] = sum((each.ends for each in writers), Counter())
    missing = lost(writers)
    if not took:
        raise SystemExit(f"nothing was saved: {dict(ends)}")
    return {
        "ends": ends, "lost": missing, "saves_per_second": ends["saved"] / seconds,
        "p50_ms": median(took) * 1000, "p95_ms": quantiles(took, n=20)[-1] * 1000,
        "bare_ms": bare(scene),
    }  # fmt: skip


def apart(asked: argparse.Namespace, url: str) -> dict[str, Any]:
    """The same in a fresh process, on a fresh database."""
    with tempfile.TemporaryDirectory(prefix="himpun-bench-") as folder:
        env = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
        env |= {"HIMPUN_VAR": folder, "HIMPUN_SECRET_KEY": "b" * 60, "HIMPUN_LOG_LEVEL": "WARNING"}
        if url:
            env["DATABASE_URL"] = url
        words = [sys.executable, "-m", "bench.writers", "--inside"]
        words += [f"--{name}={getattr(asked, name)}" for name in ("writers", "seconds", "threads")]
        done = subprocess.run(words, env=env, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def say(name: str, found: dict[str, Any]) -> bool:
    """The figures of a database in words; whether they are as promised."""
    ends = found["ends"]
    print(
        f"- {name}: {found['saves_per_second']:.0f} saves/s, p50 {found['p50_ms']:.0f} ms, p95 "
        f"{found['p95_ms']:.0f} ms; {ends.get('saved', 0)} saved, {ends.get('conflict', 0)} "
        f"conflicts, {found['lost']} lost; bare driver {found['bare_ms']:.2f} ms a save "
        f"({1000 / found['bare_ms']:.0f}/s)"
    )
    wrong = {end: many for end, many in ends.items() if end not in ("saved", "conflict")}
    if wrong:
        print(f"  other ends: {wrong}")
    return not wrong and not found["lost"]


def main() -> None:
    """Both databases, or (inside) one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--writers", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--threads", type=int, default=4, help="of the server (serve has 4)")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inside:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "himpun.project.settings")
        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        print(json.dumps(measure(asked.writers, asked.seconds, asked.threads)))
        return
    print(f"\n## {asked.writers} writers for {asked.seconds:.0f} s on one agency's forms\n")
    fine = say("SQLite (WAL, synchronous=FULL)", apart(asked, ""))
    with server(DURABLE) as url:
        found = apart(asked, url)
    fine &= say("PostgreSQL (fsync on, socket)", found)
    sys.exit(0 if fine else 1)


if __name__ == "__main__":
    main()
