"""The table of background jobs. A new one is a line here, and nothing else.

Each function claims what it does row by row and marks it in the transaction of its effect. That,
and not the engine which calls it, is why any number of workers may run, and be killed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from inspect import signature
from typing import Any, Final

from django.utils.module_loading import import_string

from himpun.office.queries.ticks import Waiting


@dataclass(frozen=True, slots=True)
class Job:
    """What is done again and again.

    ``does``: dotted path of a function without arguments, or with ``stop`` (is asked between two
    things, whether to end early); it answers how many things took effect. ``every``: seconds, a
    divisor of a minute. ``purpose``: for the status page. ``waits``: dotted path of a query (now →
    Waiting); "" where nothing waits for the job. ``long``: one round may take minutes.
    """

    name: str
    does: str
    every: int
    purpose: str
    done: str
    waits: str = ""
    long: bool = False

    def run(self, stop: Callable[[], bool]) -> int:
        """One round; how many things took effect."""
        function = import_string(self.does)
        takes_stop = "stop" in signature(function).parameters
        return int(function(stop=stop) if takes_stop else function())

    def waiting(self, now: Any) -> Waiting | None:
        """What waits for the job; None where nothing ever does."""
        if not self.waits:
            return None
        found: Waiting = import_string(self.waits)(now)
        return found


JOBS: Final = (
    Job(
        "tell-due", "himpun.runs.jobs.tell_due", 5,
        "Memberi tahu SOP berjalan tentang tenggat dan batas unit yang terlewati",
        "running SOPs told", "himpun.runs.queries.due.timers_waiting",
    ),
    Job(
        "start-due", "himpun.schedule.jobs.start_due", 10,
        "Memulai SOP yang jadwalnya tiba",
        "SOPs started", "himpun.schedule.queries.rules.rules_waiting",
    ),
    Job(
        "recount-runs", "himpun.schedule.jobs.recount_runs", 10,
        "Menggeser tenggat SOP berjalan sesudah kalender berubah",
        "due times moved", "himpun.schedule.queries.changes.recounts_left",
    ),
    Job(
        "send-mails", "himpun.notices.jobs.send_mails", 5,
        "Mengirim surel yang menunggu",
        "mails sent", "himpun.notices.queries.outbox.mails_waiting",
    ),
    Job(
        "make-digests", "himpun.notices.jobs.make_digests", 30,
        "Menyusun ringkasan harian pada jam kerja",
        "digests made",
    ),
    Job(
        "chase-due", "himpun.chase.jobs.chase_due", 60,
        "Mengingatkan yang belum menyerahkan data dan menyiapkan surat peringatan",
        "rungs of chase ladders done",
    ),
    Job(
        "make-packages", "himpun.archive.jobs.make_packages", 5,
        "Menyegel dan memeriksa paket arsip",
        "packages sealed or proved", "himpun.archive.queries.package.packages.packages_waiting",
        long=True,
    ),
    Job(
        "make-evidence", "himpun.monitoring.jobs.make_evidence", 5,
        "Mengumpulkan bukti LKE",
        "evidence packs gathered", "himpun.monitoring.queries.evidence.evidence_waiting",
        long=True,
    ),
    Job(
        "check-store", "himpun.archive.jobs.check_next_part", 10,
        "Membaca ulang berkas tersimpan, sedikit demi sedikit",
        "parts of the store read", long=True,
    ),
)  # fmt: skip


def job_called(name: str) -> Job:
    """The job of that name; KeyError where there is none."""
    return {job.name: job for job in JOBS}[name]
