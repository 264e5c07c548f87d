"""To whom a paper goes, and that it goes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from himpun.letters.models import Paper, Recipient
from himpun.letters.queries.sending import about, units_missing
from himpun.letters.rules.sending import APP, BY_LINK, EMAIL, WAY_WORDS
from himpun.letters.services._recipients import (
    in_turn,
    lock_paper,
    lock_recipient,
    refuse_way,
    send_to,
    tell,
)
from himpun.notices.services.outbox import drop_mails
from himpun.office import queries as office
from himpun.office.rules import Refused
from himpun.office.services.journal import write

if TYPE_CHECKING:
    from himpun.office.queries import Person, Post, Unit

NAME = 300
MOST = 500
"""Recipients of one paper."""


@in_turn
def add_recipient(
    *,
    paper: Paper,
    way: str,
    name: str = "",
    unit: Unit | None = None,
    post: Post | None = None,
    person: Person | None = None,
    email: str = "",
    copy: bool = False,
    by: Person | None,
    now: datetime,
) -> Recipient:
    """Puts a recipient on a paper's list: a unit, a post or a person of the agency (way "app"), or
    somebody outside by ``name``. ``copy``: for information (tembusan). To a paper that was sent it
    goes at once.

    Refuses who may not send the paper, a target of another agency, one who is on the list, a secret
    paper by a link, a mail address that is none, and a list that is too long.
    """
    row = lock_paper(paper, by, now)
    if way not in WAY_WORDS:
        raise Refused("Pilih cara pengiriman.")
    refuse_way(row, way)
    target = _target(row, way, unit, post, person)
    called = " ".join((name or target).split())
    if not called:
        raise Refused("Nama penerima harus diisi.")
    if len(called) > NAME:
        raise Refused(f"Nama penerima paling panjang {NAME} huruf.")
    address = email.strip() if way == EMAIL else ""
    _refuse_address(way, address)
    live = Recipient.objects.filter(paper=row, withdrawn_at=None)
    same = live.filter(unit=unit, post=post, person=person, email=address, way=way)
    if (same if way in {APP, EMAIL} else same.filter(name=called)).exists():
        raise Refused(f"{called} sudah ada dalam daftar penerima.")
    if live.count() >= MOST:
        raise Refused(f"Penerima satu naskah paling banyak {MOST}.")
    made = Recipient.objects.create(
        paper=row, position=live.count() + 1, name=called, unit=unit, post=post, person=person,
        email=address, way=way, copy=copy, added_by_text=by.name if by else "Sistem",
        added_at=now,
    )  # fmt: skip
    tell(made, "RecipientAdded", by=by, now=now, body={"copy": copy})
    if row.state == "sent":
        send_to(made, now)
    return made


def _target(
    paper: Paper, way: str, unit: Unit | None, post: Post | None, person: Person | None
) -> str:
    """The name of whom a paper goes to inside the agency; "" for somebody outside."""
    chosen = [target for target in (unit, post, person) if target is not None]
    if len(chosen) != (1 if way == APP else 0):
        raise Refused(
            "Pilih satu unit, jabatan, atau orang sebagai penerima dalam Himpun; untuk pihak luar, "
            "tulis namanya."
        )
    for target in chosen:
        agency = getattr(target, "home_id", None) or getattr(target, "agency_id", None)
        if agency != paper.agency_id:
            raise Refused(f"{target} bukan bagian dari {paper.agency.name}.")
    return str(chosen[0]) if chosen else ""


def _refuse_address(way: str, address: str) -> None:
    if way != EMAIL:
        return
    try:
        validate_email(address)
    except ValidationError:
        raise Refused(f"“{address}” bukan alamat surel.") from None


@in_turn
def add_unit_recipients(*, paper: Paper, by: Person | None, now: datetime) -> list[Recipient]:
    """Puts every unit that takes part in the paper's run, or every unit of the agency, on the list,
    except those that are there. Refuses as for one recipient, and when none is missing."""
    missing = units_missing(paper, office.day_at(paper.agency, now))
    if not missing:
        raise Refused("Semua unit sudah ada dalam daftar.")
    return [add_recipient(paper=paper, way=APP, unit=unit, by=by, now=now) for unit in missing]


@in_turn
def withdraw_recipient(*, recipient: Recipient, by: Person | None, now: datetime) -> Recipient:
    """Takes a recipient off the list; what they were sent by a link opens no more.

    Refuses who may not send the paper, and one who has received it: that stays on record.
    """
    row = lock_recipient(recipient, by, now)
    if row.received_at:
        raise Refused(f"{row.name} sudah memberi tanda terima, jadi tetap dalam daftar.")
    row.withdrawn_at = now
    row.save(update_fields=["withdrawn_at"])
    drop_mails(about=about(row), why="Penerima dihapus dari daftar.", now=now)
    tell(row, "RecipientWithdrawn", by=by, now=now)
    return row


@in_turn
def send_paper(*, paper: Paper, by: Person | None, now: datetime) -> Paper:
    """Sends a signed paper to everybody on its list; mails are written in the same transaction, and
    the worker sends them.

    Refuses who may not send it, a paper that is not signed or was sent, an empty list, and a way
    that it may not go.
    """
    row = lock_paper(paper, by, now)
    if row.state == "sent":
        raise Refused("Naskah ini sudah dikirim. Tambahkan penerima bila masih ada yang kurang.")
    if row.state != "signed":
        raise Refused("Naskah ini belum ditandatangani, jadi belum dapat dikirim.")
    recipients = list(Recipient.objects.filter(paper=row, withdrawn_at=None))
    if not recipients:
        raise Refused("Daftar penerima masih kosong.")
    for recipient in recipients:
        refuse_way(row, recipient.way)
    for recipient in recipients:
        recipient.paper = row
        send_to(recipient, now)
    row.state, row.sent_at = "sent", now
    row.save(update_fields=["state", "sent_at"])
    names = [recipient.name for recipient in recipients]
    write(
        agency=row.agency, by=by, now=now, action="PaperSent", subject=f"paper/{row.pk}",
        body={"recipients": names},
    )  # fmt: skip
    return row


@in_turn
def resend(*, recipient: Recipient, by: Person | None, now: datetime) -> Recipient:
    """A new link for a recipient outside, by mail where they have an address; the one before opens
    no more.

    Refuses who may not send the paper, a paper that was not sent, and a recipient without a link.
    """
    row = lock_recipient(recipient, by, now)
    if row.paper.state != "sent":
        raise Refused("Naskah ini belum dikirim.")
    if row.way not in BY_LINK:
        raise Refused(f"{row.name} tidak menerima naskah ini lewat tautan.")
    refuse_way(row.paper, row.way)
    send_to(row, now)
    tell(row, "PaperResent", by=by, now=now, body={"link": row.link_no})
    return row


@in_turn
def revoke_link(*, recipient: Recipient, by: Person | None, now: datetime) -> Recipient:
    """A recipient's link opens no more, from now on; mails that still wait are not sent.

    Refuses who may not send the paper, and a recipient without a link that opens.
    """
    row = lock_recipient(recipient, by, now)
    if row.way not in BY_LINK or not row.link_no or row.link_revoked_at:
        raise Refused(f"{row.name} tidak mempunyai tautan yang berlaku.")
    row.link_revoked_at = now
    row.save(update_fields=["link_revoked_at"])
    drop_mails(about=about(row), why="Tautannya dicabut.", now=now)
    tell(row, "LinkRevoked", by=by, now=now, body={"link": row.link_no})
    return row
