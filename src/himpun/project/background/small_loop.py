"""The engine on SQLite: one process, a thread a job, round after round."""

from __future__ import annotations

from threading import Thread

from himpun.project.background.jobs import JOBS, Job
from himpun.project.background.rounds import Worker

PAUSE_AFTER_FAILURE = 30.0
"""Seconds, where the pause between two rounds is not longer anyway."""


def work_on_sqlite(worker: Worker) -> None:
    """Work until the worker is asked to stop, and what it is at has come to an end.

    A thread each, so that what takes long (sealing a package of some gigabytes) and what waits for
    others (a mail server) holds nothing else up.
    """
    threads = [
        Thread(target=_go_on, args=(worker, job), name=job.name, daemon=True) for job in JOBS
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _go_on(worker: Worker, job: Job) -> None:
    while not worker.asked_to_stop.is_set():
        well = worker.round(job)
        worker.asked_to_stop.wait(job.every if well else max(job.every, PAUSE_AFTER_FAILURE))
