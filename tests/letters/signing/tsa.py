"""A time-stamping service (RFC 3161) on this machine, with an authority and a list of its own."""

import asyncio
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore
from tests.letters.signing.esign import SOON

from himpun.letters.signing.authority import new_authority, revocation_list
from himpun.letters.signing.parts import Certified, Root, TimeStamps

USER, PASSWORD, NAME = "himpun", "stempel", "Stempel Waktu Uji"


def now() -> datetime:
    """The service tells the real time; nothing else would be one."""
    return datetime.now(UTC)


@cache
def authority() -> Certified:
    """Who vouches for the service."""
    return new_authority(name=NAME, at=now() - timedelta(days=1))


def stamping_key(list_url: str) -> Certified:
    """The service's own key; its certificate says where withdrawn ones are listed."""
    key = rsa.generate_private_key(65537, 2048)
    issuer = x509.load_der_x509_certificate(authority().certificate)
    signer = serialization.load_der_private_key(authority().key, password=None)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "TSA Uji")])
    point = x509.DistributionPoint([x509.UniformResourceIdentifier(list_url)], None, None, None)
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=False, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=False, crl_sign=False,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now() - timedelta(hours=1))
        .not_valid_after(now() + timedelta(days=365))
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .add_extension(x509.CRLDistributionPoints([point]), critical=False)
    )
    assert isinstance(signer, ec.EllipticCurvePrivateKey)
    made = builder.sign(signer, hashes.SHA256())
    return Certified(
        made.public_bytes(serialization.Encoding.DER),
        key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
    )


@dataclass
class Stamping:
    """How the service behaves, and what it was asked."""

    mood: str = "well"
    url: str = ""
    asked: list[str] = field(default_factory=list)
    stamper: DummyTimeStamper | None = None

    def service(self, **changes: str) -> TimeStamps:
        """How Himpun is set up with it."""
        given = {"url": f"{self.url}/tsa", "user": USER, "password": PASSWORD, **changes}
        roots = (Root(NAME, authority().certificate, "time"),)
        return TimeStamps(roots=roots, timeout=5.0, **given)

    def answer(self, request: bytes) -> bytes:
        """The time, stamped on what was sent."""
        assert self.stamper is not None
        said = self.stamper.async_request_tsa_response(tsp.TimeStampReq.load(request))
        return bytes(asyncio.run(said).dump())

    def open(self, port: int) -> None:
        """Ready on a port."""
        self.url = f"http://127.0.0.1:{port}"
        key = stamping_key(f"{self.url}/list.crl")
        store = SimpleCertificateStore()
        store.register(asn1.Certificate.load(authority().certificate))
        self.stamper = DummyTimeStamper(
            asn1.Certificate.load(key.certificate),
            keys.PrivateKeyInfo.load(key.key),
            certs_to_embed=store,
        )


class Handler(BaseHTTPRequestHandler):
    """The service and its list."""

    stamping: Stamping

    def log_message(self, *args: object) -> None:
        """Says nothing."""

    def do_GET(self) -> None:
        """The list of withdrawn certificates."""
        self.stamping.asked.append(self.path)
        listed = revocation_list(authority=authority(), revoked=[], number=1, at=now())
        self._answer(200, "application/pkix-crl", listed)

    def do_POST(self) -> None:
        """A stamp."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.stamping.asked.append(self.path)
        wanted = "Basic " + b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        if self.headers.get("Authorization") != wanted:
            self._answer(401, "text/plain", b"")
        elif self.stamping.mood == "page":
            self._answer(200, "text/html", b"<html></html>")
        else:
            self._answer(200, "application/timestamp-reply", self.stamping.answer(body))

    def _answer(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def running() -> Iterator[Stamping]:
    """The service on a free port of this machine."""
    stamping = Stamping()
    handler = type("Bound", (Handler,), {"stamping": stamping})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        stamping.open(server.server_port)
        thread = threading.Thread(target=server.serve_forever, args=(SOON,), daemon=True)
        thread.start()
        try:
            yield stamping
        finally:
            server.shutdown()
            thread.join()
