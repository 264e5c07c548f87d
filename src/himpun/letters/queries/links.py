"""The links of recipients outside: how they are written, and what one of them opens today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.conf import settings

from himpun.kernel.worktime import ZONES
from himpun.letters.models import Paper, Recipient
from himpun.letters.queries.registers import number_of_paper
from himpun.letters.rules.kinds import kind_named
from himpun.letters.rules.links import LINK_PREFIX, check_path, is_ours, read_link, write_link
from himpun.letters.rules.sending import Notice
from himpun.office.rules import long_date

State = Literal["open", "unknown", "expired", "replaced", "revoked"]
SENTENCES: dict[State, str] = {
    "open": "",
    "unknown": "Tautan ini tidak dikenal. Periksa apakah tersalin utuh dari pesan yang Anda "
    "terima.",
    "expired": "Masa berlaku tautan ini sudah lewat. Mintalah tautan baru kepada pengirimnya.",
    "replaced": "Tautan ini sudah diganti dengan yang lebih baru. Pakailah tautan dalam pesan "
    "terakhir.",
    "revoked": "Tautan ini sudah dicabut oleh pengirimnya.",
}


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link opens: its recipient, or why it opens nothing. A link that is not ours, or of a
    recipient who is not there, has no recipient."""

    state: State
    recipient: Recipient | None = None

    @property
    def sentence(self) -> str:
        """Why it does not open, for whoever holds it."""
        return SENTENCES[self.state]


def what_opens(text: str, now: datetime) -> Opened:
    """What a link opens at a moment (one query, none for a link that this installation did not
    make)."""
    link = read_link(text)
    if link is None or not is_ours(settings.SECRET_KEY, link):
        return Opened("unknown")
    rows = Recipient.objects.select_related("paper", "paper__agency")
    found = rows.filter(pk=link.recipient).first()
    if found is None or link.no > found.link_no:
        return Opened("unknown")
    if found.link_revoked_at or found.withdrawn_at or found.paper.state == "cancelled":
        return Opened("revoked", found)
    if link.no < found.link_no:
        return Opened("replaced", found)
    if found.link_until is None or found.link_until <= now:
        return Opened("expired", found)
    return Opened("open", found)


def link_of(recipient: Recipient, no: int | None = None) -> str:
    """The address of a recipient's link, whole."""
    code = write_link(settings.SECRET_KEY, recipient.pk, no or recipient.link_no)
    return f"{settings.HIMPUN_URL}{LINK_PREFIX}{code}"


def check_url(paper: Paper) -> str:
    """The address of a paper's check page, whole: what its QR code says."""
    return f"{settings.HIMPUN_URL}{check_path(paper.token)}"


def notice_for(recipient: Recipient, no: int | None = None) -> Notice:
    """What a message to a recipient says (one query)."""
    paper, number = recipient.paper, number_of_paper(recipient.paper)
    kind = kind_named(paper.kind)
    zone = ZONES[paper.agency.zone]
    until = recipient.link_until
    return Notice(
        agency=paper.agency.name,
        region=paper.agency.region,
        kind=kind.title if kind else "Naskah",
        number=number.text if number else "(tanpa nomor)",
        subject=paper.subject,
        url=link_of(recipient, no),
        until=long_date(until.astimezone(zone).date()) if until else "",
    )
