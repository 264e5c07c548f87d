"""The keys that people sign with: made when first needed, withdrawn when they must not sign."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction

from himpun.letters.models import Authority, SigningKey
from himpun.letters.queries.keys import last_key_of, newest_authority, opened_authority
from himpun.letters.signing import authority as made
from himpun.office import queries as office
from himpun.office.queries import Person
from himpun.office.rules import Refused
from himpun.office.services.journal import write


@transaction.atomic
def ensure_authority(*, now: datetime) -> Authority:
    """This instance's certificate authority; made when there is none, or it has run out."""
    found = newest_authority()
    if found is not None and found.valid_until > now:
        return found
    no = found.no + 1 if found else 1
    try:
        with transaction.atomic():
            return _made(no, now)
    except IntegrityError:  # somebody else was first
        return Authority.objects.get(no=no)


def _made(no: int, now: datetime) -> Authority:
    name = f"Himpun {settings.HIMPUN_URL.partition('://')[2]}"
    new = made.new_authority(name=name, at=now)
    facts = made.facts_of(new.certificate)
    row = Authority.objects.create(
        no=no,
        name=name,
        certificate=new.certificate,
        sealed_key=_sealed(new.key, facts.fingerprint),
        fingerprint=facts.fingerprint,
        valid_until=facts.valid_until,
        revocations=made.revocation_list(authority=new, revoked=[], number=1, at=now),
        list_no=1,
        list_at=now,
        created_at=now,
    )
    body = {"fingerprint": facts.fingerprint}
    write(agency=None, by=None, now=now, action="AuthorityMade", subject=name, body=body)
    return row


@transaction.atomic
def ensure_signing_key(*, person: Person, now: datetime) -> SigningKey:
    """The key that a person signs with: made at the first signature, and anew when it has run out.

    Refuses somebody whose key was withdrawn: a new one is given by an administrator
    (`renew_signing_key`).
    """
    found = last_key_of(person)
    if found is not None and found.revoked_at is not None:
        raise Refused(
            f"Kunci tanda tangan {person.name} sudah dicabut. Kunci baru diberikan oleh "
            "administrator."
        )
    if found is not None and found.valid_until > now:
        return found
    return _new_key(person, found, by=person, now=now)


@transaction.atomic
def renew_signing_key(*, person: Person, by: Person | None, now: datetime) -> SigningKey:
    """A new key for somebody whose key was withdrawn, by who keeps their account.

    Refuses others, the person themself, and somebody whose key still holds.
    """
    _refuse_keeping(person, by, now)
    found = last_key_of(person)
    if found is not None and found.revoked_at is None and found.valid_until > now:
        raise Refused(f"Kunci tanda tangan {person.name} masih berlaku.")
    return _new_key(person, found, by=by, now=now)


@transaction.atomic
def revoke_signing_key(
    *, key: SigningKey, why: str, by: Person | None, now: datetime
) -> SigningKey:
    """Withdraws a key from now on; what was signed with it before stays valid.

    By the person themself, or by who keeps their account. Refuses others, a key that is withdrawn
    already, and an empty reason.
    """
    row = SigningKey.objects.select_related("authority", "person").get(pk=key.pk)
    authority = Authority.objects.select_for_update().get(pk=row.authority_id)
    row.refresh_from_db()
    if by is None or by.pk != row.person_id:
        _refuse_keeping(row.person, by, now)
    if row.revoked_at is not None:
        raise Refused("Kunci itu sudah dicabut.")
    if not why.strip():
        raise Refused("Alasan pencabutan harus diisi.")
    row.closed_at = row.closed_at or now
    row.revoked_at, row.revoked_by, row.revoked_why = now, by, why.strip()
    row.save(update_fields=["closed_at", "revoked_at", "revoked_by", "revoked_why"])
    _list_anew(authority, now)
    _tell("SigningKeyRevoked", row, by, now, why=row.revoked_why)
    return row


@transaction.atomic
def refresh_revocations(*, now: datetime) -> Authority:
    """The authority with a list of withdrawn keys that is not older than half its validity: what
    is kept inside a time-stamped signature."""
    row = ensure_authority(now=now)
    if now - row.list_at < timedelta(days=made.LIST_DAYS / 2):
        return row
    locked = Authority.objects.select_for_update().get(pk=row.pk)
    _list_anew(locked, now)
    return locked


def _list_anew(authority: Authority, now: datetime) -> None:
    withdrawn = authority.keys.filter(revoked_at__isnull=False).order_by("revoked_at", "id")
    revoked = [(key.serial, key.revoked_at) for key in withdrawn if key.revoked_at]
    authority.list_no += 1
    authority.list_at = now
    authority.revocations = made.revocation_list(
        authority=opened_authority(authority), revoked=revoked, number=authority.list_no, at=now
    )
    authority.save(update_fields=["list_no", "list_at", "revocations"])


def _new_key(
    person: Person, old: SigningKey | None, *, by: Person | None, now: datetime
) -> SigningKey:
    if old is not None and old.closed_at is None:
        old.closed_at = now
        old.save(update_fields=["closed_at"])
    authority = ensure_authority(now=now)
    new = made.new_key(
        authority=opened_authority(authority),
        name=person.name,
        agency=person.home.name if person.home else authority.name,
        identity=f"himpun-{person.pk}",
        at=now,
    )
    facts = made.facts_of(new.certificate)
    row = SigningKey(
        authority=authority,
        person=person,
        name=person.name,
        certificate=new.certificate,
        sealed_key=_sealed(new.key, facts.serial),
        serial=facts.serial,
        fingerprint=facts.fingerprint,
        valid_from=facts.valid_from,
        valid_until=facts.valid_until,
        created_at=now,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # the same person, at the same moment, in another window
        return SigningKey.objects.get(person=person, closed_at=None)
    _tell("SigningKeyMade", row, by, now)
    return row


def _refuse_keeping(person: Person, by: Person | None, now: datetime) -> None:
    if by is not None and by.pk == person.pk:
        raise Refused("Kunci sendiri yang dicabut diberikan kembali oleh administrator lain.")
    if why := office.why_not_keep_account(by, person, now):
        raise Refused(why)


def _sealed(key: bytes, about: str) -> bytes:
    return made.seal(key=key, secret=settings.HIMPUN_SIGNING_SECRET, about=about)


def _tell(action: str, key: SigningKey, by: Person | None, now: datetime, **more: str) -> None:
    body = {"serial": key.serial, "fingerprint": key.fingerprint, **more}
    agency = key.person.home
    write(agency=agency, by=by, now=now, action=action, subject=key.name, body=body)
