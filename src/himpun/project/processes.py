"""Several processes as one: started together, stopped together, none replaced in silence."""

import ctypes
import os
import signal
import subprocess  # nosec B404
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Event
from types import FrameType
from typing import Any

PATIENCE = 15.0
"""Seconds that a process has to finish what it does before it is ended."""
LOOK_EVERY = 0.2
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Ended:
    """How it ended: asked to by a signal, or the name of the process that ended by itself."""

    name: str = ""
    code: int = 0


def run_together(programs: Mapping[str, Sequence[str]]) -> Ended:
    """Run programs (name → command line) until SIGTERM or SIGINT, or until one ends by itself.

    Then all are asked to stop (SIGTERM), and after ``PATIENCE`` made to, with whatever they have
    started. On Linux they also stop when this process is killed.
    """
    asked = Event()
    before = {s: signal.signal(s, _setter(asked)) for s in (signal.SIGTERM, signal.SIGINT)}
    running: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in programs.items():
            running[name] = _start(command)
        while not asked.wait(LOOK_EVERY):
            for name, process in running.items():
                if process.poll() is not None:
                    return Ended(name, process.returncode)
        return Ended()
    finally:
        _stop(list(running.values()))
        for number, handler in before.items():
            signal.signal(number, handler)


def _setter(event: Event) -> Any:
    def handle(_number: int, _frame: FrameType | None) -> None:
        event.set()

    return handle


def _start(command: Sequence[str]) -> "subprocess.Popen[bytes]":
    # A session of its own: Ctrl-C reaches only this process, which then stops the others in order.
    return subprocess.Popen(  # nosec B603 - the command lines are this program's own
        list(command),
        start_new_session=True,
        preexec_fn=die_with_parent,  # noqa: PLW1509 - no thread runs in this process yet
    )


def die_with_parent() -> None:
    """Ask the system (Linux) to stop this process when the one that started it ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _stop(processes: Sequence["subprocess.Popen[bytes]"]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        # Its own processes are in the session that it leads; one that was killed left them behind.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
