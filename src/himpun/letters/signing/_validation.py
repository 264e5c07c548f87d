"""The second look: the PDF parsed, each mark checked by pyHanko, and the certificates weighed."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Final

from asn1crypto import x509 as asn1
from cryptography import x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DiffResult
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import (
    EmbeddedPdfSignature,
    async_validate_pdf_signature,
    async_validate_pdf_timestamp,
)
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from himpun.letters.signing import verdict
from himpun.letters.signing._bytes import CONTENT_CHANGED, RawMark, raw_marks
from himpun.letters.signing._cms import why_not_exact
from himpun.letters.signing._fields import fields_of
from himpun.letters.signing._loop import done
from himpun.letters.signing.authority import load_certificate, serial_of
from himpun.letters.signing.parts import Root, Trust
from himpun.letters.signing.verdict import MarkSeen, Verdict

UNREADABLE: Final = "Berkas itu rusak: susunannya tidak dapat dibaca sebagai PDF."
BEHIND: Final = (
    "Sesudah tanda terakhir ada yang ditambahkan pada berkas; itu tidak dilindungi tanda mana pun."
)
NOT_COUNTED: Final = "Tanda pada berkas itu tidak sesuai dengan isinya."
TROUBLE = (PdfError, SigningError, SignatureValidationError, ValueError, KeyError, TypeError,
           AttributeError, IndexError, NotImplementedError, RecursionError)  # fmt: skip
CLAIMS: Final = {"2.5.4.12": "office", "2.5.4.13": "capacity", "2.5.4.10": "agency"}


def validate(pdf: bytes, trust: Trust, at: datetime) -> Verdict:
    sha256 = hashlib.sha256(pdf).hexdigest()
    raw = _exact(raw_marks(pdf), trust)
    problems = [BEHIND] if raw and raw[-1].end != len(pdf) else []
    seen: tuple[MarkSeen, ...] = ()
    try:
        reader = PdfFileReader(BytesIO(pdf))
        signatures = list(reader.embedded_signatures)
        if len(signatures) != len(raw):
            problems.append(NOT_COUNTED)
        seen = done(_look_at(signatures, raw, trust, at))
    except TROUBLE:
        problems.append(UNREADABLE)
    problems += [f"{_called(mark)}: {mark.why}" for mark in seen if mark.why]
    if not raw and not seen and not problems:
        problems.append(verdict.NO_MARKS)
    return Verdict(sha256, seen, tuple(dict.fromkeys(problems)))


def _called(mark: MarkSeen) -> str:
    return {"initial": "Paraf", "sign": "Tanda tangan", "time": "Stempel waktu"}[mark.role] + (
        f" {mark.name}" if mark.name else f" “{mark.field}”"
    )


def _exact(raw: list[RawMark], trust: Trust) -> list[RawMark]:
    """The last mark's own bytes are covered by no other mark, so they are looked at closer."""
    if not raw or raw[-1].why:
        return raw
    why = why_not_exact(raw[-1].signed, [root.certificate for root in trust.roots])
    return [*raw[:-1], replace(raw[-1], why=why)]


async def _look_at(
    signatures: Sequence[EmbeddedPdfSignature], raw: Sequence[RawMark], trust: Trust, at: datetime
) -> tuple[MarkSeen, ...]:
    by_gap = {mark.gap: mark for mark in raw}
    found = []
    for signature in signatures:
        start, length, again, _ = (int(number) for number in signature.byte_range)
        found.append(await _seen(signature, by_gap.get((start + length, again)), trust, at))
    return tuple(found)


async def _seen(
    signature: EmbeddedPdfSignature, raw: RawMark | None, trust: Trust, at: datetime
) -> MarkSeen:
    base = _base(signature)
    if raw is None or raw.why:
        changed = raw is not None and raw.why == CONTENT_CHANGED
        return replace(base, why=verdict.CHANGED if changed else verdict.DAMAGED)
    when = base.at or at
    try:
        status = await _status(signature, trust, when)
    except TROUBLE:
        return replace(base, why=verdict.DAMAGED)
    return _weighed(base, status, signature, trust)


async def _status(signature: EmbeddedPdfSignature, trust: Trust, when: datetime) -> Any:
    stamps = _context(trust.roots, "time", when)
    if signature.sig_object_type == "/DocTimeStamp":
        return await async_validate_pdf_timestamp(signature, stamps)
    signers = _context(trust.roots, "", when)
    return await async_validate_pdf_signature(signature, signers, stamps)


def _context(roots: Sequence[Root], way: str, when: datetime) -> ValidationContext:
    """Trusts the roots of one way (time), or of all others; asks no network. Revocation of the
    instance's own certificates is looked up here, by the moment of the mark, not by pyHanko."""
    chosen = [root for root in roots if (root.way == "time") == (way == "time")]
    return ValidationContext(
        trust_roots=[asn1.Certificate.load(root.certificate) for root in chosen],
        allow_fetching=False,
        revocation_mode="soft-fail",
        moment=when,
    )


def _base(signature: EmbeddedPdfSignature) -> MarkSeen:
    """A mark as it presents itself, believed in nothing yet."""
    name = str(signature.field_name)
    time = signature.sig_object_type == "/DocTimeStamp"
    said = {} if time else _claims(signature)
    cert = signature.signer_cert
    subject = cert.subject.native
    return MarkSeen(
        field=name,
        role="time" if time else "initial" if name.startswith("paraf") else "sign",
        name=str(subject.get("common_name", "")),
        office=said.get("office", ""),
        capacity=said.get("capacity", ""),
        agency=said.get("agency", str(subject.get("organization_name", ""))),
        at=None if time else signature.self_reported_timestamp,
        stamped=False,
        serial=serial_of(cert.serial_number),
        issuer=str(cert.issuer.native.get("common_name", "")),
        way=None,
        whole=False,
        trusted=False,
        why="",
    )


def _claims(signature: EmbeddedPdfSignature) -> dict[str, str]:
    """Office, capacity and agency as the signer signed them."""
    found: dict[str, str] = {}
    for attribute in signature.signer_info["signed_attrs"]:
        if attribute["type"].native != "signer_attributes_v2":
            continue
        for claim in attribute["values"][0]["claimed_attributes"]:
            if known := CLAIMS.get(claim["type"].dotted):
                found[known] = str(claim["values"][0].native)
    return found


def _weighed(
    base: MarkSeen, status: Any, signature: EmbeddedPdfSignature, trust: Trust
) -> MarkSeen:
    stamp = status if base.role == "time" else status.timestamp_validity
    stamped = bool(stamp and stamp.intact and stamp.valid and stamp.trusted)
    at = stamp.timestamp if stamped else base.at
    root = _root_of(status, trust)
    revoked_at = _revoked_at(signature.signer_cert, trust)
    changes, texts = _changes(signature), set(fields_of(signature.reader, "/Tx"))
    seen = replace(
        base,
        at=at,
        stamped=stamped,
        way=root.way if root and root.way != "time" else None,
        issuer=root.name if root else base.issuer,
        whole=bool(status.intact and status.valid and _allowed(status, base, changes, texts)),
        covers_all=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        changes=changes,
        revoked_at=revoked_at,
    )
    why = _why(seen, status, root)
    return replace(seen, trusted=not _why_not_trusted(seen, status, root), why=why)


def _allowed(status: Any, base: MarkSeen, changes: tuple[str, ...], texts: set[str]) -> bool:
    """What was added since is what the mark allows; after a signature no text any more, even
    where a second party still signs."""
    if base.role == "sign" and texts.intersection(changes):
        return False
    return isinstance(status.diff_result, DiffResult) or (
        status.diff_result is None and status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    )


def _changes(signature: EmbeddedPdfSignature) -> tuple[str, ...]:
    """The fields that have got a text, another text or a mark since."""
    then = _values(signature.reader.get_historical_resolver(signature.signed_revision))
    return tuple(
        name for name, value in _values(signature.reader).items() if then.get(name) != value
    )


def _values(handler: Any) -> dict[str, str]:
    """Texts and marks by their fields; stamps of time are no change."""
    both = {**fields_of(handler, "/Tx"), **fields_of(handler, "/Sig")}
    return {
        name: repr(field.get("/V"))
        for name, (_, field) in both.items()
        if not ("/V" in field and _is_stamp(field["/V"]))
    }


def _is_stamp(value: Any) -> bool:
    return isinstance(value, Mapping) and value.get("/Type") == "/DocTimeStamp"


def _root_of(status: Any, trust: Trust) -> Root | None:
    path = status.validation_path
    if path is None or not status.trusted:
        return None
    anchor = path.trust_anchor.certificate.dump()
    return next((root for root in trust.roots if root.certificate == anchor), None)


def _why(seen: MarkSeen, status: Any, root: Root | None) -> str:
    if not (status.intact and status.valid):
        return verdict.DAMAGED
    if not seen.whole or (seen.role != "time" and not status.docmdp_ok):
        return verdict.CHANGED
    return _why_not_trusted(seen, status, root)


def _why_not_trusted(seen: MarkSeen, status: Any, root: Root | None) -> str:
    if root is None:
        if seen.at and not _valid_then(status.signing_cert, seen.at):
            return "Sertifikatnya tidak berlaku pada waktu itu."
        return f"Penerbit sertifikatnya, “{seen.issuer}”, tidak dikenal."
    if seen.revoked_at and (seen.at is None or seen.revoked_at <= seen.at):
        return "Sertifikatnya sudah dicabut pada waktu itu."
    return ""


def _valid_then(certificate: Any, at: datetime) -> bool:
    validity = certificate["tbs_certificate"]["validity"]
    return bool(validity["not_before"].native <= at <= validity["not_after"].native)


def _revoked_at(certificate: asn1.Certificate, trust: Trust) -> datetime | None:
    """Since when the instance's own authority has withdrawn the certificate; None if never."""
    issuer = certificate.issuer.dump()
    for root in trust.roots:
        parsed = load_certificate(root.certificate)
        if root.way != "local" or parsed.subject.public_bytes() != issuer:
            continue
        for encoded in trust.revocations:
            found = x509.load_der_x509_crl(encoded)
            if not found.is_signature_valid(parsed.public_key()):  # type: ignore[arg-type]
                continue
            entry = found.get_revoked_certificate_by_serial_number(certificate.serial_number)
            if entry is not None:
                return entry.revocation_date_utc.astimezone(UTC)
    return None
