"""What the office's own pages show: the tree with its holders, people, teams, and single rows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from himpun.office.models import (
    Agency,
    Assignment,
    Holding,
    Person,
    Post,
    Role,
    StandIn,
    Team,
    TeamMember,
    Unit,
)
from himpun.office.queries.force import in_force, still_there, to_come


@dataclass(frozen=True, slots=True)
class PostView:
    """A post, its holders of the day, and who stands in for each."""

    post: Post
    holdings: tuple[Holding, ...]
    stand_ins: tuple[StandIn, ...]


@dataclass(frozen=True, slots=True)
class UnitView:
    """A unit at its depth in the tree, with its posts."""

    unit: Unit
    depth: int
    posts: list[PostView] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TeamView:
    """A team and its members of the day."""

    team: Team
    members: tuple[TeamMember, ...]


def office_of(agency: Agency, on: date) -> list[UnitView]:
    """An agency's units as a tree, with posts, holders, stand-ins of a day (four queries)."""
    holdings = _grouped(
        Holding.objects.filter(in_force(on), post__agency=agency).select_related("person"),
        "post_id",
    )
    stand_ins = _grouped(
        StandIn.objects.filter(
            in_force(on), in_force(on, "holding__"), holding__post__agency=agency
        ).select_related("person", "holding"),
        "holding.post_id",
    )
    views = {
        unit.pk: UnitView(unit, unit.tree_depth)
        for unit in Unit.tree.filter(still_there(on), agency=agency).with_tree_fields()
    }
    for post in Post.objects.filter(still_there(on), agency=agency):
        if post.unit_id in views:
            view = PostView(post, tuple(holdings[post.pk]), tuple(stand_ins[post.pk]))
            views[post.unit_id].posts.append(view)
    return list(views.values())


def _grouped(rows: Iterable, path: str) -> defaultdict:  # type: ignore[type-arg]
    found = defaultdict(list)
    for row in rows:
        key = row
        for name in path.split("."):
            key = getattr(key, name)
        found[key].append(row)
    return found


def teams_of(agency: Agency, on: date) -> list[TeamView]:
    """The teams of an agency with their members of a day (two queries)."""
    members = TeamMember.objects.filter(in_force(on), team__agency=agency).select_related("person")
    by_team = _grouped(members, "team_id")
    return [
        TeamView(team, tuple(by_team[team.pk]))
        for team in Team.objects.filter(still_there(on), agency=agency)
    ]


def closing_at(agency: Agency) -> list[Unit | Post | Team]:
    """Units, posts and teams with a last day, past or to come (three queries)."""
    here = {"agency": agency, "until_on__isnull": False}
    return [
        *Unit.objects.filter(**here),
        *Post.objects.filter(**here),
        *Team.objects.filter(**here),
    ]


def agency_by_code(code: str) -> Agency | None:
    """An agency by its code."""
    return Agency.objects.filter(code=code).first()


def all_agencies() -> QuerySet[Agency]:
    """Every agency, for the system's administrator."""
    return Agency.objects.all()


def units_of(agency: Agency, on: date, kinds: tuple[str, ...] = ()) -> QuerySet[Unit]:
    """The units of a day, of the given kinds where there are any."""
    found = Unit.objects.filter(still_there(on), agency=agency)
    return found.filter(kind__in=kinds) if kinds else found


def unit_kinds_of(agency: Agency) -> list[str]:
    """The kinds of unit in use at an agency."""
    kinds = Unit.objects.filter(agency=agency).order_by("kind").values_list("kind", flat=True)
    return list(kinds.distinct())


def unit_in(agency: Agency, code: str) -> Unit | None:
    """A unit of an agency by its code."""
    return Unit.objects.filter(agency=agency, code=code).select_related("agency", "parent").first()


def posts_of(agency: Agency, on: date) -> QuerySet[Post]:
    """The posts of a day."""
    return Post.objects.filter(still_there(on), agency=agency).select_related("unit")


def post_in(agency: Agency, code: str) -> Post | None:
    """A post of an agency by its code."""
    return Post.objects.filter(agency=agency, code=code).select_related("agency", "unit").first()


def holdings_of_post(post: Post) -> QuerySet[Holding]:
    """Everyone who ever held a post, the newest first, cancelled rows included."""
    return Holding.objects.filter(post=post).select_related("person", "post__agency")


def stand_ins_of_post(post: Post) -> QuerySet[StandIn]:
    """Everyone who ever stood in for a holder of a post."""
    rows = StandIn.objects.filter(holding__post=post)
    return rows.select_related("person", "holding__person", "holding__post__agency")


def holding_in(agency: Agency, number: int) -> Holding | None:
    """A row of who holds what, by its number."""
    rows = Holding.objects.select_related("post__agency", "person")
    return rows.filter(post__agency=agency, pk=number).first()


def stand_in_in(agency: Agency, number: int) -> StandIn | None:
    """A row of who stands in for whom, by its number."""
    rows = StandIn.objects.select_related("holding__post__agency", "holding__person", "person")
    return rows.filter(holding__post__agency=agency, pk=number).first()


def head_post(agency: Agency) -> Post | None:
    """The post that heads an agency: the first of its topmost unit (one query)."""
    rows = Post.objects.filter(agency=agency, unit__parent=None, until_on=None)
    return rows.order_by("unit__position", "position", "pk").first()


def holdings_held_by(person: Person, on: date) -> QuerySet[Holding]:
    """The posts that a person holds on a day or will later."""
    rows = Holding.objects.filter(to_come(on), person=person)
    return rows.select_related("post__agency", "post__unit").order_by("from_on", "pk")


def stand_ins_for(person: Person, on: date) -> QuerySet[StandIn]:
    """Who stands in for a person on a day or will later."""
    rows = StandIn.objects.filter(to_come(on), holding__person=person)
    return rows.select_related("holding__post__agency", "holding__person", "person")


def stand_ins_by(person: Person, on: date) -> QuerySet[StandIn]:
    """For whom a person stands in on a day or will later."""
    rows = StandIn.objects.filter(to_come(on), person=person)
    return rows.select_related("holding__post__agency", "holding__person")


def memberships_of(person: Person, on: date) -> QuerySet[TeamMember]:
    """The teams that a person is in on a day or will be later."""
    return TeamMember.objects.filter(to_come(on), person=person).select_related("team__agency")


def people_of(agency: Agency, *, open_only: bool = False) -> QuerySet[Person]:
    """The people whose accounts an agency keeps."""
    found = Person.objects.filter(home=agency).select_related("user")
    return found.filter(user__is_active=True) if open_only else found


def people_with_mail(agency: Agency, also: Iterable[int] = ()) -> QuerySet[Person]:
    """People with an open account and a mail address whose accounts an agency keeps, and of some
    others (by key) those whose accounts no agency keeps."""
    there = Q(home=agency) | Q(home=None, pk__in=also)
    return Person.objects.filter(there, user__is_active=True).exclude(email="")


def person_in(agency: Agency, username: str) -> Person | None:
    """A person whose account an agency keeps, by user name."""
    return people_of(agency).filter(user__username=username).select_related("home").first()


def team_in(agency: Agency, code: str) -> Team | None:
    """A team of an agency by its code."""
    return Team.objects.filter(agency=agency, code=code).select_related("agency").first()


def members_of(team: Team) -> QuerySet[TeamMember]:
    """Everyone who ever was in a team."""
    return TeamMember.objects.filter(team=team).select_related("person", "team__agency")


def member_in(agency: Agency, number: int) -> TeamMember | None:
    """A row of who is in a team, by its number."""
    rows = TeamMember.objects.select_related("team__agency", "person")
    return rows.filter(team__agency=agency, pk=number).first()


def assignment_in(agency: Agency, number: int) -> Assignment | None:
    """A row of which post or team is a performer, by its number."""
    rows = Assignment.objects.select_related("agency", "unit", "post", "team")
    return rows.filter(agency=agency, pk=number).first()


def roles_at(agency: Agency, on: date) -> QuerySet[Role]:
    """The roles that people have or will have at an agency, those for every agency left out."""
    rows = Role.objects.filter(to_come(on), agency=agency)
    return rows.select_related("person__user", "agency")


def roles_of(person: Person, on: date) -> QuerySet[Role]:
    """The roles of a person, of a day or later."""
    return Role.objects.filter(to_come(on), person=person).select_related("agency")


def role_in(agency: Agency, number: int) -> Role | None:
    """A row of who has which role at an agency, by its number."""
    rows = Role.objects.select_related("person__user", "agency")
    return rows.filter(agency=agency, pk=number).first()


def administrators_by_agency(on: date) -> dict[int, list[str]]:
    """Agency id → names of its administrators of a day (one query)."""
    rows = Role.objects.filter(in_force(on), ~Q(agency=None), kind="administrator")
    found: dict[int, list[str]] = defaultdict(list)
    for agency_id, name in rows.values_list("agency_id", "person__name"):
        if agency_id is not None:
            found[agency_id].append(name)
    return found
