"""People and their accounts."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from himpun.office.models import Agency, Person
from himpun.office.queries import lock_for_change, why_not_keep_account
from himpun.office.rules import Body, Refused, password_digest, why_not_code
from himpun.office.services.journal import write


@transaction.atomic
def add_person(
    *,
    agency: Agency | None,
    name: str,
    username: str,
    password: str | None,
    email: str = "",
    phone: str = "",
    by: Person | None,
    now: datetime,
) -> Person:
    """A person with an account, kept by ``agency``'s administrator (None: by the system's).

    ``password`` is the first one, to be changed by the person; None makes an account nobody can
    sign in to until an administrator sets one. Refuses who does not administer, a user name in use,
    a missing name, a weak password, a wrong address.
    """
    lock_for_change(by, agency, now)
    if not name.strip():
        raise Refused("Nama harus diisi.")
    if why := why_not_code(username):
        raise Refused(why.replace("Kode", "Nama pengguna", 1))
    _check_email(email)
    user = User(username=username, email=email)
    _set_password(user, password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError:
        raise Refused(f"Nama pengguna “{username}” sudah dipakai.") from None
    given = password_digest(user.password) if password is not None else ""
    person = Person.objects.create(
        user=user, name=name, home=agency, email=email, phone=phone, given_password=given
    )
    body = {"username": username}
    write(agency=agency, by=by, now=now, action="PersonAdded", subject=name, body=body)
    return person


@transaction.atomic
def change_person(
    *, person: Person, name: str, email: str, phone: str, by: Person | None, now: datetime
) -> Person:
    """Another name, address or telephone number, by the person or the account's administrator.

    Refuses others, a missing name, a wrong address.
    """
    if by is None or by.pk != person.pk:
        _lock_account(person, by, now)
    if not name.strip():
        raise Refused("Nama harus diisi.")
    _check_email(email)
    changed = [
        field
        for field, value in (("name", name), ("email", email), ("phone", phone))
        if getattr(person, field) != value
    ]
    person.name, person.email, person.phone = name, email, phone
    person.save(update_fields=["name", "email", "phone"])
    write(
        agency=person.home,
        by=by,
        now=now,
        action="PersonChanged",
        subject=name,
        # What was changed, not to what: addresses and numbers have no place in a lasting journal.
        body={"username": person.user.username, "changed": changed},
    )
    return person


@transaction.atomic
def set_password_by_admin(
    *, person: Person, password: str, by: Person | None, now: datetime
) -> Person:
    """A new first password for someone who has forgotten theirs; their open sessions end.

    Refuses who does not keep the account, the person themself, and a weak password.
    """
    _lock_account(person, by, now)
    if by is not None and by.pk == person.pk:
        raise Refused("Kata sandi sendiri diganti melalui halaman Ganti kata sandi.")
    _set_password(person.user, password)
    person.user.save(update_fields=["password"])
    person.given_password = password_digest(person.user.password)
    person.save(update_fields=["given_password"])
    body = {"username": person.user.username}
    write(agency=person.home, by=by, now=now, action="PasswordSet", subject=person.name, body=body)
    return person


@transaction.atomic
def reset_mfa(*, person: Person, by: Person | None, now: datetime) -> Person:
    """Takes every second factor from an account, for somebody who has lost the telephone or key.

    Signing in then asks for the password alone, until the person sets up a new one. Refuses who
    does not keep the account, the person themself, and an account without a second factor.
    """
    _lock_account(person, by, now)
    if by is not None and by.pk == person.pk:
        raise Refused("Verifikasi dua langkah sendiri diatur pada halaman keamanan akun.")
    factors = Authenticator.objects.filter(user_id=person.user_id)
    kinds = sorted(factors.values_list("type", flat=True))
    if not kinds:
        raise Refused(f"{person.name} tidak memakai verifikasi dua langkah.")
    factors.delete()
    body: Body = {"username": person.user.username, "factors": kinds}
    write(agency=person.home, by=by, now=now, action="MfaReset", subject=person.name, body=body)
    return person


@transaction.atomic
def set_account_open(*, person: Person, is_open: bool, by: Person | None, now: datetime) -> Person:
    """Closes the account of somebody who has left, or opens it again; what they did stays.

    Refuses who does not keep the account, and closing one's own.
    """
    _lock_account(person, by, now)
    if by is not None and by.pk == person.pk:
        raise Refused("Akun sendiri tidak dapat ditutup. Mintalah kepada administrator lain.")
    person.user.is_active = is_open
    person.user.save(update_fields=["is_active"])
    action = "AccountOpened" if is_open else "AccountClosed"
    body = {"username": person.user.username}
    write(agency=person.home, by=by, now=now, action=action, subject=person.name, body=body)
    return person


def _lock_account(person: Person, by: Person | None, now: datetime) -> None:
    if why := why_not_keep_account(by, person, now):
        raise Refused(why)
    lock_for_change(by, person.home, now)


def _set_password(user: User, password: str | None) -> None:
    if password is not None:
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise Refused(" ".join(error.messages)) from None
    user.set_password(password)


def _check_email(email: str) -> None:
    try:
        if email:
            validate_email(email)
    except ValidationError:
        raise Refused("Alamat surel itu tidak lengkap.") from None
