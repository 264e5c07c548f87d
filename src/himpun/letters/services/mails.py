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

from django.conf import settings
from django.db.models import F, QuerySet

from himpun.kernel.worktime import ZONES
from himpun.letters.models import Mail, MailAttempt, Recipient
from himpun.letters.queries.links import notice_for
from himpun.letters.rules.sending import CLAIM, Outcome, mail_subject, mail_text, next_try
from himpun.letters.services._recipients import in_turn, tell
from himpun.letters.services._smtp import Reply, Server, hand_over
from himpun.office.rules import Body

LOST = "Pengirim surel terhenti sebelum server menjawab."


@dataclass(frozen=True, slots=True)
class Claimed:
    """A mail that this worker, and no other, may send: its key, and when it was claimed."""

    mail_id: int
    at: datetime
    to: str
    message: bytes


def send_next_mail(*, clock: Callable[[], datetime]) -> Outcome | None:
    """Sends the mail that has been due longest; what came of it, or None when none is due.

    The talk with the server is outside of any transaction, for the network may take long; before
    and behind it the clock is asked anew.
    """
    claimed = _claim(clock())
    if claimed is None:
        return None
    reply = _hand_over(claimed, clock)
    _record(claimed, reply, clock())
    return reply.outcome


@in_turn
def _claim(now: datetime) -> Claimed | None:
    """A mail for this worker alone; first those are freed whose worker was killed."""
    _free_lost(now)
    due = Mail.objects.filter(state="waiting", next_at__lte=now).order_by("next_at", "pk")
    for pk in due.values_list("pk", flat=True)[:20]:
        mine = Mail.objects.filter(pk=pk, state="waiting").update(
            state="sending", claimed_at=now, handing_at=None, next_at=None,
            attempts=F("attempts") + 1,
        )  # fmt: skip
        if mine:
            return _claimed(pk, now)
    return None


def _free_lost(now: datetime) -> None:
    lost = Mail.objects.filter(state="sending", claimed_at__lte=now - CLAIM)
    for mail in lost.order_by("pk"):
        outcome: Outcome = "unknown" if mail.handing_at else "later"
        same = lost.filter(pk=mail.pk, claimed_at=mail.claimed_at)
        if same.update(state="waiting", next_at=now, claimed_at=None):
            _note(mail, Reply(outcome, LOST), now)


def _claimed(pk: int, now: datetime) -> Claimed:
    mail = Mail.objects.select_related("recipient__paper__agency").get(pk=pk)
    return Claimed(mail.pk, now, mail.to, _message(mail))


def _message(mail: Mail) -> bytes:
    """The mail as it goes over the wire; the same bytes at every try."""
    recipient = mail.recipient
    notice = notice_for(recipient, mail.link_no)
    message = EmailMessage(policy=SMTP.clone(max_line_length=998))
    sender = " ".join(recipient.paper.agency.name.split())
    message["From"] = Address(sender, addr_spec=settings.HIMPUN_MAIL_FROM)
    message["To"] = mail.to
    message["Subject"] = mail_subject(notice)
    zone = ZONES[recipient.paper.agency.zone]
    message["Date"] = format_datetime(mail.written_at.astimezone(zone))
    message["Message-ID"] = mail.message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail_text(notice, recipient.name), cte="quoted-printable")
    return message.as_bytes()


def _hand_over(claimed: Claimed, clock: Callable[[], datetime]) -> Reply:
    server = settings.HIMPUN_SMTP
    if server is None:
        return Reply("later", "HIMPUN_SMTP_URL belum diisi.")

    def offering() -> None:
        if not _mine(claimed).update(handing_at=clock()):
            # This worker was held up for so long that another has taken the mail over.
            raise ConnectionAbortedError(LOST)

    return hand_over(
        Server(server.host, server.port, server.user, server.password, server.tls),
        sender=settings.HIMPUN_MAIL_FROM, to=claimed.to, message=claimed.message, before=offering,
    )  # fmt: skip


def _mine(claimed: Claimed) -> QuerySet[Mail]:
    return Mail.objects.filter(pk=claimed.mail_id, state="sending", claimed_at=claimed.at)


@in_turn
def _record(claimed: Claimed, reply: Reply, now: datetime) -> None:
    """What came of a try. Taken: it counts as delivered to the recipient's mail server. Not now: it
    waits for its next try. Never, or tried too often: it is given up and shown to the sender.

    A mail that another worker has claimed since is that one's; then nothing is changed.
    """
    mail = _mine(claimed).select_for_update().first()
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
        _tell_sender(mail, reply.answer, now)


def _tell_sender(mail: Mail, answer: str, now: datetime) -> None:
    sent = mail.state == "sent"
    # A newer link may be on its way already; then this mail says nothing about it.
    rows = Recipient.objects.filter(pk=mail.recipient_id, link_no=mail.link_no)
    rows.filter(delivered_at=None).update(**{"delivered_at" if sent else "failed_at": now})
    recipient = Recipient.objects.select_related("paper__agency").get(pk=mail.recipient_id)
    body: Body = {"message_id": mail.message_id, "tries": mail.attempts, "answer": answer[:200]}
    tell(recipient, "MailAccepted" if sent else "MailGivenUp", by=None, now=now, body=body)


def _note(mail: Mail, reply: Reply, now: datetime) -> None:
    MailAttempt.objects.create(
        mail=mail, no=mail.attempts, at=now, outcome=reply.outcome, answer=reply.answer
    )
