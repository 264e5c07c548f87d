"""The engine on PostgreSQL: Procrastinate, with any number of workers on any number of machines.

A round of a job is one row of its queue. It is put there by the clock once for all workers, and not
while another one waits; whoever is free takes it. What a killed worker was at is taken up again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import structlog
from django.conf import settings
from django.db import DatabaseError
from procrastinate import App, PsycopgConnector
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Status
from procrastinate.worker import Worker as QueueWorker
from psycopg import Error

from himpun.project.background.jobs import JOBS, Job
from himpun.project.background.rounds import Worker

log = structlog.get_logger(__name__)

PAUSE = 5.0
"""Seconds before a database that was away is asked again."""
HEARTBEAT, MISSED = 10.0, 40.0
"""Seconds between two signs of life of a worker, and after which it counts as killed."""
LOOK_EVERY = 2.0
"""Seconds; a notification comes sooner, but not through every pooler of connections."""
OWN_CONNECTIONS = 3
"""For the queue itself, beside those of the jobs."""


def work_on_postgresql(worker: Worker) -> None:
    """Work until the worker is asked to stop, and what it is at has come to an end. A database that
    is away is waited for."""
    while not worker.asked_to_stop.is_set():
        try:
            asyncio.run(_work(worker))
        except (ConnectorException, DatabaseError, Error) as raised:
            log.warning("database away", why=str(raised).strip() or type(raised).__name__)
        else:
            if not worker.asked_to_stop.is_set():
                log.warning("queue lost, opened anew soon")
        finally:
            worker.wake = lambda: None
        worker.asked_to_stop.wait(PAUSE)


async def _work(worker: Worker) -> None:
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(_at_once(), thread_name_prefix="job") as threads:
        loop.set_default_executor(threads)
        app, stop = app_of(worker), asyncio.Event()
        # Not by the loop's own handlers of signals: it takes them away when it ends, and then a
        # signal would kill the process while it waits for its database.
        worker.wake = lambda: loop.call_soon_threadsafe(stop.set)
        if worker.asked_to_stop.is_set():
            return
        async with app.open_async():
            await _until(stop, QueueWorker(
                app, concurrency=_at_once(), delete_jobs="always", name=worker.name,
                install_signal_handlers=False, fetch_job_polling_interval=LOOK_EVERY,
                update_heartbeat_interval=HEARTBEAT, stalled_worker_timeout=MISSED,
            ))  # fmt: skip


async def _until(stop: asyncio.Event, queue: QueueWorker) -> None:
    """Works the queue until that is asked for. Nothing is cancelled: a connection that is cancelled
    while it is made swallows that, and the loop would wait for it for ever."""
    working, asked = asyncio.create_task(queue.run()), asyncio.create_task(stop.wait())  # type: ignore[no-untyped-call]
    await asyncio.wait({working, asked}, return_when=asyncio.FIRST_COMPLETED)
    asked.cancel()
    queue.stop()  # type: ignore[no-untyped-call]
    await working


def _at_once() -> int:
    """Jobs at the same time: each has a connection of the process's pool."""
    pool = int(settings.DATABASES["default"]["OPTIONS"]["pool"]["max_size"])
    return max(1, min(len(JOBS) + 1, pool))


def app_of(worker: Worker) -> App:
    """Procrastinate with every job of the table as a task, and the clock that asks for it."""
    connector = PsycopgConnector(
        kwargs=connector_params("default"), min_size=1, max_size=OWN_CONNECTIONS
    )
    app = App(connector=connector)
    for place, job in enumerate(JOBS):
        task = app.task(name=f"himpun.{job.name}", queueing_lock=job.name)(_rounds_of(worker, job))
        app.periodic(cron=seconds(job.every, place))(task)

    @app.task(name="himpun.take-up", queueing_lock="take-up")
    async def take_up(timestamp: int) -> None:  # noqa: ARG001 - given by name
        await take_up_again(app)

    app.periodic(cron=seconds(20, len(JOBS)))(take_up)
    return app


def _rounds_of(worker: Worker, job: Job) -> Callable[[int], None]:
    def one_round(timestamp: int) -> None:  # noqa: ARG001 - given by name
        worker.round(job)

    return one_round


def seconds(every: int, place: int) -> str:
    """When a minute's clock asks for a job, as the six fields of a cron line. Each job has a place
    of its own, so that not all are asked for in the same moment."""
    return f"* * * * * {','.join(str(second) for second in range(place % every, 60, every))}"


async def take_up_again(app: App) -> None:
    """What a worker was at that gives no sign of life any more is asked for again; where the clock
    has done so already, it is struck off."""
    manager = app.job_manager
    await manager.prune_stalled_workers(MISSED)
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=MISSED):
        log.warning("taken up again", job=job.task_name)
        try:
            await manager.retry_job(job)
        except UniqueViolation:
            await manager.finish_job(job, status=Status.FAILED, delete_job=True)
