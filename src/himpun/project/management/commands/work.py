"""`himpun work`: the background worker.

What takes long (sealing a package of some gigabytes, reading the store again) and what waits for
others (a mail server) have threads of their own, so that due times are told meanwhile.
"""

import signal
from argparse import ArgumentParser
from collections.abc import Callable
from threading import Event, Thread
from typing import Any

import structlog
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connections

from himpun.archive.jobs import check_next_part, make_packages
from himpun.notices.jobs import send_mails
from himpun.runs import jobs

log = structlog.get_logger(__name__)

PAUSE = 5.0
"""Seconds between two looks at the clock."""
PAUSE_AFTER_FAILURE = 30.0
PATIENCE = 10.0
"""Seconds that a package in the making has to stop between two files, a mail to be answered."""


class Command(BaseCommand):
    help = (
        "Run the background worker: tells running SOPs what has become due, sends mails, seals and "
        "proves packages, and reads the stored files again every day, a part at a time. Several "
        "may run."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, then end")

    def handle(self, *args: object, **options: Any) -> None:  # noqa: ARG002
        if options["once"]:
            self.stdout.write(f"{jobs.tell_due()} running SOPs told")
            self.stdout.write(f"{send_mails()} mails sent")
            self.stdout.write(f"{make_packages()} packages sealed or proved")
            check_next_part()
            return
        asked_to_stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: asked_to_stop.set())
        log.info("worker started")
        beside = [
            Thread(target=_go_on, args=(work, asked_to_stop), name=name, daemon=True)
            for name, work in (("archive", _keep), ("post", _send))
        ]
        for thread in beside:
            thread.start()
        _go_on(_tell, asked_to_stop)
        for thread in beside:
            thread.join(PATIENCE)
        log.info("worker stopped")


def _go_on(work: Callable[[Event], None], asked_to_stop: Event) -> None:
    """Round after round until asked to stop."""
    while not asked_to_stop.is_set():
        asked_to_stop.wait(_round(work, asked_to_stop))


def _round(work: Callable[[Event], None], asked_to_stop: Event) -> float:
    """One round; answers for how many seconds to rest. A database that is away is waited for."""
    try:
        work(asked_to_stop)
    except DatabaseError as raised:
        log.warning("database away", why=str(raised))
        return PAUSE_AFTER_FAILURE
    finally:
        connections.close_all()
    return PAUSE


def _tell(_asked_to_stop: Event) -> None:
    if told := jobs.tell_due():
        log.info("told", runs=told)


def _send(asked_to_stop: Event) -> None:
    if sent := send_mails(stop=asked_to_stop.is_set):
        log.info("mails sent", mails=sent)


def _keep(asked_to_stop: Event) -> None:
    if made := make_packages(asked_to_stop.is_set):
        log.info("packed", packages=made)
    check_next_part()
