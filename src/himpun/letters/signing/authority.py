"""The instance's certificate authority, the keys of its people, and how keys are kept.

An instance is its own authority: a root certificate that it made itself, and below it one key for
each person who signs (EC P-256, SHA-256). The office and capacity of a signature are not in the
certificate, since they change from day to day; they are signed with each mark.
"""

import hashlib
import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.x509.oid import NameOID

from himpun.letters.signing.parts import Certified, Facts
from himpun.office.rules import Refused

ROOT_YEARS: Final = 20
KEY_YEARS: Final = 2
LIST_DAYS: Final = 30
LONGEST_NAME: Final = 64
"""Characters that X.509 allows a name or an organisation."""
SALT, NONCE = 16, 12
CLOCK_LEEWAY = timedelta(minutes=5)
"""Computers that check a signature may be a little behind the one that made it."""


def new_authority(*, name: str, at: datetime) -> Certified:
    """A root certificate of its own and its key, valid for twenty years from ``at``."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _name(name, name)
    builder = _builder(subject, subject, key.public_key(), key.public_key(), at)
    builder = builder.not_valid_after(_years(at, ROOT_YEARS))
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(signs=False), critical=True)
    return Certified(_der(builder.sign(key, hashes.SHA256())), _private(key))


def new_key(
    *, authority: Certified, name: str, agency: str, identity: str, at: datetime
) -> Certified:
    """A person's certificate and key, valid for two years from ``at``, or as long as the authority.

    ``identity`` tells two people of one name apart and never changes (not a NIK or NIP, which
    would stand in every PDF).
    """
    issuer = x509.load_der_x509_certificate(authority.certificate)
    signer = _load(authority.key)
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _name(name, agency, identity)
    builder = _builder(subject, issuer.subject, key.public_key(), signer.public_key(), at)
    builder = builder.not_valid_after(min(_years(at, KEY_YEARS), issuer.not_valid_after_utc))
    builder = builder.add_extension(
        x509.BasicConstraints(ca=False, path_length=None), critical=True
    )
    builder = builder.add_extension(_usage(signs=True), critical=True)
    return Certified(_der(builder.sign(signer, hashes.SHA256())), _private(key))


def revocation_list(
    *, authority: Certified, revoked: Sequence[tuple[str, datetime]], number: int, at: datetime
) -> bytes:
    """The authority's list (DER) of withdrawn certificates: their serials, and since when."""
    issuer = x509.load_der_x509_certificate(authority.certificate)
    key = _load(authority.key)
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.subject)
        .last_update(at - CLOCK_LEEWAY)
        .next_update(at + timedelta(days=LIST_DAYS))
        .add_extension(x509.CRLNumber(number), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False
        )
    )
    for serial, since in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(int(serial, 16))
        builder = builder.add_revoked_certificate(entry.revocation_date(since).build())
    return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def facts_of(certificate: bytes) -> Facts:
    """What a certificate (DER) says. Refuses what is none."""
    found = load_certificate(certificate)
    return Facts(
        name=_first(found.subject, NameOID.COMMON_NAME),
        agency=_first(found.subject, NameOID.ORGANIZATION_NAME),
        issuer=_first(found.issuer, NameOID.COMMON_NAME),
        serial=serial_of(found.serial_number),
        valid_from=found.not_valid_before_utc,
        valid_until=found.not_valid_after_utc,
        fingerprint=hashlib.sha256(certificate).hexdigest(),
    )


def load_certificate(certificate: bytes) -> x509.Certificate:
    """The parsed certificate. Refuses what is none."""
    try:
        return x509.load_der_x509_certificate(certificate)
    except ValueError:
        raise Refused("Sertifikat itu tidak dapat dibaca.") from None


def serial_of(number: int) -> str:
    """A certificate's number as it is written everywhere here: hexadecimal, small letters."""
    return f"{number:x}"


def as_pem(certificate: bytes) -> str:
    """The certificate as the text that other programs import."""
    return load_certificate(certificate).public_bytes(serialization.Encoding.PEM).decode("ascii")


def from_pem(text: bytes) -> tuple[bytes, ...]:
    """The certificates (DER) of a PEM file. Refuses a file without one."""
    try:
        found = x509.load_pem_x509_certificates(text)
    except ValueError:
        raise Refused("Berkas itu tidak berisi sertifikat PEM.") from None
    return tuple(_der(certificate) for certificate in found)


# ---- keys at rest


def seal(*, key: bytes, secret: str, about: str) -> bytes:
    """A private key encrypted for keeping (AES-256-GCM, a key of its own by HKDF-SHA-256).

    ``about`` binds it to its row (the certificate's serial): exchanged with another's it no longer
    opens.
    """
    salt, nonce = os.urandom(SALT), os.urandom(NONCE)
    return salt + nonce + AESGCM(_derived(secret, salt)).encrypt(nonce, key, about.encode())


def unseal(*, sealed: bytes, secret: str, about: str) -> bytes:
    """The private key again. Refuses another secret, another row, and altered bytes."""
    salt, nonce, rest = sealed[:SALT], sealed[SALT : SALT + NONCE], sealed[SALT + NONCE :]
    try:
        return AESGCM(_derived(secret, salt)).decrypt(nonce, rest, about.encode())
    except (InvalidTag, ValueError):
        raise Refused(
            "Kunci tanda tangan tidak dapat dibuka. Kunci rahasia pemasangan ini berubah sejak "
            "kunci itu dibuat; hubungi administrator sistem."
        ) from None


def _derived(secret: str, salt: bytes) -> bytes:
    info = b"himpun signing key 1"
    return HKDF(hashes.SHA256(), length=32, salt=salt, info=info).derive(secret.encode())


# ---- X.509


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    public: ec.EllipticCurvePublicKey,
    issuing: ec.EllipticCurvePublicKey,
    at: datetime,
) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer)
    builder = builder.public_key(public).serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(at - CLOCK_LEEWAY)
    builder = builder.add_extension(
        x509.SubjectKeyIdentifier.from_public_key(public), critical=False
    )
    return builder.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(issuing), critical=False
    )


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs,
        content_commitment=signs,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=not signs,
        crl_sign=not signs,
        encipher_only=False,
        decipher_only=False,
    )


def _name(name: str, agency: str, identity: str = "") -> x509.Name:
    parts = [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, agency[:LONGEST_NAME] or "-"),
        x509.NameAttribute(NameOID.COMMON_NAME, name[:LONGEST_NAME]),
    ]
    if identity:
        parts.append(x509.NameAttribute(NameOID.USER_ID, identity))
    return x509.Name(parts)


def _years(at: datetime, years: int) -> datetime:
    return at.astimezone(UTC) + timedelta(days=round(years * 365.25))


def _first(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(oid)
    return str(found[0].value) if found else ""


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.DER)


def _private(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _load(key: bytes) -> ec.EllipticCurvePrivateKey:
    found = serialization.load_der_private_key(key, password=None)
    assert isinstance(found, ec.EllipticCurvePrivateKey)
    return found
