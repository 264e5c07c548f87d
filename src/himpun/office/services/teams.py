"""Teams and who is in them."""

from datetime import date, datetime

from django.db import transaction

from himpun.office.models import Agency, Person, Team, TeamMember
from himpun.office.queries import lock_for_change
from himpun.office.rules import (
    Body,
    Refused,
    ending,
    overlaps,
    why_not_code,
    why_not_period,
    why_not_there,
)
from himpun.office.services.journal import write


@transaction.atomic
def add_team(*, agency: Agency, code: str, name: str, by: Person | None, now: datetime) -> Team:
    """A new team without members.

    Refuses who does not administer the agency, a code in use, a missing name.
    """
    lock_for_change(by, agency, now)
    if why := why_not_code(code):
        raise Refused(why)
    if not name.strip():
        raise Refused("Nama tim harus diisi.")
    if Team.objects.filter(agency=agency, code=code).exists():
        raise Refused(f"Kode tim “{code}” sudah dipakai.")
    team = Team.objects.create(agency=agency, code=code, name=name)
    write(agency=agency, by=by, now=now, action="TeamAdded", subject=name, body={"code": code})
    return team


@transaction.atomic
def add_member(
    *,
    team: Team,
    person: Person,
    from_on: date,
    until_on: date | None = None,
    by: Person | None,
    now: datetime,
) -> TeamMember:
    """A person is in a team from a day on, both days inclusive.

    Refuses who does not administer the agency, a person of another agency, one who is in the team
    on those days already, and days on which the team is closed.
    """
    agency = team.agency
    lock_for_change(by, agency, now)
    if person.home_id != agency.pk:
        raise Refused(f"{person.name} tidak terdaftar di {agency.name}.")
    team.refresh_from_db(fields=["until_on"])
    if why := why_not_period(from_on, until_on) or why_not_there(
        team.name, team.until_on, until_on
    ):
        raise Refused(why)
    for other in TeamMember.objects.filter(team=team, person=person, cancelled_at=None):
        if overlaps((from_on, until_on), (other.from_on, other.until_on)):
            raise Refused(f"{person.name} sudah menjadi anggota {team.name}.")
    member = TeamMember.objects.create(team=team, person=person, from_on=from_on, until_on=until_on)
    body: Body = {
        "person": person.name,
        "from_on": from_on.isoformat(),
        "until_on": until_on.isoformat() if until_on else None,
    }
    write(agency=agency, by=by, now=now, action="MemberAdded", subject=team.name, body=body)
    return member


@transaction.atomic
def remove_member(
    *, member: TeamMember, until_on: date, by: Person | None, now: datetime
) -> TeamMember:
    """A person is in a team until that day, inclusive; a day before the first one cancels the row.

    Refuses who does not administer the agency, and a later end than is on record.
    """
    team = member.team
    lock_for_change(by, team.agency, now)
    member.refresh_from_db()
    if member.cancelled_at:
        raise Refused("Keanggotaan itu sudah dibatalkan.")
    member.until_on, member.cancelled_at = ending(
        from_on=member.from_on, until_on=member.until_on, last_on=until_on, now=now
    )
    member.save(update_fields=["until_on", "cancelled_at"])
    body: Body = {
        "person": member.person.name,
        "until_on": until_on.isoformat(),
        "cancelled": member.cancelled_at is not None,
    }
    write(agency=team.agency, by=by, now=now, action="MemberRemoved", subject=team.name, body=body)
    return member
