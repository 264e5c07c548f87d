"""One transaction for each thing that is asked; who asks never meets the database's own troubles
with several writers."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from threading import Lock
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction

P = ParamSpec("P")
T = TypeVar("T")

BUSY = (
    "Basis data sedang dipakai pekerjaan lain, sehingga permintaan ini belum tersimpan. "
    "Tunggu sebentar, lalu coba lagi."
)
TRIES = 5
PATIENCE = 20.0
"""Seconds for which a writer of this process waits for the others of it; as for those of other
processes (the connection's "timeout")."""
# PostgreSQL ends one of two transactions that wait for each other, or that it cannot put in order.
GAVE_WAY = ("40P01", "40001")
NORMAL = 1
"""SQLite's "synchronous" at which a commit need not reach the disk, but never tears."""
LOCK_NOT_FREE = "55P03"

# SQLite lets one write at a time, and whoever waits asks again and again, the latest comer as soon
# as the first: with two hundred writers some would never come through. Here they stand in a queue.
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, slots=True)
class InTurn:
    """A decorator: ``transaction.atomic``, asked again where the database undid it for another
    writer's sake.

    Raises ``refusal`` with a sentence when the others take longer than the patience. Inside another
    transaction the service is a part of that one, which has to be asked again as a whole.

    ``repeatable``: what the program does by itself, and would do again if a power cut took it away
    whole. Its commit does not wait for the disk, which is most of what it costs; a later commit
    that does wait brings it there as well.
    """

    refusal: type[Exception]
    repeatable: bool = False

    def __call__(self, service: Callable[P, T]) -> Callable[P, T]:
        """The service, one transaction a call."""

        @wraps(service)
        def one_transaction(*args: P.args, **kwargs: P.kwargs) -> T:
            if connection.in_atomic_block:
                with transaction.atomic():
                    return service(*args, **kwargs)
            for _ in range(TRIES):
                try:
                    with self._queue(), self._disk(), transaction.atomic():
                        self._hurry()
                        return service(*args, **kwargs)
                except OperationalError as raised:
                    if _is_busy(raised):
                        raise self.refusal(BUSY) from raised
                    if not _gave_way(raised):
                        raise
            raise self.refusal(BUSY)

        return one_transaction

    @contextmanager
    def _disk(self) -> Iterator[None]:
        """SQLite: for a whole connection, and never inside a transaction."""
        if connection.vendor != "sqlite" or not self.repeatable:
            yield
            return
        with connection.cursor() as cursor:
            before = cursor.execute("PRAGMA synchronous").fetchone()[0]
            cursor.execute(f"PRAGMA synchronous={min(before, NORMAL)}")
            try:
                yield
            finally:
                cursor.execute(f"PRAGMA synchronous={before}")

    def _hurry(self) -> None:
        """PostgreSQL: for this transaction alone."""
        if connection.vendor == "postgresql" and self.repeatable:
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL synchronous_commit TO off")

    @contextmanager
    def _queue(self) -> Iterator[None]:
        if connection.vendor != "sqlite":
            yield
            return
        if not _ONE_AT_A_TIME.acquire(timeout=PATIENCE):
            raise self.refusal(BUSY)
        try:
            yield
        finally:
            _ONE_AT_A_TIME.release()


def _gave_way(raised: OperationalError) -> bool:
    return getattr(raised.__cause__, "sqlstate", None) in GAVE_WAY


def _is_busy(raised: OperationalError) -> bool:
    """Whether a lock was not to be had in the time that the connection waits for one."""
    if isinstance(raised.__cause__, sqlite3.Error):
        # The low byte is the error, what stands above it only its variety.
        return raised.__cause__.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
    return getattr(raised.__cause__, "sqlstate", None) == LOCK_NOT_FREE
