"""Asking a signing service outside: built to the public shape of BSrE's Esign Client Service (v1).

``GET /api/user/status/{nik}`` says whether somebody has a certificate in force, ``POST
/api/sign/pdf`` takes the PDF, NIK and passphrase as a form and answers the signed PDF, or JSON with
``status_code`` and ``error``. Basic authentication. NIK and passphrase are passed on and never
kept; neither stands in any sentence or log.
"""

import re
from dataclasses import dataclass, field
from typing import Any, Final

import httpx

from himpun.letters.signing.parts import Root
from himpun.office.rules import Refused

ISSUED: Final = 1111
WHY_NOT_USER: Final = {
    1110: "Penanda tangan belum terdaftar di BSrE. Daftarkan dahulu melalui admin TTE instansi.",
    2021: "Sertifikat BSrE penanda tangan sudah kedaluwarsa. Perbarui melalui portal BSrE.",
}
WHY_NOT_SIGN: Final = {
    2011: "Penanda tangan tidak terdaftar di BSrE, atau NIK-nya salah.",
    2031: "Passphrase BSrE salah. Naskah belum ditandatangani.",
}
NOT_REACHED: Final = (
    "Layanan tanda tangan BSrE tidak dapat dihubungi. Naskah belum ditandatangani; coba lagi "
    "beberapa saat lagi."
)
TOO_SLOW: Final = (
    "Layanan tanda tangan BSrE tidak menjawab dalam {seconds:g} detik. Naskah belum ditandatangani "
    "di sini; coba lagi."
)
NOT_LET_IN: Final = (
    "Layanan tanda tangan BSrE menolak akun aplikasi ini (status {status}). Administrator sistem "
    "perlu memeriksa HIMPUN_BSRE_USER dan HIMPUN_BSRE_PASSWORD."
)
NO_PDF: Final = "Jawaban layanan tanda tangan BSrE bukan PDF. Naskah belum ditandatangani."


@dataclass(frozen=True, slots=True)
class Service:
    """The service's address, the application's account there, whose signatures it makes, and the
    seconds it is waited for."""

    url: str
    user: str
    roots: tuple[Root, ...]
    password: str = field(default="", repr=False)
    timeout: float = 30.0


@dataclass(frozen=True, slots=True)
class Credentials:
    """What the signer types in at signing."""

    nik: str = field(repr=False)
    passphrase: str = field(repr=False)


def why_not_credentials(given: Credentials) -> str | None:
    """Why they need not be sent; None if they may be right."""
    if not (given.nik.isascii() and given.nik.isdigit() and len(given.nik) == 16):
        return "NIK terdiri atas 16 angka."
    return None if given.passphrase else "Passphrase BSrE harus diisi."


def why_not_holder(certified: str, person: str) -> str | None:
    """Why a certificate's holder cannot be the person who signs; None if they share a name.

    Titles, order and case differ between registers of people, so one word of three letters is
    enough: this finds a NIK typed by somebody else, not a namesake.
    """
    if _names(certified) & _names(person):
        return None
    return (
        f"Sertifikat BSrE yang dipakai atas nama “{certified}”, sedangkan naskah ini "
        f"ditandatangani “{person}”. Naskah belum ditandatangani."
    )


def _names(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.casefold()) if len(word) >= 3}


def sign_remotely(service: Service, pdf: bytes, credentials: Credentials) -> bytes:
    """What the service answers for a PDF: it is yet to be validated.

    Refuses somebody without a certificate in force, a wrong passphrase, a service that does not
    answer in time, does not let the application in, or answers something else.
    """
    if why := why_not_credentials(credentials):
        raise Refused(why)
    auth = httpx.BasicAuth(service.user, service.password)
    try:
        with httpx.Client(base_url=service.url, auth=auth, timeout=service.timeout) as client:
            _want_certificate(client.get(f"/api/user/status/{credentials.nik}"))
            return _signed(_posted(client, pdf, credentials))
    except httpx.TimeoutException as error:
        raise Refused(TOO_SLOW.format(seconds=service.timeout)) from error
    except httpx.HTTPError as error:
        raise Refused(NOT_REACHED) from error


def _posted(client: httpx.Client, pdf: bytes, credentials: Credentials) -> httpx.Response:
    form = {
        "nik": credentials.nik,
        "passphrase": credentials.passphrase,
        "tampilan": "invisible",
        "reason": "Tanda tangan naskah dinas",
    }
    return client.post(
        "/api/sign/pdf", data=form, files={"file": ("naskah.pdf", pdf, "application/pdf")}
    )


def _want_certificate(answer: httpx.Response) -> None:
    _want_let_in(answer)
    said = _said(answer)
    code = said.get("status_code")
    if code == ISSUED or said.get("status") == "ISSUE":
        return
    if not answer.is_success and code not in WHY_NOT_USER:
        raise Refused(_why(answer, said))
    raise Refused(
        WHY_NOT_USER.get(_number(code), "")
        or f"Penanda tangan tidak memiliki sertifikat BSrE yang berlaku ({_words(said) or code})."
    )


def _signed(answer: httpx.Response) -> bytes:
    _want_let_in(answer)
    if not answer.is_success:
        raise Refused(_why(answer, _said(answer)))
    if not answer.content.startswith(b"%PDF"):
        raise Refused(_why(answer, said) if (said := _said(answer)) else NO_PDF)
    return answer.content


def _want_let_in(answer: httpx.Response) -> None:
    if answer.status_code in {401, 403}:
        raise Refused(NOT_LET_IN.format(status=answer.status_code))


def _why(answer: httpx.Response, said: dict[str, Any]) -> str:
    if known := WHY_NOT_SIGN.get(_number(said.get("status_code"))):
        return known
    told = _words(said) or f"status {answer.status_code}"
    return f"Layanan tanda tangan BSrE menolak: {told}. Naskah belum ditandatangani."


def _said(answer: httpx.Response) -> dict[str, Any]:
    try:
        found = answer.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _words(said: dict[str, Any]) -> str:
    """The service's own words, one line of them."""
    text = str(said.get("error") or said.get("message") or "")
    return " ".join(text.split())[:200].rstrip(".! ")


def _number(code: object) -> int:
    return int(code) if str(code).isdigit() else 0  # type: ignore[call-overload]
