"""One transaction for each thing that is asked; who asks never meets the database's own troubles
with several writers."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction

from himpun.kernel.messages import Rejected

P = ParamSpec("P")
T = TypeVar("T")

BUSY = (
    "Basis data sedang dipakai pekerjaan lain, sehingga permintaan ini belum tersimpan. "
    "Tunggu sebentar, lalu coba lagi."
)
TRIES = 5
# PostgreSQL ends one of two transactions that wait for each other, or that it cannot put in order.
GAVE_WAY = ("40P01", "40001")
LOCK_NOT_FREE = "55P03"


def in_turn(service: Callable[P, T]) -> Callable[P, T]:
    """``transaction.atomic``, asked again where the database undid it for another writer's sake.

    Refuses (Rejected) when the others take longer than the connection's patience. Inside another
    transaction it is a part of that one, which has to be asked again as a whole.
    """

    @wraps(service)
    def one_transaction(*args: P.args, **kwargs: P.kwargs) -> T:
        if connection.in_atomic_block:
            with transaction.atomic():
                return service(*args, **kwargs)
        for _ in range(TRIES):
            try:
                with transaction.atomic():
                    return service(*args, **kwargs)
            except OperationalError as raised:
                if _is_busy(raised):
                    raise Rejected(BUSY) from raised
                if not _gave_way(raised):
                    raise
        raise Rejected(BUSY)

    return one_transaction


def _gave_way(raised: OperationalError) -> bool:
    return getattr(raised.__cause__, "sqlstate", None) in GAVE_WAY


def _is_busy(raised: OperationalError) -> bool:
    """Whether a lock was not to be had in the time that the connection waits for one."""
    if isinstance(raised.__cause__, sqlite3.Error):
        # The low byte is the error, what stands above it only its variety.
        return raised.__cause__.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
    return getattr(raised.__cause__, "sqlstate", None) == LOCK_NOT_FREE
