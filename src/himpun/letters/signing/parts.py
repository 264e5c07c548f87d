"""What signing takes and gives: people as they sign, keys, whom to trust, what came out."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal

from himpun.kernel.worktime import ZONES

WayName = Literal["local", "wet", "remote"]
MONTHS: Final = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Who:
    """A person as they sign that day: ``office`` is the office signed for ("Kepala Dinas
    Perhubungan"), ``capacity`` how it is held ("definitif", "Plt.", "a.n." …), ``agency`` whose.

    ``zone`` (WIB, WITA, WIT) is that of the time that the paper shows.
    """

    name: str
    office: str
    capacity: str
    agency: str
    zone: str = "WIB"

    @property
    def office_in_capacity(self) -> str:
        """ "Plt. Kepala Dinas Perhubungan"; a definitive holder has no addition."""
        return (
            self.office if self.capacity in {"", "definitif"} else f"{self.capacity} {self.office}"
        )


@dataclass(frozen=True, slots=True)
class Certified:
    """A certificate (DER) and its private key (PKCS #8, DER), in the clear: never stored so."""

    certificate: bytes
    key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a certificate says. ``fingerprint``: SHA-256, as 64 hex digits."""

    name: str
    agency: str
    issuer: str
    serial: str
    valid_from: datetime
    valid_until: datetime
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Root:
    """A certificate (DER) that others are trusted by, and what people call its owner."""

    name: str
    certificate: bytes
    way: Literal["local", "remote", "time"] = "local"


@dataclass(frozen=True, slots=True)
class Trust:
    """Whom a validation believes: this instance's authority, services outside, time-stampers.

    ``revocations``: revocation lists (DER) of the instance's authority, the newest one is enough.
    """

    roots: tuple[Root, ...]
    revocations: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeStamps:
    """A time-stamping service (RFC 3161): its address, how to sign in, whom its answers must
    descend from, and the seconds it is waited for."""

    url: str
    roots: tuple[Root, ...]
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 15.0


def moment(at: datetime, zone: str) -> str:
    """ "26 November 2026 10.15 WIB"."""
    local = at.astimezone(ZONES[zone])
    return f"{local.day} {MONTHS[local.month - 1]} {local.year} {local:%H.%M} {zone}"
