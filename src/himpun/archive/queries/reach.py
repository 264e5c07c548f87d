"""What a person may see in the archive."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from himpun.archive.models import Record, RecordKey
from himpun.archive.rules.security import Reach
from himpun.office import queries as office
from himpun.office.queries import Agency, Person, Post
from himpun.office.queries.titles import roles_held_by
from himpun.office.rules import OPERATOR, READER, Refused


def reach_of(person: Person, on: date) -> Reach:
    """Where a person stands on a day (five queries)."""
    sees = frozenset(office.agencies_seen_by(person, on).values_list("pk", flat=True))
    posts = [
        (post.agency_id, post.unit_id, post.unit.parent_id is None) for post in _posts(person, on)
    ]
    teams = [row.team for row in office.memberships_of(person, on) if row.from_on <= on]
    roles = roles_held_by(person, on)
    reads = {
        number
        for role in roles
        if role.kind == READER
        for number in (sees if role.agency_id is None else {role.agency_id})
    }
    operates = {role.agency_id for role in roles if role.kind == OPERATOR and role.agency_id}
    return Reach(
        person=person.pk,
        sees=sees,
        inside=frozenset(
            reads | operates | {post[0] for post in posts} | {team.agency_id for team in teams}
        ),
        heads=frozenset(reads | {agency for agency, _, top in posts if top}),
        units=frozenset(unit for _, unit, _ in posts),
    )


def _posts(person: Person, on: date) -> list[Post]:
    """The posts that a person holds or stands in for on a day (two queries)."""
    held = office.holdings_held_by(person, on)
    stood = office.stand_ins_by(person, on).select_related("holding__post__unit")
    return [
        *(row.post for row in held if row.from_on <= on),
        *(row.holding.post for row in stood if row.from_on <= on),
    ]


def readable(reach: Reach) -> Q:
    """The records whose content a person may read."""
    held = RecordKey.objects.filter(record=OuterRef("pk"), key__in=reach.keys)
    return Q(Exists(held), agency__in=reach.sees)


def records_seen(agency: Agency, reach: Reach, *, keeper: bool) -> QuerySet[Record]:
    """An agency's records in a person's lists: those that they may read; for a keeper all, of
    which those that they may not read show no more than that they are there."""
    rows = Record.objects.filter(agency=agency).annotate(open=readable(reach))
    return rows if keeper else rows.filter(readable(reach))


def keeps_archive(person: Person, agency: Agency, on: date) -> bool:
    """Whether a person keeps an agency's archive on a day: its administrators and operators, and
    whoever an SOP of the agency names as its steward (three queries at most)."""
    return office.takes_care_of(person, agency, on)


def why_not_keep(by: Person | None, agency: Agency, on: date) -> str | None:
    """Why a person may not keep an agency's archive; None for the program itself."""
    if by is None or keeps_archive(by, agency, on):
        return None
    return (
        f"Arsip {agency.name} dikelola oleh administrator, operator, atau pengelola SOP instansi "
        "itu."
    )


def why_not_approve(by: Person, agency: Agency, on: date) -> str | None:
    """Why a person may not decide on a disposal, whoever proposed it."""
    if keeps_archive(by, agency, on) or office.heads_agency(by, agency, on):
        return None
    return f"Pemusnahan arsip diputuskan oleh pimpinan atau pengelola arsip {agency.name}."


def refuse_stranger(by: Person | None, agency: Agency, on: date) -> None:
    """Refuses whoever does not keep an agency's archive."""
    if why := why_not_keep(by, agency, on):
        raise Refused(why)
