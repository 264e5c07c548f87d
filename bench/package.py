"""``python -m bench.package``: the sealed package of a run with 40 units × 25 indicators and a
proof for each, beside the library bagit making and proving a bag of the same files. Prints JSON."""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import logging
import os
import resource
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

import django

START = datetime(2026, 9, 14, 1, tzinfo=UTC)
SEALED = START + timedelta(days=200)
PROOF = 200_000
"""Bytes of each proof, as a scanned page has them."""


def finished_run(units: int, each: int) -> Any:
    """A run that the rehearsal walked to its end, with a proof put to every value."""
    from bench.definition import read_sop
    from himpun.project.rehearsal import Plan, build_stage, rehearse
    from himpun.runs.models import Run

    stage = build_stage(sop=read_sop(), units=units, now=START)
    seen = rehearse(stage, Plan("2026-TW3", START, indicators=each))
    if not seen.finished or seen.wrong:
        raise RuntimeError(seen.wrong or "not finished")
    run = Run.objects.select_related("agency", "started_by").get(pk=seen.run_id)
    _prove(run)
    return run


def _prove(run: Any) -> None:
    from django.db import transaction

    from himpun.archive.services import store_file
    from himpun.office.services.journal import write
    from himpun.performance.models import Evidence, Value

    with transaction.atomic():
        for value in Value.objects.filter(form__run=run).order_by("pk"):
            content = b"%PDF-1.7 " + os.urandom(PROOF)
            file = store_file(content=content, name="bukti.pdf", now=SEALED)
            Evidence.objects.create(
                value=value, file=file, name=f"Bukti {value.pk}.pdf", added_at=SEALED,
                added_by=run.started_by,
            )  # fmt: skip
            write(
                agency=run.agency, by=run.started_by, now=SEALED, action="EvidenceAdded",
                subject=f"form/{value.form_id}", body={"sha256": file.sha256},
            )  # fmt: skip


def seconds(work: Callable[[], object]) -> float:
    """How long a call took."""
    begun = perf_counter()
    work()
    return perf_counter() - begun


def peak() -> int:
    """The most memory that this process ever had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def measured(units: int, each: int) -> dict[str, Any]:
    """Seconds for making (with its proof and record), for both proofs, and for the library."""
    from himpun.archive.models import Package
    from himpun.archive.queries.package.check import check_package
    from himpun.archive.queries.package.packages import path_of_package
    from himpun.archive.services import seal_next_package
    from himpun.archive.services._package_writer import PERIKSA
    from himpun.runs.services import seal_run

    run = finished_run(units, each)
    seal_run(run_id=run.pk, by=run.started_by, now=SEALED)
    before = peak()
    made = seconds(lambda: seal_next_package(clock=lambda: SEALED))
    grown = peak() - before
    package = Package.objects.select_related("file").get()
    if package.state != "sealed":
        raise RuntimeError(package.failure)
    path = path_of_package(package)
    bare = [sys.executable, "-I", "-S", str(PERIKSA), str(path)]
    return {
        "mb": path.stat().st_size / 1e6, "files": package.files, "made": made,
        "grown_mb": grown / 1e6, "ours": seconds(lambda: check_package(path)),
        "periksa": seconds(lambda: subprocess.run(bare, check=True, capture_output=True)),
        **beside(path),
    }  # fmt: skip


def beside(path: Path) -> dict[str, float]:
    """The library making a bag of the payload, and proving the unpacked package."""
    import bagit

    logging.disable(logging.INFO)
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stderr(io.StringIO()):
        with zipfile.ZipFile(path) as found:
            found.extractall(folder)
        base = next(Path(folder).iterdir())
        proved = seconds(lambda: bagit.Bag(str(base)).validate())
        made = seconds(lambda: bagit.make_bag(str(base / "data"), checksums=["sha256"]))
    return {"bagit_made": made, "bagit_proved": proved}


def main() -> None:
    """One scene in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=40)
    parser.add_argument("--each", type=int, default=25)
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "himpun.project.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    sys.stdout.write(json.dumps(measured(asked.units, asked.each)) + "\n")


if __name__ == "__main__":
    main()
