"""Workers that live in processes of their own, as on machines of their own, and how they end."""

import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from django.db import connection
from tests.runs.crash_rivals import disconnected

LONGEST = 60.0
"""Seconds that a worker has which is left to itself."""


@dataclass
class Life:
    """A worker's process. It has said (``ready``) when it begins with its work."""

    pid: int
    ready: int

    def begun(self) -> None:
        """Wait until it begins."""
        os.read(self.ready, 1)

    def kill(self) -> bool:
        """SIGKILL; whether it was still at work."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        return self._end() < 0

    def let_end(self) -> None:
        """It comes to the end of its work by itself; anything else fails the test."""
        code = self._end()
        assert code == 0, f"the worker failed ({code})"

    def _end(self) -> int:
        os.close(self.ready)
        _, status = os.waitpid(self.pid, 0)
        return os.waitstatus_to_exitcode(status)


def born(*works: Callable[[], object]) -> Sequence[Life]:
    """A worker for each work. They are forked from this process, which knows all the program
    already, and open connections of their own."""
    with disconnected():
        return [_fork(work) for work in works]


def _fork(work: Callable[[], object]) -> Life:
    ready, tell = os.pipe()
    child = os.fork()
    if child:
        os.close(tell)
        return Life(child, ready)
    try:
        signal.alarm(int(LONGEST))
        connection.ensure_connection()
        os.write(tell, b".")
        work()
    except BaseException as raised:
        sys.__stderr__ and sys.__stderr__.write(f"{type(raised).__name__}: {raised}\n")
        os._exit(1)
    os._exit(0)


def after(seconds: float) -> None:
    """Let some time pass."""
    time.sleep(seconds)
