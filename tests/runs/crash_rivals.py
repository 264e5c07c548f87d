"""People who ask at the same moment: in threads with connections of their own, and in processes."""

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from threading import Barrier
from typing import Any

from django.db import connection, connections

from himpun.kernel.messages import Rejected
from himpun.office import queries as office
from himpun.runs.queries.proof import verify_runs

PATIENCE = 60
Wish = Callable[[], Any]


@dataclass(frozen=True)
class Answer:
    """What somebody was told: what the service gave back, or the sentence of a refusal."""

    given: Any = None
    refused: str = ""

    @property
    def granted(self) -> bool:
        return not self.refused


def asked(wish: Wish) -> Answer:
    """The answer to a wish. Whatever is no refusal, such as an error of the database, is raised."""
    try:
        return Answer(given=wish())
    except Rejected as rejected:
        return Answer(refused=str(rejected))


def at_once(*wishes: Wish) -> list[Answer]:
    """The answers to wishes that are made in the same moment, each by a thread of its own."""
    ready = Barrier(len(wishes))

    def ask(wish: Wish) -> Answer:
        try:
            # Who has to connect first would always come second.
            connection.ensure_connection()
            ready.wait(PATIENCE)
            return asked(wish)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(wishes)) as threads:
        return [asking.result() for asking in [threads.submit(ask, wish) for wish in wishes]]


@contextmanager
def disconnected() -> Iterator[None]:
    """Nothing of the database's is open meanwhile, so that no child inherits it."""
    connections.close_all()
    if connection.vendor == "postgresql":
        connection.close_pool()  # type: ignore[attr-defined]
    yield


def in_processes(*works: Callable[[Wish], Any]) -> list[Any]:
    """What each of some works gives back, each in a process of its own; answers are plain values.

    A work calls what it is given when it is ready, and goes on when all are.
    """
    kind = multiprocessing.get_context("fork")
    ready = kind.Barrier(len(works))
    told = []
    with disconnected():
        for work in works:
            here, there = kind.Pipe(duplex=False)
            child = kind.Process(target=_work, args=(work, ready, there))
            child.start()
            there.close()
            told.append((child, here))
    found = [_told(child, here) for child, here in told]
    if wrong := [raised for _, raised in found if raised]:
        raise AssertionError("\n".join(wrong))
    return [given for given, _ in found]


def _work(work: Callable[[Wish], Any], ready: Any, there: Connection) -> None:
    try:
        connection.ensure_connection()
        there.send((work(lambda: ready.wait(PATIENCE)), ""))
    except BaseException as raised:
        ready.abort()
        there.send((None, f"{type(raised).__name__}: {raised}"))
    finally:
        connections.close_all()
        there.close()


def _told(child: Any, here: Connection) -> tuple[Any, str]:
    with here:
        answer: tuple[Any, str] = here.recv() if here.poll(PATIENCE) else (None, "no answer came")
    child.join(PATIENCE)
    return answer


def broken(*agencies: office.Agency) -> list[str]:
    """Everything that does not hold together in the journals and running SOPs of some agencies."""
    found = []
    for agency in agencies:
        found += [f"{row.chain} {row.seq}: {row.sentence}" for row in office.verify_journal(agency)]
        found += [f"run {each.run_id}: {each.sentence}" for each in verify_runs(agency)]
    return found
