"""One round of a job, whatever engine calls for it: done, and told to the status page."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Event, Lock

import structlog
from django.db import DatabaseError, connections
from django.utils import timezone

from himpun.office.rules import Refused
from himpun.office.services.ticks import Undone, begin_tick, end_tick, forget_ticks, stop_ticks
from himpun.project.background.jobs import JOBS, Job

log = structlog.get_logger(__name__)

QUIET = timedelta(seconds=20)
"""How long a worker may keep to itself that there was nothing to do: a row each time would be most
of what an idle installation writes."""
REMEMBERED = timedelta(days=2)
"""How long a worker that is gone stays on the status page."""


class Worker:
    """The rounds of this process. Never two of the same job at once, for the second would only
    stand in the way of the first."""

    def __init__(self) -> None:
        self.name = f"{socket.gethostname()}/{os.getpid()}"
        self.asked_to_stop = Event()
        self._at: set[str] = set()
        self._told: dict[str, datetime] = {}
        self._lock = Lock()
        self.wake: Callable[[], object] = lambda: None
        """What else must hear of it when the worker is asked to stop."""

    def stop(self) -> None:
        """Ask the worker to end; also from a signal's handler."""
        self.asked_to_stop.set()
        self.wake()

    def round(self, job: Job) -> bool:
        """One round of a job; whether all went well. Whatever goes wrong in it is logged and told,
        and raises nothing: the next round tries again, and the other jobs go on."""
        with self._alone(job) as alone:
            if not alone or self.asked_to_stop.is_set():
                return True
            try:
                return self._round(job)
            finally:
                # Of this thread only; what had gone away while it rested is opened anew.
                connections.close_all()

    def _round(self, job: Job) -> bool:
        begun = timezone.now()
        done = 0
        if job.long:
            self._tell(lambda: begin_tick(job=job.name, worker=self.name, now=begun))
        with Undone() as undone:
            try:
                done = job.run(self.asked_to_stop.is_set)
            except DatabaseError as raised:
                log.warning("database refused", job=job.name, why=str(raised).strip())
                undone.append(str(raised).strip() or type(raised).__name__)
            except Exception as raised:
                log.exception("job failed", job=job.name)
                undone.append(f"{type(raised).__name__}: {raised}")
        if done:
            log.info("done", job=job.name, things=done)
        self._end(job, begun, done, undone)
        return not undone

    def _end(self, job: Job, begun: datetime, done: int, undone: list[str]) -> None:
        now = timezone.now()
        told = self._told.get(job.name)
        if done or undone or job.long or told is None or now - told >= QUIET:
            self._told[job.name] = now
            self._tell(lambda: end_tick(
                job=job.name, worker=self.name, begun_at=begun, done=done, undone=undone, now=now,
            ))  # fmt: skip

    def begin(self) -> None:
        """Before the first round: those are forgotten that have long been gone."""
        log.info("worker started", worker=self.name, jobs=len(JOBS))
        self._tell(lambda: forget_ticks(before=timezone.now() - REMEMBERED))

    def end(self) -> None:
        """After the last round: nobody shall miss this worker."""
        self._tell(lambda: stop_ticks(worker=self.name, now=timezone.now()))
        connections.close_all()
        log.info("worker stopped", worker=self.name)

    def _tell(self, write: Callable[[], object]) -> None:
        """A row for the status page; a database that is away has been complained of already."""
        try:
            write()
        except (DatabaseError, Refused) as raised:
            log.debug("status not written", why=str(raised).strip())

    @contextmanager
    def _alone(self, job: Job) -> Iterator[bool]:
        with self._lock:
            alone = job.name not in self._at
            self._at.add(job.name)
        try:
            yield alone
        finally:
            if alone:
                with self._lock:
                    self._at.discard(job.name)
