"""A finished run of an SOP with figures, a file on a step and a proof of a value, to be sealed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

from tests.remembered import remembered

from himpun.archive.models import Package
from himpun.archive.services import seal_next_package, store_file
from himpun.kernel.worktime import WIB
from himpun.office.models import Agency, Person
from himpun.performance.models import Value
from himpun.performance.services.evidence import add_evidence
from himpun.project.rehearsal import Plan, build_stage, rehearse
from himpun.project.rehearsal.figures import Figures
from himpun.runs import services
from himpun.runs.models import Run

START = datetime(2026, 9, 14, 8, tzinfo=WIB)
LATER = START + timedelta(days=120)
PDF = b"%PDF-1.7\n% surat tugas\n"
PROOF = b"nomor;jumlah\n1;80\n"
SMALL = "sumbar-bmcktr"


@dataclass
class Closed:
    """The run, its agency, and a steward of its SOP."""

    run: Run
    agency: Agency
    steward: Person


def closed_run(sop_id: str = SMALL, *, units: int = 1, indicators: int = 1) -> Closed:
    """A run that was walked to its end, built once for each size."""
    closed = remembered(
        ("closed", sop_id, units, indicators), lambda: _walk(sop_id, units, indicators)
    )
    # What is remembered is rows; each test has a store of its own.
    for content, name in ((PDF, "surat.pdf"), (PROOF, "bukti.csv")):
        store_file(content=content, name=name, now=START)
    return closed


def _walk(sop_id: str, units: int, indicators: int) -> Closed:
    from tests.project.test_rehearsal import SOPS

    stage = build_stage(sop=SOPS[sop_id], units=units, now=START)
    with _files_on_the_way():
        seen = rehearse(stage, Plan("2026-TW3", START, indicators=indicators))
    assert (seen.finished, seen.wrong) == (True, "")
    run = Run.objects.select_related("agency", "started_by").get(pk=seen.run_id)
    assert run.started_by is not None
    return Closed(run, run.agency, run.started_by)


@contextmanager
def _files_on_the_way() -> Iterator[None]:
    """Whoever completes the first step puts a letter to it, and a value gets its proof."""
    complete, hand_in, done = services.complete_step, Figures.hand_in, set()

    def complete_step(**asked: Any) -> Any:
        if "letter" not in done:
            done.add("letter")
            file = store_file(content=PDF, name="Surat Tugas.pdf", now=asked["now"])
            services.attach_file(
                run_id=asked["run_id"], visit=asked["visit"], file=file, name="Surat Tugas.pdf",
                by=asked["by"], now=asked["now"],
            )  # fmt: skip
        return complete(**asked)

    def filled(self: Figures, run_id: int, unit: str, *, by: Person, now: datetime) -> None:
        hand_in(self, run_id, unit, by=by, now=now)
        if "proof" not in done:
            done.add("proof")
            value = Value.objects.filter(form__run=run_id, revision__gt=0).order_by("pk")[0]
            file = store_file(content=PROOF, name="bukti.csv", now=now)
            add_evidence(value=value.pk, file=file, name="bukti.csv", by=by, now=now)

    with (
        patch("himpun.project.rehearsal.drive.services.complete_step", complete_step),
        patch.object(Figures, "hand_in", filled),
    ):
        yield


def sealed(closed: Closed, now: datetime = LATER, reason: str = "") -> Package:
    """The package of a run, asked for and made."""
    asked = services.seal_run(run_id=closed.run.pk, by=closed.steward, now=now, reason=reason)
    assert seal_next_package(clock=lambda: now)
    return Package.objects.select_related("file", "agency").get(pk=asked.pk)
