"""Sending a paper: how far it has come with each recipient, and what a message about it says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

APP, EMAIL, LINK, HAND = "app", "email", "link", "hand"
WAY_WORDS: Final[Mapping[str, str]] = {
    APP: "Dalam Himpun",
    EMAIL: "Surel",
    LINK: "Tautan lewat pesan",
    HAND: "Diserahkan langsung",
}
OUTSIDE: Final = (EMAIL, LINK, HAND)
"""The ways to a recipient who has no account here."""
BY_LINK: Final = (EMAIL, LINK)
LINK_LIFE: Final = timedelta(days=30)
SECRET: Final = ("Rahasia", "Sangat rahasia")
"""Papers of these classes never go by a link, and no public page names them."""

Stage = Literal["waiting", "failed", "sent", "delivered", "opened", "received"]
STAGE_WORDS: Final[Mapping[Stage, str]] = {
    "waiting": "Belum dikirim",
    "failed": "Gagal dikirim",
    "sent": "Dikirim",
    "delivered": "Sampai",
    "opened": "Dibuka",
    "received": "Diterima",
}
STAGE_MARKS: Final[Mapping[Stage, str]] = {
    "waiting": "idle", "failed": "late", "sent": "wait", "delivered": "now", "opened": "now",
    "received": "done",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trail:
    """When a paper came how far with one recipient; None: not yet."""

    sent_at: datetime | None
    delivered_at: datetime | None
    opened_at: datetime | None
    received_at: datetime | None
    failed: bool = False

    @property
    def stage(self) -> Stage:
        """The furthest it came. What was received counts, whatever a mail server said before."""
        if self.received_at:
            return "received"
        if self.opened_at:
            return "opened"
        if self.failed:
            return "failed"
        if self.delivered_at:
            return "delivered"
        return "sent" if self.sent_at else "waiting"


def delivered_words(way: str) -> str:
    """What is known when a paper counts as delivered: never more than the way can tell."""
    return {
        APP: "Ada di daftar naskah masuk penerima",
        EMAIL: "Diterima server surel; belum tentu sudah dibaca",
        LINK: "Tautan diserahkan",
        HAND: "Diserahkan",
    }[way]


def why_not_by_link(security: str) -> str | None:
    """Why a paper of a security class does not go by a link."""
    if security in SECRET:
        return (
            f"Naskah bersifat {security.lower()} tidak dikirim lewat surel atau tautan. Serahkan "
            "langsung, atau kirim kepada pejabat yang mempunyai akun."
        )
    return None


@dataclass(frozen=True, slots=True)
class Notice:
    """What a message says of a paper. ``until`` is the day behind which the link does not open."""

    agency: str
    region: str
    kind: str
    number: str
    subject: str
    url: str
    until: str


def share_text(notice: Notice) -> str:
    """A message for a chat: short, and clear about who sends what."""
    return (
        f"{notice.agency} {notice.region} mengirim {notice.kind.lower()} nomor {notice.number} "
        f"tentang {notice.subject}. Buka dan beri tanda terima di {notice.url} "
        f"(berlaku sampai {notice.until})."
    )


def mail_subject(notice: Notice) -> str:
    """One line, whatever stands in the paper's subject."""
    return " ".join(f"{notice.kind} {notice.number}: {notice.subject}".split())[:150]


def mail_text(notice: Notice, name: str) -> str:
    """The letter around the link."""
    return (
        f"Yth. {name}\n\n"
        f"{notice.agency} {notice.region} mengirimkan naskah berikut.\n\n"
        f"Jenis: {notice.kind}\n"
        f"Nomor: {notice.number}\n"
        f"Hal  : {notice.subject}\n\n"
        f"Buka naskah dan beri tanda terima di alamat ini:\n{notice.url}\n\n"
        f"Tautan ini khusus untuk Anda dan berlaku sampai {notice.until}. Jangan diteruskan.\n"
        "Surel ini dikirim oleh sistem; balasannya tidak dibaca.\n"
    )
