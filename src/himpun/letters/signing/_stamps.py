"""Time stamps from a service (RFC 3161), so that a signature can still be proved after years."""

from dataclasses import replace
from typing import Final

import httpx
from asn1crypto import crl, tsp
from asn1crypto import x509 as asn1
from pyhanko.sign.signers import PdfSignatureMetadata
from pyhanko.sign.signers.pdf_signer import (
    DSSContentSettings,
    SigDSSPlacementPreference,
    TimestampDSSContentSettings,
)
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator import ValidationContext

from himpun.letters.signing.parts import TimeStamps
from himpun.office.rules import Refused

NOT_STAMPED: Final = "Layanan stempel waktu tidak menjawab ({why}). Naskah belum ditandatangani."
# What proves a signature or a stamp is put in before it, so that the last stamp covers all.
PROOFS_BEFORE_STAMPS: Final = DSSContentSettings(
    include_vri=False,
    placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE,
    next_ts_settings=TimestampDSSContentSettings(include_vri=False, update_before_ts=True),
)


class HttpTimeStamper(TimeStamper):
    """Asks the service; any failure is a refusal, so that nothing is signed by halves."""

    def __init__(self, service: TimeStamps) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.service = service

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """pyHanko's question: the service's answer to this request."""
        given = self.service
        auth = httpx.BasicAuth(given.user, given.password) if given.user else None
        headers = {"Content-Type": "application/timestamp-query"}
        try:
            async with httpx.AsyncClient(timeout=given.timeout) as client:
                answer = await client.post(
                    given.url, content=req.dump(), headers=headers, auth=auth or httpx.Auth()
                )
            answer.raise_for_status()
            return tsp.TimeStampResp.load(answer.content, strict=True)
        except httpx.HTTPStatusError as error:
            status = error.response.status_code
            raise Refused(NOT_STAMPED.format(why=f"status {status}")) from error
        except httpx.HTTPError as error:
            raise Refused(NOT_STAMPED.format(why=type(error).__name__)) from error
        except ValueError as error:
            raise Refused(NOT_STAMPED.format(why="jawabannya tidak dapat dibaca")) from error


def stamped(
    metadata: PdfSignatureMetadata,
    service: TimeStamps,
    authority: bytes,
    revocations: tuple[bytes, ...],
) -> tuple[TimeStamper, PdfSignatureMetadata]:
    """The service to ask, and the signature raised from B-B to B-LTA: certificates and revocation
    lists are kept inside, and a last time stamp over all of them."""
    roots = [authority, *(root.certificate for root in service.roots)]
    context = ValidationContext(
        trust_roots=[asn1.Certificate.load(root) for root in roots],
        crls=[crl.CertificateList.load(encoded) for encoded in revocations],
        allow_fetching=True,
        revocation_mode="soft-fail",
    )
    higher = replace(
        metadata,
        embed_validation_info=True,
        use_pades_lta=True,
        validation_context=context,
        dss_settings=PROOFS_BEFORE_STAMPS,
    )
    return HttpTimeStamper(service), higher
