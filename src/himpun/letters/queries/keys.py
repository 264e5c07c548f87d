"""The instance's authority and the keys of its people: whom a validation trusts, what is shown."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from himpun.letters.models import Authority, SigningKey
from himpun.letters.signing import authority as made
from himpun.letters.signing.parts import Certified, Root, TimeStamps, Trust
from himpun.office import queries as office
from himpun.office.queries import Agency, Person

BSRE = "Balai Sertifikasi Elektronik (BSrE)"
TIME_STAMPS = "Layanan stempel waktu"


def newest_authority() -> Authority | None:
    """The authority that issues (one query)."""
    return Authority.objects.first()


def last_key_of(person: Person) -> SigningKey | None:
    """The key that a person signs with, or signed with last (one query)."""
    return SigningKey.objects.filter(person=person).order_by("-created_at", "-id").first()


def opened_authority(row: Authority) -> Certified:
    """The authority with its key in the clear, to issue with. Refuses another secret."""
    key = _unsealed(bytes(row.sealed_key), row.fingerprint)
    return Certified(bytes(row.certificate), key)


def opened_key(row: SigningKey) -> Certified:
    """A person's key in the clear, to sign with. Refuses another secret."""
    return Certified(bytes(row.certificate), _unsealed(bytes(row.sealed_key), row.serial))


def _unsealed(sealed: bytes, about: str) -> bytes:
    return made.unseal(sealed=sealed, secret=settings.HIMPUN_SIGNING_SECRET, about=about)


def trust_now() -> Trust:
    """Whom this instance believes: its own authorities with their lists of withdrawn keys, and the
    services it is set up with (one query)."""
    rows = list(Authority.objects.all())
    own = [Root(row.name, bytes(row.certificate)) for row in rows]
    return Trust(
        roots=(*own, *bsre_roots(), *_roots(settings.HIMPUN_TIME_STAMPS, TIME_STAMPS, "time")),
        revocations=tuple(bytes(row.revocations) for row in rows),
    )


def bsre_roots() -> tuple[Root, ...]:
    """Whose signatures are BSrE's; empty where that service is not set up."""
    return _roots(settings.HIMPUN_BSRE, BSRE, "remote")


def time_stamps() -> TimeStamps | None:
    """The time-stamping service this instance is set up with."""
    service = settings.HIMPUN_TIME_STAMPS
    if service is None:
        return None
    return TimeStamps(
        url=service.url,
        roots=_roots(service, TIME_STAMPS, "time"),
        user=service.user,
        password=service.password,
    )


def _roots(service: object, name: str, way: str) -> tuple[Root, ...]:
    if service is None:
        return ()
    found = made.from_pem(service.certificates)  # type: ignore[attr-defined]
    return tuple(Root(name, certificate, way) for certificate in found)  # type: ignore[arg-type]


@dataclass(frozen=True)
class AuthorityShown:
    """The authority on the page. ``fingerprint`` in groups of four, to be read aloud; ``stamps``
    and ``bsre``: whether those services are set up."""

    name: str
    fingerprint: str
    valid_until: datetime
    list_no: int
    list_at: datetime
    stamps: bool
    bsre: bool


def authority_shown() -> AuthorityShown | None:
    """The authority that issues; None before anybody has signed (one query)."""
    row = newest_authority()
    if row is None:
        return None
    return AuthorityShown(
        name=row.name,
        fingerprint=in_groups(row.fingerprint),
        valid_until=row.valid_until,
        list_no=row.list_no,
        list_at=row.list_at,
        stamps=settings.HIMPUN_TIME_STAMPS is not None,
        bsre=settings.HIMPUN_BSRE is not None,
    )


def authority_pem() -> str | None:
    """The authority's certificate as other programs import it."""
    row = newest_authority()
    return made.as_pem(bytes(row.certificate)) if row else None


def in_groups(fingerprint: str) -> str:
    """ "3FA2 90C1 …"."""
    text = fingerprint.upper()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


@dataclass(frozen=True)
class KeyShown:
    """A key on the page: what state it is in, and whether the person who looks may change it."""

    key: SigningKey
    state: str
    may_revoke: bool
    may_renew: bool


def keys_shown(by: Person, agency: Agency, now: datetime) -> list[KeyShown]:
    """The keys of an agency's people, the newest of each person first."""
    rows = SigningKey.objects.select_related("person__home", "person__user", "revoked_by")
    here = list(rows.filter(person__home=agency))
    newest: dict[int, int] = {}
    for row in here:
        newest.setdefault(row.person_id, row.pk)
    keeps = office.why_not_administer(by, agency, now) is None
    return [_shown(row, by, now, keeps, newest[row.person_id] == row.pk) for row in here]


def key_shown(by: Person, agency: Agency, serial: str, now: datetime) -> KeyShown | None:
    """One of them, by its certificate's number."""
    return next((one for one in keys_shown(by, agency, now) if one.key.serial == serial), None)


def _shown(row: SigningKey, by: Person, now: datetime, keeps: bool, newest: bool) -> KeyShown:
    own = by.pk == row.person_id
    # Who administers the agency may still not keep an account that reaches further.
    keeps = keeps and not own and office.why_not_keep_account(by, row.person, now) is None
    state = "revoked" if row.revoked_at else "expired" if row.valid_until <= now else "valid"
    return KeyShown(
        key=row,
        state=state,
        may_revoke=(own or keeps) and state == "valid",
        may_renew=keeps and newest and state != "valid",
    )
