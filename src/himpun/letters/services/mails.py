"""The mails by which papers go to recipients outside: what they say, and what came of them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from himpun.letters.models import Recipient
from himpun.letters.queries.links import notice_for
from himpun.letters.rules.sending import mail_text
from himpun.letters.services._recipients import tell
from himpun.notices.rules.outbox import Source, Unwanted

if TYPE_CHECKING:
    from himpun.notices.queries.outbox import Mail
    from himpun.office.rules import Body


def _read(mail: Mail) -> tuple[Recipient, int]:
    """The recipient of a mail, and the number of the link that it brings."""
    recipient, link = mail.argument.split(".")
    rows = Recipient.objects.select_related("paper__agency")
    return rows.get(pk=int(recipient)), int(link)


def _text(mail: Mail, now: datetime) -> str | Unwanted:
    """The letter around the link, which is made now. Not wanted is what would open nothing."""
    recipient, link = _read(mail)
    if recipient.withdrawn_at:
        return Unwanted("Penerima dihapus dari daftar.")
    if recipient.paper.state == "cancelled":
        return Unwanted("Naskahnya dibatalkan.")
    if link != recipient.link_no or recipient.link_revoked_at:
        return Unwanted("Tautannya diganti atau dicabut.")
    if recipient.link_until is None or recipient.link_until <= now:
        return Unwanted("Masa berlaku tautannya lewat. Kirim ulang dari daftar penerima naskah.")
    return mail_text(notice_for(recipient, link), recipient.name)


def _ended(mail: Mail, taken: bool, answer: str, now: datetime) -> None:
    """Taken: it counts as delivered to the recipient's mail server. Given up: so it is shown."""
    recipient, link = _read(mail)
    # A newer link may be on its way already; then this mail says nothing about it.
    rows = Recipient.objects.filter(pk=recipient.pk, link_no=link, delivered_at=None)
    if taken:
        rows.update(delivered_at=now, failed_at=None)
    else:
        rows.update(failed_at=now)
    body: Body = {"message_id": mail.message_id, "tries": mail.attempts, "answer": answer[:200]}
    action = "MailAccepted" if taken else "MailGivenUp"
    tell(recipient, action, by=None, now=now, body=body)


PAPER = Source(_text, _ended)
"""The row "paper" of the setting HIMPUN_MAIL_SOURCES."""
