"""The outbox: what a mail says, when it is tried again, and what a server's answer means."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal


@dataclass(frozen=True, slots=True)
class Unwanted:
    """A mail is not wanted any more, and why."""

    why: str


@dataclass(frozen=True, slots=True)
class Worded:
    """What a mail says with a subject of this moment, in place of the one that it was written
    with."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """Who writes the mails of a kind. ``text`` (mail, now) says what a mail says, or that it is not
    wanted any more; it is asked in the transaction in which the mail goes out, once more at each
    try. ``ended`` (mail, taken, answer, now) is told what came of it, in the transaction that
    records it."""

    text: Callable[[Any, datetime], str | Worded | Unwanted]
    ended: Callable[[Any, bool, str, datetime], None] | None = None


State = Literal["waiting", "sending", "sent", "dead", "dropped"]
STATE_WORDS: Final[Mapping[str, str]] = {
    "waiting": "Menunggu",
    "sending": "Sedang dikirim",
    "sent": "Terkirim",
    "dead": "Gagal",
    "dropped": "Tidak jadi dikirim",
}
STATE_MARKS: Final[Mapping[str, str]] = {
    "waiting": "wait", "sending": "now", "sent": "done", "dead": "late", "dropped": "idle",
}  # fmt: skip

SHOWN: Final[Mapping[str, str]] = {
    "dead": "Gagal", "waiting": "Menunggu", "sent": "Terkirim", "dropped": "Tidak jadi dikirim",
}  # fmt: skip
"""The states by which mails are listed; one that is just being sent counts as waiting."""

_PAUSES: Final = (1, 5, 15, 60, 240, 720)
"""Minutes behind the first, second … try."""
TRIES: Final = len(_PAUSES) + 1
CLAIM: Final = timedelta(minutes=5)
"""How long a worker may hold a mail; after that it was killed."""

Outcome = Literal["accepted", "later", "never", "unknown"]
OUTCOME_WORDS: Final[Mapping[str, str]] = {
    "accepted": "Diterima server surel",
    "later": "Ditunda",
    "never": "Ditolak",
    "unknown": "Terputus saat menyerahkan; mungkin sudah diterima",
}


def outcome_of(code: int) -> Outcome:
    """What a reply of a mail server means: 2xx taken, 4xx not now, the rest never."""
    if 200 <= code < 300:
        return "accepted"
    return "later" if 400 <= code < 500 else "never"


def next_try(attempts: int, now: datetime) -> datetime | None:
    """When to try again after so many attempts; None: never, somebody has to look at it."""
    if attempts > len(_PAUSES):
        return None
    return now + timedelta(minutes=_PAUSES[attempts - 1])


def tried(outcome: str, answer: str) -> str:
    """A try in words."""
    words = OUTCOME_WORDS[outcome]
    return f"{words}: {answer}" if answer else words
