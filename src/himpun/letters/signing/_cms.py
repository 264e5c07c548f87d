"""Whether a mark's own bytes are exactly what its maker wrote, not merely good enough to verify.

A CMS holds more than its signature covers: copies of certificates, lists of algorithms, names that
are compared without regard to case. In the last mark of a paper nothing else vouches for them, so
each is held here against something that does, and a changed byte anywhere is found.
"""

from collections.abc import Sequence
from typing import Any, Final

from asn1crypto import cms
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

TROUBLE = (
    ValueError, KeyError, TypeError, IndexError, AttributeError, InvalidSignature,
    UnsupportedAlgorithm,
)  # fmt: skip
TIME_STAMP: Final = "signature_time_stamp_token"
ALGORITHMS: Final = {"ecdsa", "rsassa_pkcs1v15", "rsassa_pss", "ed25519", "ed448"}


def why_not_exact(signed: bytes, roots: Sequence[bytes]) -> str | None:
    """None for a CMS (DER) in which every byte is vouched for; ``roots`` are trusted certificates.

    Says nothing of the signature itself.
    """
    try:
        return _why_not(cms.ContentInfo.load(signed, strict=True), signed, roots)
    except TROUBLE as error:
        return f"cannot be read: {error}"


def _why_not(whole: Any, signed: bytes, roots: Sequence[bytes]) -> str | None:
    data = whole["content"]
    if whole["content_type"].native != "signed_data":
        return "no signed data"
    (info,) = data["signer_infos"]
    certificates = [choice.chosen.dump() for choice in data["certificates"] or ()]
    checks = (
        _why_not_numbers(data, info),
        _why_not_signer(info, certificates),
        _why_not_certificates(certificates, roots),
        _why_not_unsigned(info, roots),
    )
    if why := next(filter(None, checks), None):
        return why
    _touch(whole)
    return None if whole.dump(force=True) == signed else "written in another way than it was made"


def _why_not_numbers(data: Any, info: Any) -> str | None:
    content_type = data["encap_content_info"]["content_type"].native
    expected = {"data": "v1", "tst_info": "v3"}.get(content_type)
    if data["version"].native != expected or info["version"].native != "v1":
        return "another version"
    if [one.dump() for one in data["digest_algorithms"]] != [info["digest_algorithm"].dump()]:
        return "another list of algorithms"
    if info["signature_algorithm"].signature_algo not in ALGORITHMS:
        return "another signature algorithm"
    return "lists of revocation inside" if data["crls"].native else None


def _why_not_signer(info: Any, certificates: Sequence[bytes]) -> str | None:
    """The signer is named by the issuer and number of a certificate that is there."""
    named = info["sid"].chosen
    for encoded in certificates:
        found = x509.load_der_x509_certificate(encoded)
        issuer = found.issuer.public_bytes()
        if (
            named["issuer"].dump() == issuer
            and named["serial_number"].native == found.serial_number
        ):
            return None
    return "another signer"


def _why_not_certificates(certificates: Sequence[bytes], roots: Sequence[bytes]) -> str | None:
    """Each certificate is one of the trusted, or signed by another that is there. One alone is
    the signer's own, whose hash is signed: its issuer may be unknown here."""
    if len(certificates) == 1:
        return None
    known = [x509.load_der_x509_certificate(encoded) for encoded in (*certificates, *roots)]
    for encoded in certificates:
        found = x509.load_der_x509_certificate(encoded)
        if encoded not in roots and not any(_issued(found, issuer) for issuer in known):
            return "a certificate that nobody here has issued"
    return None


def _issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except TROUBLE:
        return False
    return True


def _why_not_unsigned(info: Any, roots: Sequence[bytes]) -> str | None:
    """Beside what is signed only a time stamp may stand, which is held to the same."""
    for attribute in info["unsigned_attrs"] or ():
        if attribute["type"].native != TIME_STAMP:
            return "something unsigned"
        for stamp in attribute["values"]:
            if why := why_not_exact(stamp.dump(), roots):
                return why
    return None


def _touch(value: Any) -> None:
    """Parses everything, so that writing it again writes all of it anew."""
    value.native  # noqa: B018
