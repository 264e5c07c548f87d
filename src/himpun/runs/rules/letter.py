"""The letter from outside with which a run begins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from himpun.kernel.definition import Sop

MOST = 300


@dataclass(frozen=True, slots=True)
class OutsideLetter:
    """Number, date, sender and subject as the letter says them, and the day it was received."""

    number: str
    dated_on: date
    sender: str
    subject: str
    received_on: date


def begins_by_letter(sop: Sop) -> bool:
    """Whether the SOP itself says that a letter sets it going ("Surat dari Wali Kota")."""
    return sop.trigger.strip().lower().startswith("surat")


def why_not_letter(letter: OutsideLetter, today: date) -> str | None:
    """Why a letter cannot have been received so; None if it can."""
    for label, text in (("Nomor", letter.number), ("Pengirim", letter.sender),
                        ("Hal", letter.subject)):  # fmt: skip
        if not text.strip():
            return f"{label} surat harus diisi."
        if len(text) > MOST:
            return f"{label} surat paling panjang {MOST} huruf."
    if letter.received_on < letter.dated_on:
        return "Surat tidak dapat diterima sebelum tanggalnya."
    if letter.received_on > today:
        return "Hari diterima belum tiba."
    return None
