"""Which post or team an SOP's performer is."""

from datetime import date, datetime

from django.db import transaction

from himpun.office.models import Agency, Assignment, Person, Post, Team, Unit
from himpun.office.queries import lock_for_change
from himpun.office.rules import ONE_DAY, Body, Refused, ending, overlaps, why_not_there
from himpun.office.services.journal import write


@transaction.atomic
def assign_performer(
    *,
    agency: Agency,
    sop_id: str,
    performer: str,
    unit: Unit | None = None,
    post: Post | None = None,
    team: Team | None = None,
    steward: bool = False,
    replace: bool = False,
    from_on: date,
    by: Person | None,
    now: datetime,
) -> Assignment:
    """A post or a team is a performer of an SOP from a day on, in one unit or for the agency.

    Several may be: any one of them acts. ``replace`` ends those that are on the day before.
    ``steward``: its holder may also suspend, excuse and cancel. Refuses who does not administer the
    agency, both or neither of post and team, parts of another agency or that close, and what is
    assigned already.
    """
    lock_for_change(by, agency, now)
    if why := _why_not_assign(agency, f"{sop_id.strip()}/{performer.strip()}", unit, post, team):
        raise Refused(why)
    for other in Assignment.objects.filter(
        agency=agency, sop_id=sop_id, performer=performer, unit=unit, cancelled_at=None
    ):
        if not overlaps((from_on, None), (other.from_on, other.until_on)):
            continue
        if replace:
            _end(other, from_on - ONE_DAY, by, now)
        elif (other.post_id, other.team_id) == (post and post.pk, team and team.pk):
            raise Refused("Pelaksana itu sudah ditetapkan demikian.")
    assignment = Assignment.objects.create(
        agency=agency,
        sop_id=sop_id,
        performer=performer,
        unit=unit,
        post=post,
        team=team,
        steward=steward,
        from_on=from_on,
    )
    _note(assignment, "PerformerAssigned", by, now)
    return assignment


def _why_not_assign(
    agency: Agency, place: str, unit: Unit | None, post: Post | None, team: Team | None
) -> str | None:
    if (post is None) == (team is None):
        return "Pilih satu: jabatan atau tim."
    if any(part is not None and part.agency_id != agency.pk for part in (unit, post, team)):
        return "Unit, jabatan, dan tim harus dari instansi yang sama."
    if place.startswith("/") or place.endswith("/"):
        return "SOP dan pelaksana harus diisi."
    return next(filter(None, map(_why_not_open, (unit, post, team))), None)


def _why_not_open(part: Unit | Post | Team | None) -> str | None:
    if part is None:
        return None
    part.refresh_from_db(fields=["until_on"])
    return why_not_there(str(part), part.until_on, None)


@transaction.atomic
def end_assignment(
    *, assignment: Assignment, until_on: date, by: Person | None, now: datetime
) -> Assignment:
    """A post or team is that performer until that day, inclusive; before the first day cancels it.

    Refuses who does not administer the agency, and a later end than is on record.
    """
    lock_for_change(by, assignment.agency, now)
    assignment.refresh_from_db()
    if assignment.cancelled_at:
        raise Refused("Penetapan itu sudah dibatalkan.")
    return _end(assignment, until_on, by, now)


def _end(assignment: Assignment, last_on: date, by: Person | None, now: datetime) -> Assignment:
    assignment.until_on, assignment.cancelled_at = ending(
        from_on=assignment.from_on, until_on=assignment.until_on, last_on=last_on, now=now
    )
    assignment.save(update_fields=["until_on", "cancelled_at"])
    _note(assignment, "AssignmentEnded", by, now)
    return assignment


def _note(assignment: Assignment, action: str, by: Person | None, now: datetime) -> None:
    body: Body = {
        "sop": assignment.sop_id,
        "performer": assignment.performer,
        "unit": assignment.unit.code if assignment.unit else None,
        "post": assignment.post.code if assignment.post else None,
        "team": assignment.team.code if assignment.team else None,
        "steward": assignment.steward,
        "from_on": assignment.from_on.isoformat(),
        "until_on": assignment.until_on.isoformat() if assignment.until_on else None,
        "cancelled": assignment.cancelled_at is not None,
    }
    subject = f"{assignment.sop_id} · {assignment.performer}"
    write(agency=assignment.agency, by=by, now=now, action=action, subject=subject, body=body)
