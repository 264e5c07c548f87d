"""People who sign at the same moment with real signatures: threads of several processes, as the
web processes of an installation have them.

    python -m tests.letters.real_signers DATABASE    (then on its input: what is to be signed)

A program of its own, for it has to fork before anything has threads: the library that draws a
signature has, and a child that is forked beside them waits for ever. What it says, a line each:
``ready`` when a process is connected, ``numbered PID`` when somebody has their number and is about
to sign, ``ended CODES`` when all have ended. It goes on at each line of its input.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from threading import Timer
from typing import IO, TYPE_CHECKING, Any

from tests.house.source import ROOT

if TYPE_CHECKING:
    from tests.runs.scene import Scene

    from himpun.office.models import Person

THREADS = 5
"""People in a process."""
PATIENCE = 300
"""Seconds after which all of them are ended."""
TRIES = 6
"""How often somebody asks who is told that others are writing."""
DONE, FAILED = 0, 1


@contextmanager
def signers(scene: Scene, papers: Sequence[int], who: str) -> Iterator[Signers]:
    """The program, with a person for each paper, none of whom has begun."""
    from django.db import connection
    from tests.runs.crash_rivals import disconnected

    name = str(connection.settings_dict["NAME"])
    with disconnected():
        program = subprocess.Popen(
            [sys.executable, "-m", "tests.letters.real_signers", name],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}, start_new_session=True,
        )  # fmt: skip
    late = Timer(PATIENCE, os.killpg, (program.pid, signal.SIGKILL))
    late.start()
    wanted = {"papers": list(papers), "by": scene.person(who).pk, "now": scene.now.isoformat()}
    with program:
        try:
            yield Signers(program, wanted)
        finally:
            late.cancel()
            if program.poll() is None:
                os.killpg(program.pid, signal.SIGKILL)


class Signers:
    """The program as the test speaks with it."""

    def __init__(self, program: subprocess.Popen[str], wanted: dict[str, Any]) -> None:
        assert program.stdin is not None
        assert program.stdout is not None
        self._ask: IO[str] = program.stdin
        self._said: IO[str] = program.stdout
        self.codes: list[int] = []
        self._tell(json.dumps(wanted))
        for _ in _shares(wanted["papers"]):
            assert self._said.readline() == "ready\n"
        self._tell("begin")

    def numbered(self) -> Iterator[int]:
        """The process of each who has a number and signs now, until all have ended. None of them
        is gone from the machine's table before."""
        for line in self._said:
            word, _, rest = line.partition(" ")
            if word == "ended":
                self.codes = json.loads(rest)
                self._tell("over")
                return
            yield int(rest)

    def _tell(self, line: str) -> None:
        self._ask.write(f"{line}\n")
        self._ask.flush()


# ---- the program


def main(database: str) -> None:
    """Forks, lets all begin, tells how they ended."""
    import django

    django.setup()
    from django.db import connection

    import himpun.letters.services.marking

    connection.settings_dict["NAME"] = database
    if connection.vendor == "postgresql":
        connection.settings_dict["OPTIONS"]["pool"]["max_size"] = THREADS
    _tell_of_numbers(himpun.letters.services.marking)
    wanted = json.loads(sys.stdin.readline())
    start, begin = os.pipe()
    shares = _shares(wanted["papers"])
    children = [_forked({**wanted, "papers": share}, start, begin) for share in shares]
    sys.stdin.readline()
    os.close(begin)
    for child in children:
        os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    # Told by what is known of them; they are given up after the test has stopped killing.
    statuses = [os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT) for child in children]
    codes = [-s.si_status if s.si_code != os.CLD_EXITED else s.si_status for s in statuses if s]
    _say(f"ended {json.dumps(codes)}")
    sys.stdin.readline()


def _say(line: str) -> None:
    """At once and whole, also beside others that write."""
    os.write(1, f"{line}\n".encode())


def _tell_of_numbers(marking: Any) -> None:
    """Says when somebody has taken the number that the signature is about to seal."""
    take = marking.take_number

    def taking(**said: Any) -> Any:
        number = take(**said)
        _say(f"numbered {os.getpid()}")
        return number

    marking.take_number = taking


def _shares(papers: list[int]) -> list[list[int]]:
    """The papers that each process signs."""
    return [papers[i : i + THREADS] for i in range(0, len(papers), THREADS)]


def _forked(wanted: dict[str, Any], start: int, begin: int) -> int:
    child = os.fork()
    if child:
        return child
    os.close(begin)
    try:
        _sign_all(wanted, start)
    except BaseException:
        traceback.print_exc()
        os._exit(FAILED)
    os._exit(DONE)


def _sign_all(wanted: dict[str, Any], start: int) -> None:
    from django.db import connections

    from himpun.office.models import Person

    by, now = Person.objects.get(pk=wanted["by"]), datetime.fromisoformat(wanted["now"])
    connections.close_all()  # the pool has as many as there are threads
    _say("ready")
    os.read(start, 1)  # until all may begin
    with ThreadPoolExecutor(THREADS) as threads:
        asked = [threads.submit(_sign, paper, by, now) for paper in wanted["papers"]]
        for each in asked:
            each.result()


def _sign(paper: int, by: Person, now: datetime) -> None:
    from django.db import connections

    from himpun.letters.services import sign_papers
    from himpun.office.rules import Refused
    from himpun.office.services.turn import BUSY

    try:
        for tried in range(1, TRIES + 1):
            try:
                sign_papers(papers=[paper], by=by, now=now, proof="password")
            except Refused as refused:
                if str(refused) != BUSY or tried == TRIES:
                    raise
            else:
                return
    finally:
        connections.close_all()


if __name__ == "__main__":
    main(sys.argv[1])
