"""`himpun work`: the background worker."""

import signal
from argparse import ArgumentParser
from threading import Event
from typing import Any

import structlog
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connections

from himpun.archive.jobs import check_next_part
from himpun.runs import jobs

log = structlog.get_logger(__name__)

PAUSE = 5.0
"""Seconds between two looks at the clock."""
PAUSE_AFTER_FAILURE = 30.0


class Command(BaseCommand):
    help = (
        "Run the background worker: tells running SOPs what has become due, and reads the "
        "stored files again every day, a part at a time. Several may run."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, then end")

    def handle(self, *args: object, **options: Any) -> None:  # noqa: ARG002
        if options["once"]:
            self.stdout.write(f"{jobs.tell_due()} running SOPs told")
            check_next_part()
            return
        asked_to_stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: asked_to_stop.set())
        log.info("worker started")
        while not asked_to_stop.is_set():
            asked_to_stop.wait(_work())
        log.info("worker stopped")


def _work() -> float:
    """One round; answers for how many seconds to rest. A database that is away is waited for."""
    try:
        told = jobs.tell_due()
        check_next_part()
    except DatabaseError as raised:
        log.warning("database away", why=str(raised))
        return PAUSE_AFTER_FAILURE
    finally:
        connections.close_all()
    if told:
        log.info("told", runs=told)
    return PAUSE
