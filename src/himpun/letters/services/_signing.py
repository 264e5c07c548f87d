"""The PDF of a paper with one mark more, by the instance's own keys."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from himpun.letters import signing
from himpun.letters.queries.keys import opened_key, time_stamps
from himpun.letters.rules.marks import Signer
from himpun.letters.services.keys import ensure_signing_key, refresh_revocations
from himpun.letters.signing.ways import Local
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
    blanks = signing.blanks_of(pdf)
    ready = way.ready(pdf, {name: text for name, text in texts.items() if name in blanks})
    done = way.sign(ready, who=_who(signer, agency), at=now)
    return Marked(done.pdf, done.serial)


def _issuer(key: SigningKey) -> bytes:
    return bytes(key.authority.certificate)


def _who(signer: Signer, agency: Agency) -> signing.Who:
    return signing.Who(signer.name, signer.office, signer.capacity, agency.name, agency.zone)
