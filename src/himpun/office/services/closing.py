"""The end of units, posts and teams: they stay on record, and nothing new hangs on them."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any, TypedDict

from django.db import transaction
from django.db.models import QuerySet

from himpun.office.models import Assignment, Holding, Person, Post, Team, TeamMember, Unit
from himpun.office.queries import known_performer, lock_for_change
from himpun.office.queries.force import still_there, to_come
from himpun.office.rules import ONE_DAY, Body, Refused, why_not_there
from himpun.office.services.journal import write

Place = Unit | Post | Team
ACTIONS: dict[type, tuple[str, str]] = {
    Unit: ("UnitClosed", "UnitReopened"),
    Post: ("PostClosed", "PostReopened"),
    Team: ("TeamClosed", "TeamReopened"),
}


class Asked(TypedDict):
    """Who asks, and when."""

    by: Person | None
    now: datetime


@transaction.atomic
def close_unit(*, unit: Unit, until_on: date | None, by: Person | None, now: datetime) -> Unit:
    """A unit is there until that day, inclusive; None: it is not closed after all.

    Refuses who does not administer the agency, while a unit below it, a post or a performer goes on
    after that day, and a unit that would outlast the one above it.
    """
    lock_for_change(by, unit.agency, now)
    above = Unit.objects.filter(children=unit).values_list("name", "until_on").first()
    _close(unit, until_on, above, _hanging_on_unit, Asked(by=by, now=now))
    return unit


@transaction.atomic
def close_post(*, post: Post, until_on: date | None, by: Person | None, now: datetime) -> Post:
    """A post is there until that day, inclusive; None: it is not closed after all.

    Refuses who does not administer the agency, while somebody holds it or it is a performer after
    that day, and a post that would outlast its unit.
    """
    lock_for_change(by, post.agency, now)
    above = Unit.objects.values_list("name", "until_on").get(pk=post.unit_id)
    _close(post, until_on, above, _hanging_on_post, Asked(by=by, now=now))
    return post


@transaction.atomic
def close_team(*, team: Team, until_on: date | None, by: Person | None, now: datetime) -> Team:
    """A team is there until that day, inclusive; None: it is not closed after all.

    Refuses who does not administer the agency, and while somebody is in it or it is a performer
    after that day.
    """
    lock_for_change(by, team.agency, now)
    _close(team, until_on, None, _hanging_on_team, Asked(by=by, now=now))
    return team


Above = tuple[str, date | None]
Hanging = Callable[[Any, date], Iterator[str]]


def _close(
    place: Place, until_on: date | None, above: Above | None, hanging: Hanging, asked: Asked
) -> None:
    place.refresh_from_db(fields=["until_on"])
    before = place.until_on
    if until_on is None and before is None:
        raise Refused("Hari terakhir harus diisi.")
    if above and (why := why_not_there(*above, until_on)):
        raise Refused(why)
    if until_on is not None and (why := next(hanging(place, until_on + ONE_DAY), None)):
        raise Refused(why)
    place.until_on = until_on
    place.save(update_fields=["until_on"])
    body: Body = {"code": place.code, "before": _day(before), "after": _day(until_on)}
    action = ACTIONS[type(place)][until_on is None]
    write(agency=place.agency, action=action, subject=str(place), body=body, **asked)


def _day(on: date | None) -> str | None:
    return on.isoformat() if on else None


def _hanging_on_unit(unit: Unit, first: date) -> Iterator[str]:
    for below in Unit.objects.filter(still_there(first), parent=unit):
        yield f"{unit.name} masih membawahi {below.name}. Tutup atau pindahkan dahulu unit itu."
    for post in Post.objects.filter(still_there(first), unit=unit):
        yield f"{unit.name} masih mempunyai jabatan {post.title}. Tutup dahulu jabatan itu."
    yield from _as_performer(unit, Assignment.objects.filter(to_come(first), unit=unit), first)


def _hanging_on_post(post: Post, first: date) -> Iterator[str]:
    for row in Holding.objects.filter(to_come(first), post=post).select_related("person"):
        held = f"{post.title} masih dipegang {row.person.name} ({row.capacity})."
        yield f"{held} Akhiri dahulu masa jabatannya."
    yield from _as_performer(post, Assignment.objects.filter(to_come(first), post=post), first)


def _hanging_on_team(team: Team, first: date) -> Iterator[str]:
    for row in TeamMember.objects.filter(to_come(first), team=team).select_related("person"):
        yield f"{row.person.name} masih anggota {team.name}. Akhiri dahulu keanggotaannya."
    yield from _as_performer(team, Assignment.objects.filter(to_come(first), team=team), first)


def _as_performer(place: Place, rows: QuerySet[Assignment], first: date) -> Iterator[str]:
    for row in rows:
        known = known_performer(place.agency, row.sop_id, row.performer, first)
        title, sop = (known.title, known.sop_name) if known else (row.performer, row.sop_id)
        yield f"{place} masih ditetapkan untuk “{title}” pada {sop}. Akhiri dahulu penetapannya."
