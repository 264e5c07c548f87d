"""The background worker: every job of the table is called, by either engine, and nothing that one
meets with stops the others."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event, Thread
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.utils import timezone
from psycopg import AsyncConnection

from himpun.office.models import Tick
from himpun.office.queries.ticks import Waiting
from himpun.office.services.ticks import left_undone
from himpun.project.background import jobs, procrastinating, rounds, small_loop
from himpun.project.background.jobs import JOBS, Job
from himpun.project.background.rounds import Worker

CALLS: list[str] = []


def nothing() -> int:
    CALLS.append("nothing")
    return 0


def much(stop: Callable[[], bool]) -> int:
    assert not stop()
    CALLS.append("much")
    return 7


def halting() -> int:
    left_undone(what="Satu hal tertinggal.")
    return 1


def broken() -> int:
    raise ZeroDivisionError("dibagi nol")


def away() -> int:
    raise OperationalError("connection refused")


def job(does: str, **more: Any) -> Job:
    return Job(does, f"{__name__}.{does}", 5, "Untuk pengujian", "things", **more)


class Kept:
    """Stands for the connections, which a test's transaction must not lose."""

    def close_all(self) -> None:
        self.closed = True


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> Worker:
    CALLS.clear()
    monkeypatch.setattr(rounds, "connections", Kept())
    return Worker()


@pytest.mark.parametrize("one", JOBS, ids=lambda one: one.name)
def test_each_job_of_the_table_can_be_done_and_asked_what_waits(
    one: Job, db: None, settings: Any
) -> None:
    assert one.run(lambda: False) in {0, 1}
    assert one.waiting(timezone.now()) in {None, Waiting(0, None)}
    assert 60 % one.every == 0, "a minute's clock asks for it"
    assert one.purpose


def test_no_two_jobs_have_the_same_name() -> None:
    assert len({one.name for one in JOBS}) == len(JOBS)


def test_a_round_is_told_with_what_it_did(db: None, worker: Worker) -> None:
    assert worker.round(job("much"))
    tick = Tick.objects.get()
    assert (tick.job, tick.worker, tick.done, tick.failure) == ("much", worker.name, 7, "")
    assert tick.ended_at is not None


@pytest.mark.parametrize(
    ("does", "done", "said"),
    [
        ("halting", 1, "Satu hal tertinggal."),
        ("broken", 0, "ZeroDivisionError: dibagi nol"),
        ("away", 0, "connection refused"),
    ],
)
def test_what_goes_wrong_is_told_and_stops_nothing(
    db: None, worker: Worker, does: str, done: int, said: str
) -> None:
    assert not worker.round(job(does))
    tick = Tick.objects.get()
    assert (tick.done, tick.failure) == (done, said)
    assert tick.failed_at is not None
    assert worker.round(job("much"))


def test_rounds_without_work_are_told_now_and_then_only(
    db: None, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker.round(job("nothing"))
    first = Tick.objects.get().ended_at
    worker.round(job("nothing"))
    assert Tick.objects.get().ended_at == first
    monkeypatch.setattr(rounds, "QUIET", rounds.QUIET * 0)
    worker.round(job("nothing"))
    last = Tick.objects.get().ended_at
    assert first is not None
    assert last is not None
    assert last > first
    assert CALLS == ["nothing"] * 3


def test_a_long_round_is_seen_while_it_is_under_way(
    db: None, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Any] = []

    def run(*_: object) -> int:
        seen.append(Tick.objects.get().ended_at)
        return 0

    monkeypatch.setattr(Job, "run", run)
    worker.round(job("nothing", long=True))
    assert seen == [None]


def test_a_status_that_cannot_be_written_stops_no_work(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no(**_: object) -> None:
        raise OperationalError("connection refused")

    for name in ("begin_tick", "end_tick", "stop_ticks", "forget_ticks"):
        monkeypatch.setattr(rounds, name, no)
    worker.begin()
    assert worker.round(job("much", long=True))
    worker.end()
    assert CALLS == ["much"]


def test_a_process_is_never_twice_at_the_same_job(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside, go_on, done = Event(), Event(), []

    def run(*_: object) -> int:
        done.append(1)
        inside.set()
        go_on.wait(10)
        return 0

    monkeypatch.setattr(Job, "run", run)
    monkeypatch.setattr(worker, "_tell", lambda _: None)
    first = Thread(target=worker.round, args=(job("nothing"),))
    first.start()
    inside.wait(10)
    assert worker.round(job("nothing")), "the other thread is at it"
    go_on.set()
    first.join()
    worker.round(job("nothing"))
    assert len(done) == 2


def test_a_worker_that_was_asked_to_stop_begins_nothing(worker: Worker) -> None:
    worker.stop()
    worker.round(job("much"))
    assert CALLS == []


def test_the_small_loop_does_all_jobs_until_it_is_asked_to_stop(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = Barrier(3)
    monkeypatch.setattr(small_loop, "JOBS", (job("nothing"), job("much")))
    monkeypatch.setattr(Worker, "round", lambda _, one: both.wait(10) >= 0 and bool(one))
    loop = Thread(target=small_loop.work_on_sqlite, args=(worker,))
    loop.start()
    both.wait(10)
    worker.stop()
    loop.join(10)
    assert not loop.is_alive()


def test_the_clock_s_line_names_the_seconds_of_a_minute() -> None:
    assert procrastinating.seconds(20, 1) == "* * * * * 1,21,41"
    assert procrastinating.seconds(60, 61) == "* * * * * 1"


# ---- Procrastinate itself, on PostgreSQL


@pytest.fixture
def queue(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The queue, empty; asked past the program."""
    if connection.vendor != "postgresql":
        pytest.skip("the queue is PostgreSQL's own")
    monkeypatch.setattr(procrastinating, "JOBS", (job("nothing"), job("much")))
    monkeypatch.setattr(procrastinating, "PAUSE", 0.1)
    CALLS.clear()

    def ask(sql: str) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []

    ask("TRUNCATE procrastinate_jobs, procrastinate_workers, procrastinate_events CASCADE")
    ask("TRUNCATE procrastinate_periodic_defers CASCADE")
    return ask


def at_work(worker: Worker, until: Callable[[], bool]) -> None:
    """A worker's whole life, in a thread: until something has come true, at most 20 seconds."""
    life = Thread(target=procrastinating.work_on_postgresql, args=(worker,))
    life.start()
    ends = time.monotonic() + 20
    while not until() and time.monotonic() < ends:
        time.sleep(0.05)
    came = until()
    worker.stop()
    life.join(20)
    assert came
    assert not life.is_alive()


def test_procrastinate_calls_for_every_job_and_leaves_no_row_behind(queue: Any) -> None:
    worker = Worker()
    at_work(worker, lambda: {"nothing", "much"} <= set(CALLS))
    assert queue("SELECT * FROM procrastinate_jobs WHERE status = 'doing'") == []
    assert queue("SELECT * FROM procrastinate_workers") == []
    assert Tick.objects.get(job="much").worker == worker.name


def test_it_ends_though_it_is_asked_to_while_it_connects(
    queue: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    connecting, connect = Event(), AsyncConnection.connect.__func__  # type: ignore[attr-defined]

    async def slowly(*args: Any, **kwargs: Any) -> Any:
        connecting.set()
        await asyncio.sleep(0.5)
        return await connect(*args, **kwargs)

    monkeypatch.setattr(AsyncConnection, "connect", classmethod(slowly))
    at_work(Worker(), connecting.is_set)
    assert queue("SELECT * FROM procrastinate_workers") == []


def test_what_a_killed_worker_was_at_is_taken_up_again_once(queue: Any) -> None:
    """One round that nobody else waits for, and one that the clock has asked for anew."""
    queue("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour')")
    for name, status in (("nothing", "doing"), ("much", "doing"), ("much", "todo")):
        queue(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, queueing_lock,"
            f" worker_id) SELECT 'default', 'himpun.{name}', '{status}', '{name}',"
            f" CASE '{status}' WHEN 'doing' THEN max(id) END FROM procrastinate_workers"
        )

    async def take_up() -> None:
        app = procrastinating.app_of(Worker())
        async with app.open_async():
            await procrastinating.take_up_again(app)
            await procrastinating.take_up_again(app)

    # In a thread of its own, for a browser that was driven before leaves its loop running here.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(take_up())).result()
    rows = queue("SELECT task_name, status FROM procrastinate_jobs ORDER BY 1, 2")
    assert rows == [("himpun.much", "todo"), ("himpun.nothing", "todo")]


def test_a_database_that_goes_away_is_waited_for(queue: Any) -> None:
    """Every connection is cut, that of the clock too; the worker comes back by itself."""
    cut: list[int] = []

    def cut_and_wait() -> bool:
        if "much" not in CALLS:
            return False
        if not cut:
            cut.append(len(CALLS))
            queue(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname ="
                " current_database() AND pid <> pg_backend_pid()"
            )
        return len(CALLS) > cut[0] + 1

    at_work(Worker(), cut_and_wait)
    assert jobs.JOBS == JOBS
