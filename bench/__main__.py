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
    words = [f"--units={units}", f"--others={others}"]
    row: dict[str, Any] = own_process("bench.engine", words, database)
    return row


def own_process(module: str, words: list[str], database: str | None) -> Any:
    """What a module prints as JSON, in a fresh process on a fresh database."""
    with tempfile.TemporaryDirectory(prefix="himpun-bench-") as folder, _url(database) as url:
        env = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
        env |= {"HIMPUN_VAR": folder, "HIMPUN_SECRET_KEY": "b" * 60, "HIMPUN_LOG_LEVEL": "WARNING"}
        if url:
            env["DATABASE_URL"] = url
        command = [sys.executable, "-m", module, *words]
        done = subprocess.run(command, env=env, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


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


def recaps(name: str, database: str | None, *, quick: bool) -> None:
    """Recaps of a run, and the page of a regency, beside the bare driver."""
    say(f"\n## recaps on {name}: median ms\n")
    say("| what | Himpun | bare driver, the same questions | queries |")
    say("|---|---|---|---|")
    few = ["--agencies=5", "--read=3"] if quick else []
    for what, more in (("recap", ["--years=1"] if quick else []), ("region", few)):
        for row in own_process("bench.recap", [f"--what={what}", *more], database):
            bare = f"{row['bare']:.0f} | {row['queries']}" if "bare" in row else "– | –"
            say(f"| {row['name']} | {row['ms']:.0f} | {bare} |")


def boards(name: str, database: str | None, *, quick: bool) -> None:
    """Whole pages of boards over five years of a regency and of a province, with one year beside
    them, and the inbox of 2,000 people."""
    say(f"\n## boards and inbox on {name}: whole pages, ms\n")
    say("| agencies × years of quarters | page | median | p95 | queries |")
    say("|---|---|---|---|---|")
    sizes = [(5, 1)] if quick else [(40, 1), (40, 5), (800, 1), (800, 5)]
    for agencies, years in sizes:
        words = ["--what=boards", f"--agencies={agencies}", f"--years={years}"]
        for row in own_process("bench.boards", words, database):
            _page_row(f"{agencies} × {years}", row)
    few = 2 if quick else 40
    for row in own_process("bench.boards", ["--what=inbox", f"--agencies={few}"], database):
        _page_row(f"{few}", row)


def _page_row(size: str, row: dict[str, Any]) -> None:
    figures = f"{row['median']:.0f} | {row['p95']:.0f} | {row['queries']}"
    say(f"| {size} | {row['name']} | {figures} |")


def workbooks() -> None:
    """A form's workbook of 10,000 values, beside the bare libraries with the same cells."""
    row = own_process("bench.workbook", [], None)
    say(f"\n## workbook of 10,000 values ({row['mb']:.1f} MB): median seconds\n")
    say("| what | Himpun | xlsxwriter, bare | openpyxl, bare |")
    say("|---|---|---|---|")
    say(
        f"| written | {row['write']:.1f} | {row['write_xlsxwriter']:.1f} |"
        f" {row['write_openpyxl']:.1f} |"
    )
    say(f"| read | {row['read']:.1f} | – | {row['read_openpyxl']:.1f} |")


def papers(*, quick: bool) -> None:
    """Papers of every kind, and a letter beside WeasyPrint where it is installed."""
    said = own_process("bench.papers", ["--times=5"] if quick else [], None)
    say("\n## papers: median ms of one core (papers per second)\n")
    say("| kind | drafted | PDF/A-2b | Word | read from Word |")
    say("|---|---|---|---|---|")
    for row in said["kinds"]:
        say(
            f"| {row['kind']} | {row['draft']:.1f} | {row['pdf']:.1f} ({1000 / row['pdf']:.0f}/s)"
            f" | {row['docx']:.0f} | {row['read']:.0f} |"
        )
    beside = said["beside"]
    if beside:
        ratio = beside["weasyprint"] / beside["himpun"]
        say(
            f"\nThe letter: {beside['himpun']:.1f} ms; WeasyPrint, the same as PDF/A-2b:"
            f" {beside['weasyprint']:.1f} ms ({ratio:.0f}×)."
        )
    else:
        say("\nWeasyPrint cannot be imported here; nothing to compare with.")


def marks(*, quick: bool) -> None:
    """Parafs and signatures on a letter, with keys that are there."""
    row = own_process("bench.signing", ["--times=3"] if quick else [], None)
    say("\n## paraf and signature on a letter: median ms\n")
    say("| what | ms |")
    say("|---|---|")
    for what, key in (
        ("blank fields put on", "prepare"),
        ("texts filled in", "fill"),
        ("one signature", "one"),
        ("three parafs, texts, signature", "four"),
        ("four marks validated", "validate"),
        ("a look whether a byte has changed", "altered"),
    ):
        say(f"| {what} | {row[key]:.1f} |")


def packages(*, quick: bool) -> None:
    """The sealed package of a run, beside the library of bags."""
    units, each = (5, 5) if quick else (40, 25)
    row = own_process("bench.package", [f"--units={units}", f"--each={each}"], None)
    say(f"\n## sealed package of {units} units × {each} indicators: seconds\n")
    say(f"{row['files']:,} files, {row['mb']:.0f} MB; making it took {row['grown_mb']:.0f} MB more")
    say("\n| what | Himpun | periksa.py | bagit |")
    say("|---|---|---|---|")
    library = f"{row['bagit_made']:.1f} (manifests)"
    say(f"| made, proved and recorded | {row['made']:.1f} | – | {library} |")
    say(f"| proved | {row['ours']:.1f} | {row['periksa']:.1f} | {row['bagit_proved']:.1f} |")


def searches(name: str, database: str | None, *, quick: bool) -> None:
    """The search over many records, beside the bare driver with the same statements."""
    records = 5_000 if quick else 100_000
    say(f"\n## search over {records:,} records on {name}: median ms\n")
    say("| asked for | found | Himpun | bare driver, the same statements |")
    say("|---|---|---|---|")
    for row in own_process("bench.search", [f"--records={records}"], database):
        found = f"more than {row['found']:,}" if row["more"] else f"{row['found']:,}"
        say(f"| {row['name']} | {found} | {row['ms']:.1f} | {row['bare']:.1f} |")


def timers(name: str, database: str | None, *, quick: bool) -> None:
    """Due times that all pass at once, told by one worker and by three."""
    count = 1_000 if quick else 10_000
    say(f"\n## {count:,} due times on {name}\n")
    say("| workers | seconds | ms for each | lost or told twice |")
    say("|---|---|---|---|")
    for row in own_process("bench.timers", [f"--timers={count}"], database):
        each = row["seconds"] / count * 1000
        say(f"| {row['workers']} | {row['seconds']:.1f} | {each:.2f} | {row['wrong']} |")


def chase(name: str, database: str | None, *, quick: bool) -> None:
    """Rounds of the chase over many agencies while nothing is to be done."""
    agencies = 40 if quick else 800
    say(f"\n## The chase of {agencies} agencies on {name}, nothing to do\n")
    say("| round | seconds | queries |")
    say("|---|---|---|")
    command = ["--what=chase", f"--agencies={agencies}"]
    for row in own_process("bench.timers", command, database):
        say(f"| {row['round']} | {row['seconds']:.2f} | {row['queries']} |")


def writers(*, quick: bool) -> None:
    """Many writers at once, on both databases."""
    few = ["--writers=20", "--seconds=3"] if quick else []
    subprocess.run([sys.executable, "-m", "bench.writers", *few], check=True)


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
    recaps("SQLite", None, quick=quick)
    recaps("PostgreSQL", "postgresql", quick=quick)
    boards("SQLite", None, quick=quick)
    boards("PostgreSQL", "postgresql", quick=quick)
    searches("SQLite", None, quick=quick)
    searches("PostgreSQL", "postgresql", quick=quick)
    timers("SQLite", None, quick=quick)
    timers("PostgreSQL", "postgresql", quick=quick)
    chase("SQLite", None, quick=quick)
    chase("PostgreSQL", "postgresql", quick=quick)
    workbooks()
    papers(quick=quick)
    marks(quick=quick)
    packages(quick=quick)
    writers(quick=quick)


if __name__ == "__main__":
    main()
