"""The three ways of signing behind one interface, and what the paper truthfully says of each.

``ready`` makes the paper as it will be signed: number, date and signer are written into it.
``sign`` then signs it, or refuses and changes nothing. ``local``: in this program, with the
instance's own certificates. ``wet``: by hand on the printed paper; the scan that is handed in is
matched by its QR code. ``remote``: by BSrE's service, whose answer is validated before it counts.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from himpun.letters import signing
from himpun.letters.rules.codes import why_not_codes
from himpun.letters.rules.places import SIGNATURE
from himpun.letters.signing.parts import (
    Certified,
    TimeStamps,
    Trust,
    WayName,
    Who,
    moment,
)
from himpun.letters.signing.remote import Credentials, Service, sign_remotely, why_not_holder
from himpun.letters.signing.scans import read_scan
from himpun.letters.signing.verdict import MarkSeen
from himpun.office.rules import Refused

STATEMENT: Final = "keterangan"
STATEMENTS: Final[Mapping[WayName, str]] = {
    "local": (
        "Dokumen ini disetujui dan ditandatangani secara elektronik dalam sistem Himpun dengan "
        "sertifikat elektronik milik instansi sendiri. Keasliannya dapat diperiksa melalui kode QR."
    ),
    "wet": (
        "Dokumen ini ditandatangani dengan tangan di atas kertas; pindaiannya disimpan dalam "
        "sistem Himpun. Keasliannya dapat diperiksa melalui kode QR."
    ),
    "remote": (
        "Dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat elektronik yang "
        "diterbitkan oleh Balai Sertifikasi Elektronik (BSrE), BSSN. Keasliannya dapat diperiksa "
        "melalui kode QR."
    ),
}


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed paper. ``sha256_before`` is of the paper as it was ready, ``sha256_after`` of
    ``pdf``. By hand, ``pdf`` is the printed paper itself and ``scan`` what was handed in.
    ``signer`` and ``issuer`` are what the certificate says, ``serial`` its number; empty by hand.
    """

    way: WayName
    pdf: bytes
    sha256_before: str
    sha256_after: str
    statement: str
    at: datetime
    signer: str = ""
    issuer: str = ""
    serial: str = ""
    scan: bytes | None = None
    scan_sha256: str = ""


class Way(Protocol):
    """A way of signing a paper that is prepared and has its parafs."""

    @property
    def name(self) -> WayName:
        """Which of the three."""

    def ready(self, pdf: bytes, texts: Mapping[str, str]) -> bytes:
        """The paper with its texts; refuses as `fill` does."""

    def sign(self, pdf: bytes, *, who: Who, at: datetime) -> Signed:
        """The signed paper. Refuses one that was changed since a paraf, or is signed already."""


@dataclass(frozen=True, slots=True)
class Local:
    """With the person's key of this instance; time-stamped where a service is set up."""

    key: Certified
    authority: bytes
    place: str = SIGNATURE
    stamps: TimeStamps | None = None
    revocations: tuple[bytes, ...] = ()
    name: WayName = "local"

    def ready(self, pdf: bytes, texts: Mapping[str, str]) -> bytes:
        """The paper with its texts, and the sentence of this way."""
        return _filled(pdf, texts, STATEMENTS[self.name])

    def sign(self, pdf: bytes, *, who: Who, at: datetime) -> Signed:
        """Refuses a key that does not hold at ``at``, and a silent time-stamping service."""
        _want_unaltered(pdf)
        after = signing.sign(
            pdf,
            place=self.place,
            key=self.key,
            authority=self.authority,
            who=who,
            at=at,
            stamps=self.stamps,
            revocations=self.revocations,
        )
        facts = signing.facts_of(self.key.certificate)
        return _signed(
            self.name, pdf, after, at, signer=facts.name, issuer=facts.issuer, serial=facts.serial
        )


@dataclass(frozen=True, slots=True)
class Wet:
    """By hand: ``scan`` (PDF, PNG, JPEG) shows the code of this paper (``token``) and version."""

    token: str
    version: int
    scan: bytes = b""
    name: WayName = "wet"

    def ready(self, pdf: bytes, texts: Mapping[str, str]) -> bytes:
        """The paper to print, with its texts and the sentence of this way."""
        return _filled(pdf, texts, STATEMENTS[self.name])

    def sign(self, pdf: bytes, *, who: Who, at: datetime) -> Signed:
        """Refuses a scan without a code, of another paper or version, broken, or short of pages."""
        _want_unsigned(pdf)
        found = read_scan(self.scan)
        if why := why_not_codes(list(found.codes), self.token, self.version):
            raise Refused(why)
        if found.pages < (pages := signing.pages_of(pdf)):
            raise Refused(
                f"Naskah terdiri atas {pages} halaman, sedangkan pindaian memuat {found.pages}. "
                "Pindai semua halaman menjadi satu PDF."
            )
        return _signed(
            self.name, pdf, pdf, at, signer=who.name,
            scan=self.scan, scan_sha256=hashlib.sha256(self.scan).hexdigest(),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Remote:
    """By BSrE's service, with what the signer types in. ``trust`` is what the answer is held to."""

    service: Service
    credentials: Credentials
    trust: Trust
    place: str = SIGNATURE
    name: WayName = "remote"

    def ready(self, pdf: bytes, texts: Mapping[str, str]) -> bytes:
        """The paper with its texts; the sentence about BSrE comes with the signature only."""
        return _filled(pdf, texts, "")

    def sign(self, pdf: bytes, *, who: Who, at: datetime) -> Signed:
        """Refuses as `sign_remotely` does, and an answer that is not this paper with one valid
        signature more, by a certificate of the service's authority for this person."""
        _want_unsigned(pdf)
        lines = ("Ditandatangani secara elektronik oleh", who.name, who.office_in_capacity)
        shown = "\n".join((*lines, moment(at, who.zone)))
        written = _filled(pdf, {signing.WRITING + self.place: shown}, STATEMENTS[self.name])
        answer = sign_remotely(self.service, written, self.credentials)
        mark = self._believed(written, answer, at)
        if why := why_not_holder(mark.name, who.name):
            raise Refused(why)
        return _signed(
            self.name, pdf, answer, at, signer=mark.name, issuer=mark.issuer, serial=mark.serial
        )

    def _believed(self, sent: bytes, answer: bytes, at: datetime) -> MarkSeen:
        if not answer.startswith(sent):
            raise Refused(
                "Layanan tanda tangan BSrE mengembalikan naskah yang lain dari yang dikirim. "
                "Naskah belum ditandatangani."
            )
        verdict = signing.validate(answer, self.trust, at=at)
        new = [mark for mark in verdict.marks if mark.role == "sign"]
        if verdict.authentic and len(new) == 1 and new[0].way == "remote":
            return new[0]
        why = "; ".join(verdict.problems) or "tanda tangannya bukan dari BSrE"
        raise Refused(
            f"Jawaban layanan tanda tangan BSrE tidak terbukti sah: {why.rstrip('.')}. Naskah "
            "belum ditandatangani."
        )


def _filled(pdf: bytes, texts: Mapping[str, str], statement: str) -> bytes:
    """The texts written in, and the sentence where the paper has a place for it."""
    own = {STATEMENT: statement} if statement and STATEMENT in signing.blanks_of(pdf) else {}
    return signing.fill(pdf, {**texts, **own})


def _want_unaltered(pdf: bytes) -> None:
    if signing.is_altered(pdf):
        raise Refused("Naskah itu berubah sejak diparaf; tidak dapat ditandatangani.")


def _want_unsigned(pdf: bytes) -> None:
    _want_unaltered(pdf)
    if signing.is_signed(pdf):
        raise Refused("Naskah itu sudah ditandatangani.")


def _signed(way: WayName, before: bytes, after: bytes, at: datetime, **more: str | bytes) -> Signed:
    return Signed(
        way=way,
        pdf=after,
        sha256_before=hashlib.sha256(before).hexdigest(),
        sha256_after=hashlib.sha256(after).hexdigest(),
        statement=STATEMENTS[way],
        at=at,
        **more,  # type: ignore[arg-type]
    )
