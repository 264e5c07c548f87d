"""Whether the background work is well: for the status page and for `himpun status`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from himpun.office.queries.ticks import Tick, Waiting, ticks_by_job
from himpun.project.background.jobs import JOBS, Job

SILENT = timedelta(minutes=2)
"""After which a worker that was not asked to stop is missed; each speaks several times a minute."""


@dataclass(frozen=True, slots=True)
class WorkerLine:
    """A worker, when it was last heard of, and how it is: a mark of the frame, and a word."""

    name: str
    heard_at: datetime
    alive: bool
    mark: str
    word: str


@dataclass(frozen=True, slots=True)
class JobLine:
    """A job: its latest round (``tick``; None before the first), what waits for it, and the last
    round of any worker that left something undone (``failed``)."""

    job: Job
    tick: Tick | None
    failed: Tick | None
    waiting: Waiting | None
    mark: str
    word: str

    @property
    def failing(self) -> bool:
        """The latest round itself left something undone."""
        return self.failed is not None and self.failed.failed_at == self._ended

    @property
    def seconds(self) -> float | None:
        """What the latest round took; None while it is under way."""
        if self.tick is None or self._ended is None:
            return None
        return (self._ended - self.tick.begun_at).total_seconds()

    @property
    def _ended(self) -> datetime | None:
        return self.tick.ended_at if self.tick else None


@dataclass(frozen=True, slots=True)
class Status:
    """All of it. ``trouble``: what needs somebody, in sentences; none when all is well."""

    workers: Sequence[WorkerLine]
    jobs: Sequence[JobLine]
    trouble: Sequence[str]


@dataclass(frozen=True, slots=True)
class Pulse:
    """Whether any worker lives. ``stopped``: all were asked to end; ``heard_at``: when the last of
    them was heard of, None where there never was one."""

    state: Literal["ok", "silent", "stopped", "never"]
    heard_at: datetime | None


def pulse_of(now: datetime) -> Pulse:
    """Whether the background work is alive at all, by the measure of the status page (one
    query)."""
    workers = _workers(ticks_by_job(), now)
    if not workers:
        return Pulse("never", None)
    heard_at = max(worker.heard_at for worker in workers)
    if any(worker.alive for worker in workers):
        return Pulse("ok", heard_at)
    missed = any(worker.mark == "late" for worker in workers)
    return Pulse("silent" if missed else "stopped", heard_at)


def status_of(now: datetime) -> Status:
    """How the background work stands (a query, and one or two for each job)."""
    ticks = ticks_by_job()
    workers = _workers(ticks, now)
    alive = {worker.name for worker in workers if worker.alive}
    lines = [_line(job, ticks.get(job.name, []), alive, now) for job in JOBS]
    return Status(workers, lines, [*_missed(workers), *_troubled(lines)])


def _workers(ticks: Mapping[str, Sequence[Tick]], now: datetime) -> list[WorkerLine]:
    latest: dict[str, Tick] = {}
    for tick in (tick for of_job in ticks.values() for tick in of_job):
        known = latest.get(tick.worker)
        if known is None or tick.heard_at > known.heard_at:
            latest[tick.worker] = tick
    lines = [_worker(tick, now) for tick in latest.values()]
    return sorted(lines, key=lambda line: (not line.alive, line.mark != "late", line.name))


def _worker(tick: Tick, now: datetime) -> WorkerLine:
    if tick.stopped_at:
        return WorkerLine(tick.worker, tick.stopped_at, alive=False, mark="idle", word="dihentikan")
    alive = now - tick.heard_at <= SILENT
    mark, word = ("done", "bekerja") if alive else ("late", "tidak memberi kabar lagi")
    return WorkerLine(tick.worker, tick.heard_at, alive, mark, word)


def _line(job: Job, ticks: Sequence[Tick], alive: set[str], now: datetime) -> JobLine:
    tick = next(iter(ticks), None)
    failures = [each for each in ticks if each.failed_at]
    failed = max(failures, key=lambda each: each.failed_at or each.begun_at, default=None)
    line = JobLine(job, tick, failed, job.waiting(now), *_mark(job, tick, alive, now))
    well = line.mark != "done" or not line.failing
    return line if well else replace(line, mark="risk", word="ada yang tertinggal")


def _mark(job: Job, tick: Tick | None, alive: set[str], now: datetime) -> tuple[str, str]:
    if tick is None:
        return "wait", "belum pernah"
    if tick.ended_at is None and tick.worker in alive:
        return "now", "sedang dikerjakan"
    late = now - tick.heard_at > max(SILENT, timedelta(seconds=4 * job.every))
    return ("late", "terhenti") if late else ("done", "berjalan")


def _missed(workers: Sequence[WorkerLine]) -> list[str]:
    if not workers:
        return ["Pekerja latar belum pernah berjalan. Jalankan `himpun work`."]
    said = [
        f"Pekerja {worker.name} tidak memberi kabar lagi tanpa pernah diminta berhenti."
        for worker in workers
        if worker.mark == "late"
    ]
    if not any(worker.alive for worker in workers):
        said.insert(0, "Tidak ada pekerja latar yang berjalan. Jalankan `himpun work`.")
    return said


def _troubled(lines: Sequence[JobLine]) -> list[str]:
    said = [f"{line.job.purpose}: {line.word}." for line in lines if line.mark in {"late", "risk"}]
    return said + [
        f"{line.job.purpose}: {line.waiting.given_up} gagal dan menunggu tindakan."
        for line in lines
        if line.waiting and line.waiting.given_up
    ]
