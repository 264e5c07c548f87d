"""A real mail server on this machine, that takes mails, refuses them, or hangs up."""

from asyncio import Transport
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from socket import socket
from threading import Event
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.test import override_settings

from himpun.project.environment import Smtp

SENDER = "himpun@pesisirselatankab.go.id"


@dataclass
class PostOffice:
    """What came in. ``answers`` are given to the next mails instead of taking them: a reply such as
    "451 Try later", or "" to take the mail and hang up without a word. ``spoken_to`` is set when
    somebody names a recipient, ``handed`` when a mail was taken and its giver does not know yet."""

    port: int = 0
    taken: list[EmailMessage] = field(default_factory=list)
    envelopes: list[tuple[str, str]] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    at_rcpt: list[str] = field(default_factory=list)
    spoken_to: Event = field(default_factory=Event)
    handed: Event = field(default_factory=Event)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.spoken_to.set()
        if self.at_rcpt:
            return self.at_rcpt.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        answer = self.answers.pop(0) if self.answers else "250 Taken"
        if answer and not answer.startswith("2"):
            return answer
        content = envelope.content
        assert isinstance(content, bytes)
        message: Any = message_from_bytes(content, policy=default)
        self.taken.append(message)
        self.envelopes.append((str(envelope.mail_from), envelope.rcpt_tos[0]))
        self.handed.set()
        if not answer:
            assert isinstance(server.transport, Transport)
            server.transport.abort()
        return answer

    @property
    def ids(self) -> list[str]:
        """The Message-IDs of what was taken."""
        return [str(message["Message-ID"]) for message in self.taken]

    def text(self, at: int = -1) -> str:
        """The words of a mail."""
        body = self.taken[at].get_body()
        assert body is not None
        return str(body.get_content())


@contextmanager
def post_office() -> Iterator[PostOffice]:
    """The server, and the installation set up to use it."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        office = PostOffice(free.getsockname()[1])
    controller = Controller(office, hostname="127.0.0.1", port=office.port)
    controller.start()
    try:
        smtp = Smtp("127.0.0.1", office.port, "", "", "none")
        with override_settings(HIMPUN_SMTP=smtp, HIMPUN_MAIL_FROM=SENDER):
            yield office
    finally:
        controller.stop()
