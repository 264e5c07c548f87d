"""The office's pure logic: refusals, days in force, capacities, and the chain of the journal."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from typing import TypeAlias

from himpun.kernel.worktime import ZONES

DEFINITIVE = "definitif"
ACTING = ("Plt.", "Plh.", "Pj.")
CAPACITIES = (DEFINITIVE, *ACTING)
STAND_IN = "pengganti"
TEAM_MEMBER = "anggota tim"
# Whose signature weighs more, where one person is a performer in several ways at once.
RANK = {DEFINITIVE: 0, "Pj.": 1, "Plt.": 2, "Plh.": 3, TEAM_MEMBER: 4, STAND_IN: 5}

OPERATOR, ADMINISTRATOR, READER, SYSTEM = "operator", "administrator", "reader", "system"
ROLE_WORDS = {
    OPERATOR: "operator",
    ADMINISTRATOR: "administrator instansi",
    READER: "pembaca",
    SYSTEM: "administrator sistem",
}
ONE_DAY = timedelta(days=1)
SYSTEM_CHAIN = "-"
GENESIS = "0" * 64
CODE = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")

Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | int | bool | None"
Body: TypeAlias = Mapping[str, Json]


class Refused(Exception):
    """A wish that cannot be granted; the text is the sentence for the person who asked."""


def why_not_code(code: str) -> str | None:
    """Why a text cannot be a code: lower-case letters, digits, "-" and "." between them."""
    if CODE.fullmatch(code):
        return None
    return f"Kode “{code}” hanya boleh berisi huruf kecil, angka, titik, dan tanda hubung."


def local_day(now: datetime, zone: str) -> date:
    """The day it is at a moment in an Indonesian zone (WIB, WITA, WIT)."""
    return now.astimezone(ZONES[zone]).date()


def why_not_period(from_on: date, until_on: date | None) -> str | None:
    """Why two days are no period, both inclusive."""
    if until_on is not None and until_on < from_on:
        return "Hari terakhir mendahului hari pertama."
    return None


def why_not_there(name: str, closes_on: date | None, until_on: date | None) -> str | None:
    """Why something cannot last until a day (None: open) in a unit, post or team that closes."""
    if closes_on is None or (until_on is not None and until_on <= closes_on):
        return None
    return f"{name} hanya ada sampai {long_date(closes_on)}."


def overlaps(one: tuple[date, date | None], other: tuple[date, date | None], /) -> bool:
    """Whether two periods share a day; both ends are inclusive, None is open."""
    (first, last), (begin, end) = one, other
    return (last is None or begin <= last) and (end is None or first <= end)


def ending(
    *, from_on: date, until_on: date | None, last_on: date, now: datetime
) -> tuple[date | None, datetime | None]:
    """The new last day of a row in force, and when it was cancelled.

    A row that would end before its first day was written in error: it keeps its days and is
    cancelled, for what was once written is never erased. Refuses to lengthen a period.
    """
    if until_on is not None and last_on > until_on:
        raise Refused(f"Masa itu sudah berakhir pada {long_date(until_on)}.")
    if last_on < from_on:
        return until_on, now
    return last_on, None


MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember",
)  # fmt: skip


def long_date(on: date) -> str:
    """A day as letters write it: 5 Oktober 2026."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


# ---- the journal: rows that name their predecessor


@dataclass(frozen=True, slots=True)
class Entry:
    """What a journal row says, as it is hashed. ``at`` has a zone; texts are as of then."""

    chain: str
    seq: int
    at: datetime
    actor_id: int | None
    actor: str
    capacity: str
    post_title: str
    on_behalf_of: str
    action: str
    subject: str
    body: Json
    prev_hash: str


@dataclass(frozen=True, slots=True)
class Break:
    """A place where a chain does not hold: its row's number, and a sentence."""

    chain: str
    seq: int
    sentence: str


def canonical(value: Json) -> str:
    """JSON in one way only: sorted keys, no blanks, characters as they are.

    Refuses (ValueError) what databases give back changed: fractions, NUL, and foreign types.
    """
    _refuse_changeable(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _refuse_changeable(value: object) -> None:
    # The most frequent first: every change of the program passes here.
    match value:
        case str():
            _refuse_nul(value)
        case int() | None:
            pass
        case list() | tuple():
            for inner in value:
                _refuse_changeable(inner)
        case dict() | Mapping():
            for key, inner in value.items():
                if not isinstance(key, str):
                    raise ValueError("a journal's keys are texts")  # noqa: TRY004 - as for other values
                _refuse_nul(key)
                _refuse_changeable(inner)
        case _:
            raise ValueError(f"a journal holds texts, whole numbers, truth values, not {value!r}")


def _refuse_nul(text: str) -> None:
    if "\0" in text:
        raise ValueError("a journal holds no NUL")


def entry_hash(entry: Entry) -> str:
    """SHA-256, in hexadecimal, over the canonical JSON of a row with its predecessor's hash."""
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    # Field by field: asdict() copies deeply, and every change of the program passes here.
    words = {field.name: getattr(entry, field.name) for field in fields(entry)}
    return hashlib.sha256(canonical({**words, "at": at}).encode()).hexdigest()


def breaks_in(
    chain: str, rows: Iterable[tuple[Entry, str]], head: tuple[int, str]
) -> Iterator[Break]:
    """Every place where a chain was tampered with.

    ``rows`` are (row, its stored hash) by number; ``head`` is the last number and hash on record.
    Named are: rows whose words were changed, numbers that are missing, rows that follow another
    predecessor than the one before them, and an end that is not the one on record.
    """
    seq, previous = 0, GENESIS
    for entry, stored in rows:
        if entry.seq != seq + 1:
            missing = f"{seq + 1}" if entry.seq == seq + 2 else f"{seq + 1} s.d. {entry.seq - 1}"
            yield Break(chain, seq + 1, f"Catatan nomor {missing} tidak ada.")
        elif entry.prev_hash != previous:
            yield Break(
                chain, entry.seq, f"Catatan nomor {entry.seq} tidak menyambung catatan sebelumnya."
            )
        if entry_hash(entry) != stored:
            yield Break(chain, entry.seq, f"Isi catatan nomor {entry.seq} telah diubah.")
        seq, previous = entry.seq, stored
    if seq < head[0]:
        yield Break(chain, seq + 1, f"Catatan nomor {seq + 1} s.d. {head[0]} tidak ada.")
    elif (seq, previous) != head:
        yield Break(chain, seq, "Catatan terakhir bukan catatan yang tercatat sebagai ujung.")


# ---- accounts


def password_digest(stored: str) -> str:
    """A digest by which a stored password is known again, without storing it twice."""
    return hashlib.sha256(stored.encode()).hexdigest()


def code_from(name: str) -> str:
    """A code made of a name: "Bidang Bina Marga" → "bidang-bina-marga"."""
    return "-".join(re.findall(r"[a-z0-9]+", name.lower()))[:60].strip("-")


# ---- what an SOP's register tells the office


@dataclass(frozen=True, slots=True)
class KnownPerformer:
    """A performer of an SOP, as its definition names it. ``unit_kinds`` empty: any unit."""

    sop_id: str
    sop_name: str
    performer: str
    title: str
    per_unit: bool = False
    team: bool = False
    unit_kinds: tuple[str, ...] = ()
