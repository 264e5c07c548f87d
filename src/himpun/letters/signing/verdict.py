"""What a validation says about a paper: each mark, whole or broken, and what changed after it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from himpun.letters.signing.parts import WayName

NO_MARKS = "Berkas itu tidak memuat paraf atau tanda tangan elektronik."
CHANGED = "Isi naskah berubah sesudah tanda ini dibubuhkan."
DAMAGED = "Tanda ini rusak atau bukan seperti yang dibubuhkan."


@dataclass(frozen=True, slots=True)
class MarkSeen:
    """A paraf or signature in a PDF.

    ``whole``: what it covers is unchanged, and only what it allows was added since (``changes``
    names the fields filled and marks made after it). ``trusted``: its certificate descends from an
    authority that is trusted, was valid at ``at`` and not withdrawn by then. ``why`` says what is
    wrong, empty where all is well. ``at`` is stamped by a time-stamping service (``stamped``), or
    else what the signer's computer said. ``revoked_at``: the certificate was withdrawn since.
    """

    field: str
    role: Literal["initial", "sign", "time"]
    name: str
    office: str
    capacity: str
    agency: str
    at: datetime | None
    stamped: bool
    serial: str
    issuer: str
    way: WayName | None
    whole: bool
    trusted: bool
    why: str
    changes: tuple[str, ...] = ()
    covers_all: bool = False
    revoked_at: datetime | None = None

    @property
    def holds(self) -> bool:
        """Whole, and by somebody who may be believed."""
        return self.whole and self.trusted


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a PDF's marks say together. ``problems`` are sentences; none means authentic."""

    sha256: str
    marks: tuple[MarkSeen, ...]
    problems: tuple[str, ...]

    @property
    def authentic(self) -> bool:
        """At least one mark, all of them hold, and nothing stands in the file beside them."""
        return bool(self.marks) and not self.problems

    @property
    def signed(self) -> bool:
        """A signature holds, not only parafs."""
        return any(mark.role == "sign" and mark.holds for mark in self.marks)
