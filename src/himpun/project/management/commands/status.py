"""`himpun status`: whether the background workers are well."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from himpun.project.background.status import JobLine, status_of


class Command(BaseCommand):
    help = (
        "Say what the background workers were last at, what waits for them, and what failed. Exits "
        "with 1 where something needs somebody."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="say only what needs somebody")

    def handle(self, *args: object, **options: Any) -> None:  # noqa: ARG002
        status = status_of(timezone.now())
        if not options["quiet"]:
            for worker in status.workers:
                self.stdout.write(f"{worker.name}  {worker.heard_at:%F %T}  {worker.word}")
            for line in status.jobs:
                self.stdout.write(_said(line))
        if status.trouble:
            raise CommandError("\n".join(status.trouble))


def _said(line: JobLine) -> str:
    parts = [f"{line.job.name:14}", line.word]
    if line.tick:
        parts.append(f"{line.tick.heard_at:%F %T} {line.tick.worker}")
    if line.waiting:
        oldest = f" since {line.waiting.oldest_at:%F %T}" if line.waiting.oldest_at else ""
        parts.append(f"{line.waiting.things} waiting{oldest}")
        if line.waiting.given_up:
            parts.append(f"{line.waiting.given_up} given up")
    if line.failed:
        parts.append(f"failed {line.failed.failed_at:%F %T}: {line.failed.failure}")
    return "  ".join(parts)
