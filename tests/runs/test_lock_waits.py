"""Whoever has to wait for another's lock waits, or is told in a sentence; never in an error."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Event as Signal
from time import sleep

import pytest
from django.db import connection, connections, transaction
from tests.runs.crash_rivals import PATIENCE, Answer, Wish, asked, broken
from tests.runs.scene import Scene, build

from himpun.office.models import JournalHead
from himpun.runs import services, store
from himpun.runs.services._turn import BUSY

WAIT = 0.4
PATIENCE_IS = {
    "sqlite": ("PRAGMA busy_timeout = 100", "PRAGMA busy_timeout = 20000"),
    "postgresql": ("SET lock_timeout = '100ms'", "RESET lock_timeout"),
}
"""How a connection soon loses its patience, and how it gets it back, for it may be used again."""


@pytest.fixture
def running(transactional_db: None, tmp_path: Path) -> Scene:
    """Pesisir Selatan with a run at its first step, in tables that every connection sees."""
    scene = build(tmp_path)
    scene.start(units=["lalu-lintas"])
    return scene


def completing(scene: Scene) -> Wish:
    (visit,) = scene.visits("1")
    return partial(
        services.complete_step, run_id=scene.run_id, visit=visit.number, exit="lanjut",
        by=scene.holder(visit), now=scene.now,
    )  # fmt: skip


@contextmanager
def asking(wish: Wish) -> Iterator[Future[Answer]]:
    """The answer to a wish that a thread with a connection of its own makes meanwhile."""

    def ask() -> Answer:
        try:
            return asked(wish)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        yield thread.submit(ask)


def impatiently(wish: Wish) -> Wish:
    """The same wish on a connection that waits for a tenth of a second."""

    def ask() -> object:
        lose, regain = PATIENCE_IS[connection.vendor]
        with connection.cursor() as cursor:
            cursor.execute(lose)
            try:
                return wish()
            finally:
                cursor.execute(regain)

    return ask


def lock_run(scene: Scene) -> None:
    assert store.lock(scene.run_id) is not None


def lock_journal(scene: Scene) -> None:
    assert JournalHead.objects.select_for_update().get(chain=scene.agency.code).seq


@contextmanager
def held(*locks: Callable[[], None]) -> Iterator[Callable[[], None]]:
    """A rival's transaction that takes the first of some locks, and the rest when it is told to go
    on; then it ends."""
    has, may_go_on = Signal(), Signal()

    def hold() -> None:
        try:
            with transaction.atomic():
                locks[0]()
                has.set()
                assert may_go_on.wait(PATIENCE)
                for lock in locks[1:]:
                    lock()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        rival = thread.submit(hold)
        assert has.wait(PATIENCE)
        yield may_go_on.set
        may_go_on.set()
        rival.result(PATIENCE)


@pytest.mark.parametrize("lock", [lock_run, lock_journal])
def test_who_meets_a_lock_waits_for_it(running: Scene, lock: Callable[[Scene], None]) -> None:
    wish = completing(running)
    with held(partial(lock, running)) as release, asking(wish) as waiting:
        sleep(WAIT)
        assert not waiting.done()
        release()
        assert waiting.result(PATIENCE).granted
    assert running.visits("2")
    assert not broken(running.agency)


@pytest.mark.parametrize("lock", [lock_run, lock_journal])
def test_who_waits_for_too_long_is_told_so(running: Scene, lock: Callable[[Scene], None]) -> None:
    wish = completing(running)
    with held(partial(lock, running)), asking(impatiently(wish)) as waiting:
        assert waiting.result(PATIENCE).refused == BUSY
    assert running.visits("1")
    assert wish()
    assert not broken(running.agency)


def test_two_who_wait_for_each_other_both_come_through(running: Scene) -> None:
    """The rival has the journal and wants the run; the service has the run and wants the journal.
    PostgreSQL ends the one that began to wait first, which is asked again; SQLite lets nobody come
    so far."""
    wish = completing(running)
    locks = partial(lock_journal, running), partial(lock_run, running)
    with held(*locks) as go_on, asking(wish) as waiting:
        sleep(WAIT)
        go_on()
        assert waiting.result(PATIENCE).granted
    assert running.visits("2")
    assert not broken(running.agency)
