"""Contacts outside the program, and what a note of one must say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

WAY_WORDS: Final[Mapping[str, str]] = {
    "telepon": "Telepon",
    "pesan": "Pesan singkat",
    "tatap-muka": "Tatap muka",
    "surel": "Surel",
    "lain": "Cara lain",
}
LONGEST_WHOM, LONGEST_SAID = 300, 2_000
OLDEST = timedelta(days=366)


def why_not_contact(*, way: str, whom: str, said: str, at: datetime, now: datetime) -> str | None:
    """Why a note of a contact cannot be kept; None if it can."""
    if way not in WAY_WORDS:
        return "Pilih cara menghubungi."
    if not 0 < len(whom.strip()) <= LONGEST_WHOM:
        return f"Sebut siapa yang dihubungi, paling panjang {LONGEST_WHOM} huruf."
    if not 0 < len(said.strip()) <= LONGEST_SAID:
        return f"Sebut apa yang dibicarakan, paling panjang {LONGEST_SAID} huruf."
    if at > now:
        return "Waktu kontak tidak boleh sesudah sekarang."
    if at < now - OLDEST:
        return "Waktu kontak paling lama satu tahun yang lalu."
    return None
