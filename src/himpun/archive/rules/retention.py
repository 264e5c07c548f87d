"""How long a record is kept: years from the schedule (JRA), days from the year of the record.

A schedule counts from the end of the year in which the matter was finished, so that a whole year's
records fall due together, as offices review them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

DESTROY, PERMANENT, REVIEW = "musnah", "permanen", "dinilai-kembali"
FATES = {DESTROY: "Musnah", PERMANENT: "Permanen", REVIEW: "Dinilai kembali"}
ACTIVE, INACTIVE, DUE, UNSCHEDULED = "aktif", "inaktif", "jatuh-tempo", "belum-berjadwal"
STAGES = {
    ACTIVE: "Aktif",
    INACTIVE: "Inaktif",
    DUE: "Habis retensi",
    UNSCHEDULED: "Belum berjadwal",
}
MOST_YEARS = 100


@dataclass(frozen=True, slots=True)
class Term:
    """What a schedule says of a classification code: years, and what becomes of it then."""

    active: int
    inactive: int
    fate: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """Until when a record is active, then inactive (both days included), and its fate after that.
    All empty where no schedule speaks of it."""

    active_until: date | None = None
    inactive_until: date | None = None
    fate: str = ""
    basis: str = ""


def kept_by(term: Term | None, year: int) -> Kept:
    """The days of a record whose matter was finished in a year."""
    if term is None:
        return Kept()
    return Kept(
        date(year + term.active, 12, 31),
        date(year + term.active + term.inactive, 12, 31),
        term.fate,
        term.basis,
    )


def term_for(code: str, terms: Mapping[str, Term]) -> Term | None:
    """What a schedule says of a code, or of the nearest code above it: 000.8.6.3, 000.8.6, …"""
    while code:
        if code in terms:
            return terms[code]
        code = code.rpartition(".")[0]
    return None


def stage_at(on: date, active_until: date | None, inactive_until: date | None) -> str:
    """In which stage a record is on a day."""
    if active_until is None or inactive_until is None:
        return UNSCHEDULED
    if on <= active_until:
        return ACTIVE
    return INACTIVE if on <= inactive_until else DUE
