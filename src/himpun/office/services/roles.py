"""Roles: what the program lets a person do besides their posts."""

from datetime import date, datetime

from django.db import transaction

from himpun.office.models import Agency, Person, Role
from himpun.office.queries import day_at, in_force, is_system, lock_for_change
from himpun.office.rules import (
    ADMINISTRATOR,
    ONE_DAY,
    READER,
    ROLE_WORDS,
    SYSTEM,
    Body,
    Refused,
    ending,
    overlaps,
    why_not_period,
)
from himpun.office.services.journal import write


@transaction.atomic
def grant_role(
    *,
    person: Person,
    kind: str,
    agency: Agency | None,
    from_on: date,
    until_on: date | None = None,
    by: Person | None,
    now: datetime,
) -> Role:
    """A person is operator, administrator or reader of an agency, reader of all, or system
    administrator (both with agency None), from a day on.

    Refuses who does not administer the agency (for all: the system), a person of another agency
    unless the system administrator asks, an unknown kind, a reach that the kind does not have, and
    a role held on those days already.
    """
    lock_for_change(by, agency, now)
    if why := _why_not_kind(kind, agency) or why_not_period(from_on, until_on):
        raise Refused(why)
    if agency and person.home_id != agency.pk and by and not is_system(by, day_at(None, now)):
        raise Refused(f"{person.name} tidak terdaftar di {agency.name}.")
    for other in Role.objects.filter(person=person, kind=kind, agency=agency, cancelled_at=None):
        if overlaps((from_on, until_on), (other.from_on, other.until_on)):
            raise Refused(f"{person.name} sudah menjadi {ROLE_WORDS[kind]}.")
    role = Role.objects.create(
        person=person, kind=kind, agency=agency, from_on=from_on, until_on=until_on
    )
    _note(role, "RoleGranted", by, now)
    return role


@transaction.atomic
def revoke_role(*, role: Role, by: Person | None, now: datetime) -> Role:
    """A role ends at once: the day before was its last, or it is cancelled if it began today.

    Refuses who does not administer the agency (for all: the system), a role that has ended, and
    taking the last administrator away.
    """
    lock_for_change(by, role.agency, now)
    role.refresh_from_db()
    today = day_at(role.agency, now)
    if role.cancelled_at or (role.until_on and role.until_on < today):
        raise Refused("Peran itu sudah berakhir.")
    if role.kind in {ADMINISTRATOR, SYSTEM} and _is_last(role, today):
        raise Refused("Harus ada satu administrator. Tunjuk penggantinya lebih dahulu.")
    role.until_on, role.cancelled_at = ending(
        from_on=role.from_on, until_on=role.until_on, last_on=today - ONE_DAY, now=now
    )
    role.save(update_fields=["until_on", "cancelled_at"])
    _note(role, "RoleRevoked", by, now)
    return role


def _is_last(role: Role, today: date) -> bool:
    others = Role.objects.filter(
        in_force(today), kind=role.kind, agency=role.agency, person__user__is_active=True
    )
    return not others.exclude(pk=role.pk).exists()


def _why_not_kind(kind: str, agency: Agency | None) -> str | None:
    if kind not in ROLE_WORDS:
        return "Peran itu tidak dikenal."
    if agency is None and kind not in {READER, SYSTEM}:
        return f"Peran {ROLE_WORDS[kind]} selalu untuk satu instansi."
    if agency is not None and kind == SYSTEM:
        return "Administrator sistem tidak terikat pada satu instansi."
    return None


def _note(role: Role, action: str, by: Person | None, now: datetime) -> None:
    body: Body = {
        "username": role.person.user.username,
        "kind": role.kind,
        "from_on": role.from_on.isoformat(),
        "until_on": role.until_on.isoformat() if role.until_on else None,
        "cancelled": role.cancelled_at is not None,
    }
    name = role.person.name
    write(agency=role.agency, by=by, now=now, action=action, subject=name, body=body)
