"""``python -m bench.engine``: complete_step on the database of DATABASE_URL (or SQLite), beside the
bare driver and the peer. Prints rows of a table as JSON."""

from __future__ import annotations

import argparse
import json
import os
import sys

import django

WARM_UP = 5
"""Completions of both that are not counted: a process that serves is not a minute old."""


def measure(units: int, others: int, samples: int) -> dict[str, object]:
    """Medians in milliseconds for one size, with the bare driver interleaved."""
    from bench.bare import Bare
    from bench.peer import StoredPeer
    from bench.scene import Scene, crowd, median_ms

    scene = Scene(units)
    if others:
        crowd(scene, others)
    bare = Bare()
    ours: list[float] = []
    theirs: list[float] = []
    peers: list[float] = []
    chain = scene.stage.agency.code
    while len(ours) < samples + WARM_UP:
        mine, bares = scene.fan_out(), scene.fan_out()
        if not ours:
            _know_the_tables()
        own, plain, state = scene.open(mine), scene.open(bares), scene.state(mine)
        for place in list(own)[: samples + WARM_UP - len(ours)]:
            ours.append(scene.complete(mine, own[place], state))
            theirs.append(bare.complete(bares, plain[place], chain))
    del ours[:WARM_UP], theirs[:WARM_UP]
    if not others:
        peer = StoredPeer(units)
        names = [unit for unit in scene.stage.units if unit != "sekretariat"]
        peers = [peer.complete(unit) for unit in names[:10]]
    return {
        "units": units, "others": others, "samples": len(ours), "himpun": median_ms(ours),
        "bare": median_ms(theirs), "peer": median_ms(peers) if peers else None,
    }  # fmt: skip


def _know_the_tables() -> None:
    """As PostgreSQL does by itself within a minute; here all was filled seconds ago."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def main() -> None:
    """One size per process, so that nothing is warm from another."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--units", type=int, required=True)
    parser.add_argument("--others", type=int, default=0)
    parser.add_argument("--samples", type=int, default=40)
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "himpun.project.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    sys.stdout.write(json.dumps(measure(asked.units, asked.others, asked.samples)) + "\n")


if __name__ == "__main__":
    main()
