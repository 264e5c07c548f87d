"""A stand-in for BSrE's Esign Client Service on this machine: it really signs, with its own CA."""

import asyncio
import json
import threading
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from typing import Any

from asn1crypto import keys
from asn1crypto import x509 as asn1
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore
from tests.letters.signing import paper

from himpun.letters.signing.authority import new_authority, new_key
from himpun.letters.signing.parts import Certified, Root
from himpun.letters.signing.remote import Credentials, Service

NIK, PASSPHRASE = "1371000000000001", "frasa sandi yang benar"
USER, PASSWORD = "himpun", "rahasia"
ISSUER = "BSrE (tiruan untuk uji)"
SOON = 0.01
"""How long, in seconds, the service takes to see that it is to stop; else half a second."""


@cache
def authority(name: str = ISSUER) -> Certified:
    """Who issues the certificates of the service's people."""
    return new_authority(name=name, at=paper.NOW)


@dataclass
class StandIn:
    """How the service behaves; what it was asked, in ``asked``."""

    mood: str = "well"
    url: str = ""
    holder: str = "PEJABAT DINAS UJI, S.E."
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def service(self, **changes: Any) -> Service:
        """How Himpun is set up with it."""
        given: dict[str, Any] = {
            "url": self.url, "user": USER, "password": PASSWORD, "timeout": 5.0,
            "roots": (Root(ISSUER, authority().certificate, "remote"),),
        }  # fmt: skip
        return Service(**{**given, **changes})

    def sign(self, pdf: bytes) -> bytes:
        """The PDF with an invisible signature more, as the service's own program makes it."""
        issuer = authority("Penerbit tak dikenal") if self.mood == "stranger" else authority()
        key = new_key(
            authority=issuer, name=self.holder, agency="Dinas", identity="1", at=paper.NOW
        )
        store = SimpleCertificateStore()
        store.register(asn1.Certificate.load(issuer.certificate))
        signer = SimpleSigner(
            signing_cert=asn1.Certificate.load(key.certificate),
            signing_key=keys.PrivateKeyInfo.load(key.key),
            cert_registry=store,
        )
        metadata = PdfSignatureMetadata(
            field_name="sig_2026", md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES
        )
        writer = IncrementalPdfFileWriter(BytesIO(pdf))
        session = PdfSigner(metadata, signer).async_sign_pdf(writer)
        return bytes(asyncio.run(session).getvalue())


class Handler(BaseHTTPRequestHandler):
    """The two addresses that Himpun asks."""

    stand_in: StandIn

    def log_message(self, *args: object) -> None:
        """Says nothing."""

    def do_GET(self) -> None:
        """Somebody's status."""
        if not self._let_in():
            return
        nik = self.path.rpartition("/")[2]
        self.stand_in.asked.append((self.path.rpartition("/")[0], {"nik": nik}))
        if nik != NIK or self.stand_in.mood == "unknown":
            self._json(
                200,
                {
                    "status_code": 1110,
                    "status": "NOT_REGISTERED",
                    "message": "User belum terdaftar",
                },
            )
        elif self.stand_in.mood == "expired":
            self._json(
                200, {"status_code": 2021, "status": "EXPIRED", "message": "Sertifikat expired"}
            )
        else:
            self._json(
                200, {"status_code": 1111, "status": "ISSUE", "message": "User sudah terdaftar"}
            )

    def do_POST(self) -> None:
        """A PDF to sign."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if not self._let_in():
            return
        form, pdf = self._form(body)
        self.stand_in.asked.append((self.path, form))
        mood = self.stand_in.mood
        if form["passphrase"] != PASSPHRASE:
            self._json(400, {"status_code": 2031, "error": "Passphrase anda salah !!!"})
        elif mood == "failing":
            self._json(500, {"timestamp": "2026", "error": "Internal Server Error"})
        elif mood == "odd":
            self._json(400, {"status_code": 2099, "error": "Dokumen tidak\nvalid !!!"})
        elif mood == "page":
            self._answer(200, "text/html", b"<html>Selamat datang</html>")
        else:
            self._answer(200, "application/pdf", self._made(pdf, mood))

    def _made(self, pdf: bytes, mood: str) -> bytes:
        if mood == "slow":
            time.sleep(1.5)
        if mood == "unsigned":
            return pdf
        if mood == "other":
            return self.stand_in.sign(paper.prepared())
        signed = self.stand_in.sign(pdf)
        return signed + b"\n% lagi" if mood == "appended" else signed

    def _let_in(self) -> bool:
        wanted = "Basic " + b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        if self.headers.get("Authorization") == wanted:
            return True
        self._json(401, {"error": "Unauthorized"})
        return False

    def _form(self, body: bytes) -> tuple[dict[str, str], bytes]:
        head = b"Content-Type: " + self.headers["Content-Type"].encode() + b"\r\n\r\n"
        form, pdf = {}, b""
        for part in message_from_bytes(head + body).get_payload():
            name = part.get_param("name", header="content-disposition")  # type: ignore[union-attr]
            content = part.get_payload(decode=True)  # type: ignore[union-attr]
            if name == "file":
                pdf = content  # type: ignore[assignment]
            else:
                form[str(name)] = content.decode()  # type: ignore[union-attr]
        return form, pdf

    def _json(self, status: int, said: dict[str, object]) -> None:
        self._answer(status, "application/json", json.dumps(said).encode())

    def _answer(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def running() -> Iterator[StandIn]:
    """The service on a free port of this machine."""
    stand_in = StandIn()
    handler = type("Bound", (Handler,), {"stand_in": stand_in})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        stand_in.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(SOON,), daemon=True)
        thread.start()
        try:
            yield stand_in
        finally:
            server.shutdown()
            thread.join()


def credentials(**changes: str) -> Credentials:
    """What the signer types in."""
    return Credentials(**{"nik": NIK, "passphrase": PASSPHRASE, **changes})
