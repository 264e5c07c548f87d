"""`himpun serve`: the whole program on this machine, web process and background worker."""

import socket
import sys
from argparse import ArgumentParser
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from himpun.project.collected import is_collected
from himpun.project.environment import LOOPBACK
from himpun.project.processes import run_together
from himpun.project.views import migrations_waiting

BEHIND_A_PROXY = "127.0.0.1:8000"
THREADS = 4


def web_process(host: str, port: int) -> list[str]:
    """The command line of the web process."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host,
        "--port", str(port), "--workers", "1", "--blocking-threads", str(THREADS), "--no-ws",
        "--no-access-log", "--log-level", "warning", "himpun.project.served:application",
    ]  # fmt: skip


class Command(BaseCommand):
    help = "Serve Himpun: web process and background worker, until Ctrl-C or SIGTERM."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--bind", metavar="HOST:PORT",
            help="where to listen; default: the address in HIMPUN_URL if it is this machine's own, "
            f"else {BEHIND_A_PROXY} for a proxy to reach",
        )  # fmt: skip

    def handle(self, *args: object, **options: Any) -> None:  # noqa: ARG002
        host, port = _place(options["bind"])
        _refuse_taken(host, port)
        self._prepare()
        web = web_process(host, port)
        worker = [sys.executable, "-m", "himpun.project.cli", "work"]
        self.stdout.write(f"Himpun: {settings.HIMPUN_URL}   (Ctrl-C to stop)")
        self.stdout.flush()
        ended = run_together({"web process": web, "background worker": worker})
        if ended.name:
            raise CommandError(
                f"The {ended.name} ended by itself (exit code {ended.code}), so all was stopped. "
                "Its last lines above say why."
            )
        self.stdout.write("Himpun stopped.")

    def _prepare(self) -> None:
        """Bring the database and the collected style sheets to this version of the program; say so
        when there is anything to do."""
        waiting = migrations_waiting()
        if waiting:
            self.stdout.write(f"Preparing the database: {len(waiting)} migrations.")
            call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        if not is_collected():
            self.stdout.write("Collecting style sheets and scripts.")
            call_command("collectstatic", interactive=False, verbosity=0)


def _place(bind: str | None) -> tuple[str, int]:
    """Host and port to listen on. Raises CommandError for a --bind that is neither."""
    url = urlsplit(settings.HIMPUN_URL)
    if bind is None and url.scheme == "http" and url.hostname in LOOPBACK:
        host = "127.0.0.1" if url.hostname == "localhost" else str(url.hostname)
        return host, url.port or 80
    host, _, port = (bind or BEHIND_A_PROXY).rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise CommandError(
            f"--bind {bind}: expected HOST:PORT, such as {BEHIND_A_PROXY}.", returncode=2
        )
    return host.strip("[]"), int(port)


def _refuse_taken(host: str, port: int) -> None:
    """Say at once, in a sentence, that another program listens there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Cannot listen on {host}:{port} ({error.strerror}). Stop the program that does, "
                "or take another port: make run PORT=8080."
            ) from None
