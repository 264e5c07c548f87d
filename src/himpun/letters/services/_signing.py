"""The PDF of a paper with one mark more, by the instance's own keys."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings

from himpun.letters import signing
from himpun.letters.queries.keys import bsre_roots, opened_key, time_stamps, trust_now
from himpun.letters.rules.marks import Signer
from himpun.letters.services.keys import ensure_signing_key, refresh_revocations
from himpun.letters.signing.remote import Credentials, Service
from himpun.letters.signing.ways import Local, Remote, Way, Wet
from himpun.office.rules import Refused

if TYPE_CHECKING:
    from himpun.letters.models import SigningKey
    from himpun.office.queries import Agency, Person


class Marked(NamedTuple):
    """A PDF with a new mark, and the number of the certificate that made it."""

    pdf: bytes
    serial: str


def initialled(
    pdf: bytes, *, place: str, signer: Signer, by: Person, agency: Agency, now: datetime
) -> Marked:
    """A paraf in its place. Refuses a PDF that is not as the marks before have left it."""
    if signing.is_altered(pdf):
        raise Refused("Naskah itu berubah sejak diparaf; tidak dapat diparaf lagi.")
    key = ensure_signing_key(person=by, now=now)
    after = signing.initial(
        pdf, place=place, key=opened_key(key), authority=_issuer(key), who=_who(signer, agency),
        at=now,
    )  # fmt: skip
    return Marked(after, key.serial)


def signed(
    pdf: bytes, *, texts: Mapping[str, str], signer: Signer, by: Person, agency: Agency,
    now: datetime,
) -> Marked:  # fmt: skip
    """The texts filled in, and the signature over all of it."""
    key = ensure_signing_key(person=by, now=now)
    stamps = time_stamps()
    lists = (bytes(refresh_revocations(now=now).revocations),) if stamps else ()
    way = Local(opened_key(key), _issuer(key), stamps=stamps, revocations=lists)
    return _by(way, pdf, texts, _who(signer, agency), now)


def signed_outside(
    pdf: bytes, *, texts: Mapping[str, str], signer: Signer, agency: Agency, now: datetime,
    credentials: Credentials | None,
) -> Marked:  # fmt: skip
    """The same by the service outside that this instance is set up with. Refuses where it is not,
    and without what the signer types in."""
    found = settings.HIMPUN_BSRE
    if found is None:
        raise Refused(
            "Layanan tanda tangan elektronik belum disiapkan pada pemasangan ini. Ubah cara "
            "menandatangani pada halaman kop, atau hubungi administrator sistem."
        )
    if credentials is None:
        raise Refused("Isi NIK dan passphrase BSrE Anda.")
    service = Service(found.url, found.user, bsre_roots(), found.password)
    way = Remote(service, credentials, trust_now())
    return _by(way, pdf, texts, _who(signer, agency), now)


def ready_by_hand(pdf: bytes, texts: Mapping[str, str], *, token: str, version: int) -> bytes:
    """The paper to be printed and signed by hand: number, date and signer stand on it."""
    return Wet(token, version).ready(pdf, _wanted(pdf, texts))


def signed_by_hand(
    pdf: bytes, scan: bytes, *, token: str, version: int, signer: Signer, agency: Agency,
    now: datetime,
) -> None:  # fmt: skip
    """Refuses a scan that is not of this version of this paper, whole and readable."""
    Wet(token, version, scan).sign(pdf, who=_who(signer, agency), at=now)


def _by(way: Way, pdf: bytes, texts: Mapping[str, str], who: signing.Who, at: datetime) -> Marked:
    done = way.sign(way.ready(pdf, _wanted(pdf, texts)), who=who, at=at)
    return Marked(done.pdf, done.serial)


def _wanted(pdf: bytes, texts: Mapping[str, str]) -> dict[str, str]:
    """The texts for which a paper has a place."""
    blanks = signing.blanks_of(pdf)
    return {name: text for name, text in texts.items() if name in blanks}


def _issuer(key: SigningKey) -> bytes:
    return bytes(key.authority.certificate)


def _who(signer: Signer, agency: Agency) -> signing.Who:
    return signing.Who(signer.name, signer.office, signer.capacity, agency.name, agency.zone)
