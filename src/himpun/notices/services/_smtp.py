"""Handing a mail to a mail server (RFC 5321), with a word on how far it came."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from himpun.notices.rules.outbox import Outcome, outcome_of

PATIENCE = 20.0
"""Seconds for which one answer of the server is waited for."""
LONGEST = 500


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server. ``tls``: "whole", "start" or "none"."""

    host: str
    port: int
    user: str
    password: str
    tls: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of it, and the server's own words."""

    outcome: Outcome
    answer: str


def hand_over(server: Server, *, sender: str, to: str, content: Callable[[], bytes]) -> Reply:
    """Offers one mail to a server. ``content`` is asked at the last moment at which the server can
    not have it: whoever is killed later cannot know whether it was taken.

    Raises nothing that a server or the network does; it is all in the reply. What ``content``
    raises comes through, and the server has got nothing.
    """
    offered = False

    def offering() -> bytes:
        nonlocal offered
        message = content()
        offered = True
        return message

    try:
        return _handed(server, sender, to, offering)
    except smtplib.SMTPResponseException as refused:
        return Reply(outcome_of(refused.smtp_code), _words(refused.smtp_code, refused.smtp_error))
    except (OSError, smtplib.SMTPException) as broken:
        return Reply(
            "unknown" if offered else "later", f"{type(broken).__name__}: {broken}"[:LONGEST]
        )


def _handed(server: Server, sender: str, to: str, offering: Callable[[], bytes]) -> Reply:
    smtp = _connected(server)
    try:
        for code, words in (smtp.mail(sender), smtp.rcpt(to)):
            if outcome_of(code) != "accepted":
                return Reply(outcome_of(code), _words(code, words))
        code, words = smtp.data(offering())
        return Reply(outcome_of(code), _words(code, words))
    finally:
        # What was answered stands, however the goodbye goes.
        with suppress(OSError, smtplib.SMTPException):
            smtp.quit()


def _connected(server: Server) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.tls == "whole":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=PATIENCE, context=context
        )
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=PATIENCE)
    try:
        if server.tls == "start":
            smtp.starttls(context=context)
        if server.user:
            smtp.login(server.user, server.password)
        smtp.ehlo_or_helo_if_needed()
    except BaseException:
        smtp.close()
        raise
    return smtp


def _words(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {text}".replace("\0", "")[:LONGEST]
