"""``python -m bench`` (make bench): medians and ratios, each size in a process of its own.

``--quick`` leaves out 500 units and the crowd of other runs.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.postgres import server

from bench.definition import read_sop
from bench.kernel import decisions_per_second

SIZES = [(5, 0), (50, 0), (500, 0), (5, 50_000), (50, 50_000), (500, 50_000)]
DURABLE = ("fsync=on", "synchronous_commit=on", "max_connections=20")


def say(text: str = "") -> None:
    """One line, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def one(units: int, others: int, database: str | None) -> dict[str, Any]:
    """One row: a fresh process, a fresh database."""
    with tempfile.TemporaryDirectory(prefix="himpun-bench-") as folder, _url(database) as url:
        env = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
        env |= {"HIMPUN_VAR": folder, "HIMPUN_SECRET_KEY": "b" * 60, "HIMPUN_LOG_LEVEL": "WARNING"}
        if url:
            env["DATABASE_URL"] = url
        words = [sys.executable, "-m", "bench.engine", f"--units={units}", f"--others={others}"]
        done = subprocess.run(words, env=env, check=True, capture_output=True, text=True)
    row: dict[str, Any] = json.loads(done.stdout)
    return row


@contextmanager
def _url(database: str | None) -> Iterator[str]:
    if database is None:
        yield ""
        return
    with server(DURABLE) as url:
        yield url


def table(name: str, database: str | None, sizes: list[tuple[int, int]]) -> None:
    """complete_step on one database, beside the bare driver and the peer."""
    say(f"\n## complete_step on {name}: median ms (samples)\n")
    say("| units | other open runs | Himpun | bare driver | ratio | SpiffWorkflow | times faster |")
    say("|---|---|---|---|---|---|---|")
    for units, others in sizes:
        row = one(units, others, database)
        peer = row["peer"]
        beside = f"{peer:.1f} | {peer / row['himpun']:.0f}×" if peer else "– | –"
        say(
            f"| {units} | {others:,} | {row['himpun']:.2f} ({row['samples']}) | {row['bare']:.2f}"
            f" | {row['himpun'] / row['bare']:.1f} | {beside} |"
        )


def main() -> None:
    """Everything, SQLite first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    sizes = [s for s in SIZES if not quick or (s[0] <= 50 and not s[1])]
    say(f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores")
    say("\n## kernel: decisions per second (whole runs of Pesisir Selatan, in memory)\n")
    for units in (5, 50):
        say(f"- {units} units: {decisions_per_second(read_sop(), units):,.0f}")
    table("SQLite (WAL, synchronous=FULL)", None, sizes)
    table("PostgreSQL (fsync on, socket)", "postgresql", sizes)


if __name__ == "__main__":
    main()
