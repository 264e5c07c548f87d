"""A paraf or a signature put into a paper, as an addition that leaves what is there untouched."""

from datetime import datetime
from typing import Any, Final

from asn1crypto import cms, core, keys
from asn1crypto import x509 as asn1
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.ades.api import CAdESSignedAttrSpec, SignerAttrSpec
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.stamp import BaseStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from himpun.letters.rules.places import SIGNATURE
from himpun.letters.signing._drawing import Piece, draw
from himpun.letters.signing._fields import fields_of, has_signature, signatures_in
from himpun.letters.signing._loop import done
from himpun.letters.signing._writer import open_for_addition
from himpun.letters.signing.authority import facts_of
from himpun.letters.signing.parts import Certified, TimeStamps, Who
from himpun.office.rules import Refused

TITLE, DESCRIPTION, ORGANISATION = "2.5.4.12", "2.5.4.13", "2.5.4.10"
SIZES: Final = {False: 6.0, True: 7.5}


class Appearance(BaseStampStyle):
    """What stands at the mark's place: drawn by Typst instead of pyHanko's own letters, which
    are not embedded and would break PDF/A."""

    lines: tuple[str, ...]
    size: float
    framed: bool

    def create_stamp(
        self,
        writer: BasePdfFileWriter,
        box: BoxConstraints,
        text_params: dict[str, Any],  # noqa: ARG002
    ) -> Any:
        """pyHanko's question: what to draw in this box."""
        piece = Piece(
            "tanda",
            self.lines,
            box.width,
            box.height,
            self.size,
            wrap=True,
            boxed=True,
            framed=self.framed,
        )
        (form,) = draw(writer, [piece])
        return Drawn(form)


class Drawn:
    """An appearance that pyHanko hangs on the mark's field."""

    def __init__(self, form: generic.IndirectObject) -> None:
        self.form = form

    def apply_appearance(self, annotation: generic.DictionaryObject) -> None:
        annotation[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): self.form})


class At(PdfSigner):
    """A signer whose clock is the caller's."""

    now: datetime

    def init_signing_session(
        self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False
    ) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.now
        return session


def mark(
    pdf: bytes,
    *,
    place: str,
    key: Certified,
    authority: bytes,
    who: Who,
    at: datetime,
    reason: str,
    lines: tuple[str, ...],
    stamps: TimeStamps | None = None,
    revocations: tuple[bytes, ...] = (),
) -> bytes:
    """The paper with one mark more, in the signature field ``place``."""
    writer = open_for_addition(pdf)
    fields = fields_of(writer, "/Sig")
    if why := _why_not(writer, fields, place, key, at):
        raise Refused(why)
    first = not any("/V" in field for _, field in fields.values())
    last = place.startswith(SIGNATURE)
    alone = last and signatures_in(fields) == 1
    metadata = _metadata(place, who, reason, first=first, closing=alone)
    timestamper: TimeStamper | None = None
    if stamps:
        from himpun.letters.signing._stamps import stamped

        timestamper, metadata = stamped(metadata, stamps, authority, revocations)
    signer = At(
        metadata, _signer(key, authority), timestamper=timestamper, stamp_style=_look(lines, last)
    )
    signer.now = at
    return _run(signer, writer)


def _run(signer: At, writer: IncrementalPdfFileWriter) -> bytes:
    try:
        return done(_signed(signer, writer))
    except SigningError as error:
        raise Refused(f"Tanda tangan tidak dapat dibubuhkan: {error}") from error


async def _signed(signer: At, writer: IncrementalPdfFileWriter) -> bytes:
    context = signer.signature_meta.validation_context
    try:
        signed = await signer.async_sign_pdf(writer, existing_fields_only=True)
        return bytes(signed.getvalue())
    finally:
        if context is not None:
            await context.aclose()


def _why_not(
    writer: IncrementalPdfFileWriter,
    fields: dict[str, Any],
    place: str,
    key: Certified,
    at: datetime,
) -> str | None:
    facts = facts_of(key.certificate)
    if place not in fields:
        return f"Naskah itu tidak memiliki tempat untuk “{place}”."
    if "/V" in fields[place][1]:
        return f"Tempat “{place}” sudah berisi tanda tangan."
    if has_signature(writer) and not place.startswith(SIGNATURE):
        return "Naskah itu sudah ditandatangani; paraf tidak dapat ditambahkan lagi."
    if has_signature(writer) and signatures_in(fields) == 1:
        return "Naskah itu sudah ditandatangani."
    if not facts.valid_from <= at <= facts.valid_until:
        return f"Kunci tanda tangan {facts.name} tidak berlaku pada saat ini."
    return None


def _metadata(
    place: str, who: Who, reason: str, *, first: bool, closing: bool
) -> PdfSignatureMetadata:
    """The first mark says what may still be done to the paper: forms filled and marks added."""
    return PdfSignatureMetadata(
        field_name=place,
        md_algorithm="sha256",
        name=who.name,
        reason=reason,
        subfilter=SigSeedSubFilter.PADES,
        certify=first,
        docmdp_permissions=MDPPerm.NO_CHANGES if closing else MDPPerm.FILL_FORMS,
        cades_signed_attr_spec=CAdESSignedAttrSpec(
            signer_attributes=SignerAttrSpec(claimed_attrs=_claims(who), certified_attrs=())
        ),
    )


def _claims(who: Who) -> list[cms.AttCertAttribute]:
    """Office, capacity and agency of that day, signed with the paper (ETSI EN 319 122-1, 5.2.6)."""
    said = ((TITLE, who.office), (DESCRIPTION, who.capacity), (ORGANISATION, who.agency))
    return [
        cms.AttCertAttribute({"type": oid, "values": [core.UTF8String(text)]})
        for oid, text in said
        if text
    ]


def _signer(key: Certified, authority: bytes) -> SimpleSigner:
    store = SimpleCertificateStore()
    store.register(asn1.Certificate.load(authority))
    return SimpleSigner(
        signing_cert=asn1.Certificate.load(key.certificate),
        signing_key=keys.PrivateKeyInfo.load(key.key),
        cert_registry=store,
    )


def _look(lines: tuple[str, ...], last: bool) -> Appearance:
    look = Appearance()
    object.__setattr__(look, "lines", lines)
    object.__setattr__(look, "size", SIZES[last])
    # A paraf stands in a cell that has a frame already.
    object.__setattr__(look, "framed", last)
    return look
