"""What sending a paper, adding a recipient and sending again have in common."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings

from himpun.letters.models import Paper, Recipient
from himpun.letters.queries.links import notice_for
from himpun.letters.queries.sending import about, why_not_send
from himpun.letters.rules.sending import (
    APP,
    BY_LINK,
    EMAIL,
    LINK_LIFE,
    mail_subject,
    why_not_by_link,
)
from himpun.notices.services import tell as told_people
from himpun.notices.services.outbox import drop_mails, write_mail
from himpun.office.queries import day_at
from himpun.office.queries.standing_for import people_standing_for
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
    if row.way == APP:
        _tell_readers(row, now)


def _tell_readers(row: Recipient, now: datetime) -> None:
    """A paper that came in is told to whoever stands for its recipient today."""
    paper, place = row.paper, row.unit or row.post
    on = day_at(paper.agency, now)
    people = [row.person] if row.person else people_standing_for(place, on) if place else []
    # A mail about it leaves the program, and so does a message for a chat.
    secret = why_not_by_link(paper.security) is not None
    subject = f"Naskah {paper.security.lower()}" if secret else mail_subject(notice_for(row))
    told_people(
        agency=paper.agency, people=people, kind="paper", subject=subject,
        text="Tembusan." if row.copy else "", link=f"/naskah/masuk/{row.pk}/", key=about(row),
        about=f"paper/{paper.pk}", by=None, now=now,
    )  # fmt: skip


def _write_mail(row: Recipient, now: datetime) -> None:
    drop_mails(about=about(row), why="Diganti dengan surel yang lebih baru.", now=now)
    write_mail(
        agency=row.paper.agency, source="paper", argument=f"{row.pk}.{row.link_no}",
        about=about(row), to=row.email, name=row.name,
        subject=mail_subject(notice_for(row)), now=now,
        link=f"/naskah/{row.paper.agency.code}/{row.paper_id}/penerima/",
    )  # fmt: skip


def tell(
    row: Recipient, action: str, *, by: Person | None, now: datetime, body: Body | None = None
) -> None:
    """The journal's row about a recipient."""
    said: Body = {"paper": row.paper_id, "name": row.name, "way": row.way, **(body or {})}
    agency, subject = row.paper.agency, f"recipient/{row.pk}"
    write(agency=agency, by=by, now=now, action=action, subject=subject, body=said)
