"""Who may see and do what, posts aside."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from himpun.office.models import Agency, Holding, JournalHead, Person, Role
from himpun.office.queries import reach
from himpun.office.queries.force import in_force
from himpun.office.queries.prepared import Prepared
from himpun.office.rules import (
    ADMINISTRATOR,
    OPERATOR,
    READER,
    SYSTEM,
    SYSTEM_CHAIN,
    Refused,
    local_day,
    password_digest,
)

SYSTEM_ZONE = "WIB"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a person stands to an agency on a day. ``member``: by post, stand-in or team."""

    roles: frozenset[str]
    member: bool

    @property
    def administrator(self) -> bool:
        """May change the agency's office: its own administrator, or the system's."""
        return ADMINISTRATOR in self.roles or SYSTEM in self.roles

    @property
    def operator(self) -> bool:
        """May act on behalf of the agency's holders."""
        return OPERATOR in self.roles

    @property
    def reader(self) -> bool:
        """May read the agency's runs without taking part."""
        return READER in self.roles

    @property
    def system(self) -> bool:
        """May add agencies; takes part in no run."""
        return SYSTEM in self.roles

    @property
    def sees(self) -> bool:
        """May see the agency's office pages."""
        return self.member or bool(self.roles)


def person_of(user: AbstractBaseUser | AnonymousUser) -> Person | None:
    """The person behind a signed-in account; None for an account that belongs to nobody."""
    if not user.is_authenticated:
        return None
    return Person.objects.select_related("home", "user").filter(user_id=user.pk).first()


def role_of(person: Person, agency: Agency, on: date) -> Standing:
    """How a person stands to an agency on a day (two queries)."""
    kinds = (kind for (kind,) in _ROLES_AT.rows(person=person.pk, agency=agency.pk, on=on))
    here = Agency.objects.filter(pk__in=reach.taken_part_in(person, on), pk=agency.pk)
    return Standing(frozenset(kinds), here.exists())


def _roles_at(person: int, agency: int, on: date) -> QuerySet[Role, Any]:
    held = Role.objects.filter(in_force(on), person=person).order_by()
    return held.filter(Q(agency=agency) | Q(agency=None)).values_list("kind")


_ROLES_AT = Prepared(_roles_at, person=int, agency=int, on=date)


def is_system(person: Person, on: date) -> bool:
    """Whether a person administers the whole installation on a day."""
    return Role.objects.filter(in_force(on), person=person, kind=SYSTEM).exists()


def agencies_seen_by(person: Person, on: date) -> QuerySet[Agency]:
    """Agencies whose runs a person sees: by post, stand-in, team, or a role there (one query).

    A reader of every agency sees all; the system administrator, as such, none.
    """
    return Agency.objects.filter(pk__in=reach.seen(person, on))


def day_at(agency: Agency | None, now: datetime) -> date:
    """The day it is at an agency, or for the whole installation."""
    return local_day(now, agency.zone if agency else SYSTEM_ZONE)


def why_not_administer(person: Person | None, agency: Agency | None, now: datetime) -> str | None:
    """Why a person may not change an agency's office, or the whole installation (agency None).

    No person is the program itself, at the command line.
    """
    if person is None:
        return None
    on = day_at(agency, now)
    if agency is None:
        return (
            None if is_system(person, on) else "Hanya administrator sistem yang dapat melakukannya."
        )
    if role_of(person, agency, on).administrator:
        return None
    return f"Hanya administrator {agency.name} yang dapat melakukannya."


def post_text(person: Person, agency: Agency | None, on: date) -> tuple[str, str]:
    """A person's foremost post on a day as (title, capacity); two empty texts without one."""
    held = Holding.objects.filter(in_force(on), person=person).select_related("post")
    if agency is not None:
        held = held.filter(post__agency=agency)
    found = held.order_by("post__position", "pk").first()
    return (found.post.title, found.capacity) if found else ("", "")


def lock_journal(agency: Agency | None) -> None:
    """Lets one change that the journal of an agency will tell of go on at a time.

    Whoever locks rows that changes of several kinds have in common, such as a register of numbers,
    locks the end of the journal first: then nobody waits in a circle. It is a statement of its own,
    so that after it each sees what the one before has written.
    """
    chain = agency.code if agency else SYSTEM_CHAIN
    JournalHead.objects.select_for_update().filter(chain=chain).first()


def lock_for_change(by: Person | None, agency: Agency | None, now: datetime) -> None:
    """Lets one change of an office go on at a time, then refuses who may not make it."""
    lock_journal(agency)
    if why := why_not_administer(by, agency, now):
        raise Refused(why)


def why_not_keep_account(by: Person | None, person: Person, now: datetime) -> str | None:
    """Why somebody may not change another's account (set its password, close it).

    An agency's administrator keeps the accounts of their own agency, but not those that reach
    further (system administrators, readers of every agency, roles in another agency): else they
    could take over that reach with the account.
    """
    if by is None or is_system(by, day_at(None, now)):
        return None
    if why := why_not_administer(by, person.home, now):
        return why
    reach = Role.objects.filter(in_force(day_at(person.home, now)), person=person)
    if reach.exclude(agency=person.home).exists() or reach.filter(agency=None).exists():
        return "Akun ini berperan di luar instansi Anda; yang mengurusnya administrator sistem."
    return None


def has_given_password(person: Person) -> bool:
    """Whether a person still uses the password that an administrator gave them."""
    return bool(person.given_password) and (
        password_digest(person.user.password) == person.given_password
    )


def has_second_factor(person: Person) -> bool:
    """Whether signing in asks a person for more than the password (one query)."""
    return bool(Authenticator.objects.filter(user_id=person.user_id).exists())
