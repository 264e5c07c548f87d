"""How a value stands: one word and one colour for what was filled in, vouched for, sent back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

State = Literal[
    "empty", "saved", "warning", "returned", "approved", "verified", "closed", "not_asked"
]
STATE_WORDS: Mapping[State, str] = {
    "empty": "Belum diisi",
    "saved": "Tersimpan",
    "warning": "Perlu penjelasan",
    "returned": "Dikembalikan",
    "approved": "Disetujui",
    "verified": "Terverifikasi",
    "closed": "Ditutup, tidak terisi",
    "not_asked": "Tidak diminta",
}
STATE_MARKS: Mapping[State, str] = {
    "empty": "idle",
    "saved": "done",
    "warning": "risk",
    "returned": "back",
    "approved": "done",
    "verified": "done",
    "closed": "late",
    "not_asked": "wait",
}
"""The colour and shape of a state, as everywhere in the product."""


def state_of(
    *, asked: bool, answered: bool, warned: bool, explained: bool, returned: bool,
    verified: bool, approved: bool, closed: bool,
) -> State:  # fmt: skip
    """The state of a value. ``warned``: a check hit; ``explained``: with a note; ``closed``: the
    time of its form is over."""
    if not asked:
        return "not_asked"
    if approved or verified:
        return "approved" if approved else "verified"
    if returned:
        return "returned"
    if not answered:
        return "closed" if closed else "empty"
    return "warning" if warned and not explained else "saved"
