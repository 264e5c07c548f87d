"""A mail server on this machine that keeps what it takes, for a rehearsal's mails."""

from __future__ import annotations

import socketserver
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default
from threading import Thread

from django.conf import settings

from himpun.project.environment import Smtp

FROM = "himpun@gladi.test"


class Postbox(socketserver.ThreadingTCPServer):
    """``taken``: Message-ID → how often it came; ``days``: (to, day, subject) → the same."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.taken: Counter[str] = Counter()
        self.days: Counter[tuple[str, str, str]] = Counter()

    def keep(self, message: bytes) -> None:
        """A mail has come."""
        read = message_from_bytes(message, policy=default)
        day = read["Date"].datetime.date().isoformat()
        self.taken[read["Message-ID"]] += 1
        self.days[read["To"], day, read["Subject"]] += 1


class _Talk(socketserver.StreamRequestHandler):
    """As much of RFC 5321 as a polite sender needs."""

    server: Postbox

    def handle(self) -> None:
        self._say("220 gladi")
        while line := self.rfile.readline():
            word = line.split(b" ")[0].strip().upper()
            if word == b"DATA":
                self._say("354 go on")
                self.server.keep(self._message())
                self._say("250 kept")
            elif word == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _message(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b"."))
        return b"".join(lines)

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def postbox() -> Iterator[Postbox]:
    """The program's mails go there meanwhile."""
    before = settings.HIMPUN_SMTP, settings.HIMPUN_MAIL_FROM
    with Postbox() as box:
        Thread(target=box.serve_forever, daemon=True).start()
        host, port = box.server_address[:2]
        settings.HIMPUN_SMTP = Smtp(str(host), int(port), "", "", "none")
        settings.HIMPUN_MAIL_FROM = FROM
        try:
            yield box
        finally:
            settings.HIMPUN_SMTP, settings.HIMPUN_MAIL_FROM = before
            box.shutdown()
