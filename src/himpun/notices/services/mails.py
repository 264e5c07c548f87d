"""The mails that are to be sent: each claimed by one worker at a time, tried again, given up.

SMTP has no way to ask whether a mail was taken. So what a killed worker had not offered to the
server yet is sent as if nothing had been; what it may have offered is sent again under the same
Message-ID, and the try says so: a letter that comes twice does less harm than one that never comes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Literal

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import F, QuerySet
from django.utils.module_loading import import_string

from himpun.kernel.worktime import ZONES
from himpun.notices.models import Mail, MailAttempt
from himpun.notices.rules.outbox import CLAIM, Outcome, Source, Unwanted, Worded, next_try
from himpun.notices.services._outbox import one_line
from himpun.notices.services._smtp import Reply, Server, hand_over
from himpun.office.rules import Refused
from himpun.office.services.turn import InTurn

in_turn = InTurn(Refused)
LOST = "Pengirim surel terhenti sebelum server menjawab."


@dataclass(frozen=True, slots=True)
class Claimed:
    """A mail that this worker, and no other, may send: its key, and when it was claimed."""

    mail_id: int
    at: datetime
    to: str


class _NotWanted(Exception):
    """A mail turned out to be needed no more."""


def send_next_mail(*, clock: Callable[[], datetime]) -> Outcome | Literal["dropped"] | None:
    """Sends the mail that has been due longest; what came of it, or None when none is due.

    The talk with the server is outside of any transaction, for the network may take long; before
    and behind it the clock is asked anew. Whether the mail is still wanted is asked in the very
    transaction that lets the server have it.
    """
    claimed = _claim(clock())
    if claimed is None:
        return None
    try:
        reply = _hand_over(claimed, clock)
    except _NotWanted as why:
        _drop(claimed, str(why), clock())
        return "dropped"
    _record(claimed, reply, clock())
    return reply.outcome


@in_turn
def _claim(now: datetime) -> Claimed | None:
    """A mail for this worker alone; first those are freed whose worker was killed."""
    _free_lost(now)
    due = Mail.objects.filter(state="waiting", next_at__lte=now).order_by("next_at", "pk")
    for pk, to in due.values_list("pk", "to")[:20]:
        mine = Mail.objects.filter(pk=pk, state="waiting").update(
            state="sending", claimed_at=now, handing_at=None, next_at=None,
            attempts=F("attempts") + 1,
        )  # fmt: skip
        if mine:
            return Claimed(pk, now, to)
    return None


def _free_lost(now: datetime) -> None:
    lost = Mail.objects.filter(state="sending", claimed_at__lte=now - CLAIM)
    for mail in lost.order_by("pk"):
        outcome: Outcome = "unknown" if mail.handing_at else "later"
        same = lost.filter(pk=mail.pk, claimed_at=mail.claimed_at)
        if same.update(state="waiting", next_at=now, claimed_at=None):
            _note(mail, Reply(outcome, LOST), now)


def _hand_over(claimed: Claimed, clock: Callable[[], datetime]) -> Reply:
    server = settings.HIMPUN_SMTP
    if server is None:
        return Reply("later", "HIMPUN_SMTP_URL belum diisi.")
    try:
        _offer(claimed, clock(), handing=False)
        return hand_over(
            Server(server.host, server.port, server.user, server.password, server.tls),
            sender=settings.HIMPUN_MAIL_FROM, to=claimed.to,
            content=lambda: _offer(claimed, clock(), handing=True),
        )  # fmt: skip
    except ConnectionAbortedError as lost:
        return Reply("later", str(lost))
    except (LookupError, ValueError, ImportError, ObjectDoesNotExist) as broken:
        # What cannot be written now will not be written later either, and holds up no other mail.
        return Reply("never", f"Isi surel tidak dapat disusun. {type(broken).__name__}: {broken}")


@in_turn
def _offer(claimed: Claimed, now: datetime, *, handing: bool) -> bytes:
    """The mail as it goes over the wire; ``handing``: right now, so it is marked. Raises where it
    is not wanted any more, and where another worker has taken it over meanwhile."""
    mail = _mine(claimed).select_related("agency", "person").first()
    if mail is None:
        raise ConnectionAbortedError(LOST)
    text = _source(mail).text(mail, now)
    if isinstance(text, Unwanted):
        raise _NotWanted(text.why)
    if isinstance(text, Worded):
        mail.subject, text = one_line(text.subject), text.text
    if handing and not _mine(claimed).update(handing_at=now, subject=mail.subject):
        raise ConnectionAbortedError(LOST)
    return _message(mail, text)


def _source(mail: Mail) -> Source:
    found: Source = import_string(settings.HIMPUN_MAIL_SOURCES[mail.source])
    return found


def _message(mail: Mail, text: str) -> bytes:
    message = EmailMessage(policy=SMTP.clone(max_line_length=998))
    sender = " ".join(mail.agency.name.split())
    message["From"] = Address(sender, addr_spec=settings.HIMPUN_MAIL_FROM)
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.written_at.astimezone(ZONES[mail.agency.zone]))
    message["Message-ID"] = mail.message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text, cte="quoted-printable")
    return message.as_bytes()


def _mine(claimed: Claimed) -> QuerySet[Mail]:
    return Mail.objects.filter(pk=claimed.mail_id, state="sending", claimed_at=claimed.at)


@in_turn
def _drop(claimed: Claimed, why: str, now: datetime) -> None:
    """A mail that was not wanted any more when it was its turn."""
    _mine(claimed).update(
        state="dropped", why=why, claimed_at=None, ended_at=now, attempts=F("attempts") - 1
    )


@in_turn
def _record(claimed: Claimed, reply: Reply, now: datetime) -> None:
    """What came of a try. Taken: it is at the reader's mail server. Not now: it waits for its next
    try. Never, or tried too often: it is given up and shown to those who see to the mails.

    A mail that another worker has claimed since is that one's; then nothing is changed.
    """
    mail = _mine(claimed).select_related("agency").select_for_update(of=("self",)).first()
    if mail is None:
        return
    _note(mail, reply, now)
    again = None if reply.outcome in {"accepted", "never"} else next_try(mail.attempts, now)
    mail.claimed_at = None
    if again is not None:
        mail.state, mail.next_at = "waiting", again
    else:
        mail.state, mail.ended_at = ("sent" if reply.outcome == "accepted" else "dead"), now
    mail.save()
    if again is None:
        _tell_source(mail, reply.answer, now)


def _tell_source(mail: Mail, answer: str, now: datetime) -> None:
    path = settings.HIMPUN_MAIL_SOURCES.get(mail.source)
    source: Source | None = import_string(path) if path else None
    if source and source.ended:
        source.ended(mail, mail.state == "sent", answer, now)


def _note(mail: Mail, reply: Reply, now: datetime) -> None:
    MailAttempt.objects.create(
        mail=mail, no=mail.attempts, at=now, outcome=reply.outcome, answer=reply.answer
    )
