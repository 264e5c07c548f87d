"""`himpun work`: the background worker."""

import signal
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from himpun.project.background.jobs import JOBS
from himpun.project.background.rounds import Worker


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
        worker = Worker()
        if options["once"]:
            for job in JOBS:
                self.stdout.write(f"{job.run(worker.asked_to_stop.is_set)} {job.done}")
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: worker.stop())
        worker.begin()
        try:
            if connection.vendor == "postgresql":
                from himpun.project.background.procrastinating import work_on_postgresql

                work_on_postgresql(worker)
            else:
                from himpun.project.background.small_loop import work_on_sqlite

                work_on_sqlite(worker)
        finally:
            worker.end()
