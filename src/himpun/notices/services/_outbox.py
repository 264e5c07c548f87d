"""Writing mails into the outbox."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings

from himpun.notices.models import Mail

if TYPE_CHECKING:
    from himpun.office.queries import Agency, Person


def one_line(subject: str) -> str:
    """A subject as it fits."""
    return " ".join(subject.split())[:150]


def new_mail(
    *,
    agency: Agency,
    source: str,
    argument: str,
    about: str,
    to: str,
    name: str,
    subject: str,
    link: str,
    now: datetime,
    person: Person | None = None,
    once: str = "",
) -> Mail:
    """A mail that waits to be sent; not in the table yet."""
    host = urlsplit(settings.HIMPUN_URL).hostname or "himpun"
    return Mail(
        agency=agency, person=person, source=source, argument=argument, about=about, once=once,
        to=to, name=name, subject=one_line(subject), link=link,
        message_id=f"<himpun.{source}.{secrets.token_hex(12)}@{host}>", next_at=now,
        written_at=now,
    )  # fmt: skip
