"""What sending a paper, adding a recipient and sending again have in common."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings

from himpun.letters.models import Mail, Paper, Recipient
from himpun.letters.queries.sending import why_not_send
from himpun.letters.rules.sending import APP, BY_LINK, EMAIL, LINK_LIFE, why_not_by_link
from himpun.office.rules import Refused
from himpun.office.services.journal import write
from himpun.office.services.turn import InTurn

if TYPE_CHECKING:
    from himpun.office.queries import Person
    from himpun.office.rules import Body

in_turn = InTurn(Refused)
NO_MAIL = (
    "Surel belum diatur pada pemasangan ini (HIMPUN_SMTP_URL). Pilih tautan lewat pesan, atau "
    "serahkan langsung."
)


def lock_paper(paper: Paper, by: Person | None, now: datetime) -> Paper:
    """A paper as it stands, locked. Refuses who may not send it, and one that was cancelled."""
    rows = Paper.objects.select_for_update(of=("self",)).select_related("agency", "run")
    row = rows.get(pk=paper.pk)
    if why := why_not_send(by, row, now):
        raise Refused(why)
    if row.state == "cancelled":
        raise Refused("Naskah ini sudah dibatalkan.")
    return row


def lock_recipient(recipient: Recipient, by: Person | None, now: datetime) -> Recipient:
    """A recipient as it stands, its paper locked. Refuses who may not send the paper, and one who
    was taken off the list."""
    paper = lock_paper(recipient.paper, by, now)
    row = Recipient.objects.select_for_update().get(pk=recipient.pk)
    row.paper = paper
    if row.withdrawn_at:
        raise Refused(f"{row.name} sudah tidak ada dalam daftar penerima.")
    return row


def refuse_way(paper: Paper, way: str) -> None:
    """Refuses a way that a paper may not go, or that this installation has not."""
    if way in BY_LINK and (why := why_not_by_link(paper.security)):
        raise Refused(why)
    if way == EMAIL and settings.HIMPUN_SMTP is None:
        raise Refused(NO_MAIL)


def send_to(row: Recipient, now: datetime) -> None:
    """The paper goes to one recipient, by a link of their own where they have no account."""
    row.sent_at, row.failed_at = row.sent_at or now, None
    if row.way == APP:
        row.delivered_at = now
    if row.way in BY_LINK:
        row.link_no += 1
        row.link_until, row.link_revoked_at = now + LINK_LIFE, None
    row.save()
    if row.way == EMAIL:
        _write_mail(row, now)


def _write_mail(row: Recipient, now: datetime) -> None:
    drop_mails(row, now)
    host = urlsplit(settings.HIMPUN_URL).hostname or "himpun"
    Mail.objects.create(
        recipient=row, to=row.email, link_no=row.link_no, next_at=now, written_at=now,
        message_id=f"<himpun.{row.pk}.{row.link_no}.{secrets.token_hex(8)}@{host}>",
    )  # fmt: skip


def drop_mails(row: Recipient, now: datetime) -> None:
    """What still waits to be sent to a recipient is not needed any more."""
    waiting = Mail.objects.filter(recipient=row, state="waiting")
    waiting.update(state="dropped", next_at=None, ended_at=now)


def tell(
    row: Recipient, action: str, *, by: Person | None, now: datetime, body: Body | None = None
) -> None:
    """The journal's row about a recipient."""
    said: Body = {"paper": row.paper_id, "name": row.name, "way": row.way, **(body or {})}
    agency, subject = row.paper.agency, f"recipient/{row.pk}"
    write(agency=agency, by=by, now=now, action=action, subject=subject, body=said)
