"""Who holds what: rows with a first and a last day, ended or cancelled, never erased."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from himpun.office import rules
from himpun.office.models.places import CODE, TITLE, Agency, Person, Post, Unit


class InForce(models.Model):
    """Something true from a first to a last day (both inclusive), unless cancelled as an error."""

    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


def period_in_order(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name=name
    )


OPEN = Q(until_on=None, cancelled_at=None)


class Holding(InForce):
    """A person in a post, in a capacity, on the basis of a decree or order."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="holdings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holdings")
    capacity = models.CharField(max_length=20)
    basis = models.CharField(max_length=300)

    class Meta:
        ordering: ClassVar = ["-from_on", "-id"]
        constraints: ClassVar = [
            period_in_order("holding_period_in_order"),
            models.CheckConstraint(
                condition=Q(capacity__in=["definitif", "Plt.", "Plh.", "Pj."]),
                name="holding_capacity_known",
            ),
            models.UniqueConstraint(
                fields=["post"],
                condition=OPEN & Q(capacity="definitif"),
                name="holding_one_definitive",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.post} ({self.capacity})"


class StandIn(InForce):
    """Who acts for a holder while the holder is away; void when the holding itself has ended."""

    holding = models.ForeignKey(Holding, on_delete=models.PROTECT, related_name="stand_ins")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="stand_ins")
    reason = models.CharField(max_length=300)

    class Meta:
        ordering: ClassVar = ["-from_on", "-id"]
        constraints: ClassVar = [
            period_in_order("stand_in_period_in_order"),
            models.CheckConstraint(condition=Q(until_on__isnull=False), name="stand_in_has_an_end"),
        ]

    def __str__(self) -> str:
        return f"{self.person} menggantikan {self.holding}"


class Team(models.Model):
    """A team, any member of which may do what the team is to do."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="teams")
    code = models.CharField(max_length=CODE)
    name = models.CharField(max_length=TITLE)
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "code"], name="team_code_once"),
            models.CheckConstraint(condition=~Q(name=""), name="team_name_given"),
        ]

    def __str__(self) -> str:
        return self.name


class TeamMember(InForce):
    """A person in a team."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")

    class Meta:
        ordering: ClassVar = ["from_on", "id"]
        constraints: ClassVar = [
            period_in_order("member_period_in_order"),
            models.UniqueConstraint(fields=["team", "person"], condition=OPEN, name="member_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person} dalam {self.team}"


class Assignment(InForce):
    """Which post or team an SOP's performer is. ``unit`` for performers of each unit, else null.

    ``steward``: whoever holds it may also do what changes a run itself (suspend, excuse, cancel).
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="assignments")
    sop_id = models.CharField(max_length=CODE)
    performer = models.CharField(max_length=CODE)
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments"
    )
    post = models.ForeignKey(
        Post, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments"
    )
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments"
    )
    steward = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["sop_id", "performer", "unit__position", "id"]
        indexes: ClassVar = [
            models.Index(fields=["agency", "sop_id", "performer"], name="assignment_of_performer")
        ]
        constraints: ClassVar = [
            period_in_order("assignment_period_in_order"),
            models.CheckConstraint(
                condition=Q(post=None, team__isnull=False) | Q(post__isnull=False, team=None),
                name="assignment_post_or_team",
            ),
            models.UniqueConstraint(
                fields=["agency", "sop_id", "performer", "unit", "post"],
                condition=OPEN & Q(unit__isnull=False, post__isnull=False),
                name="assignment_unit_post_once",
            ),
            models.UniqueConstraint(
                fields=["agency", "sop_id", "performer", "post"],
                condition=OPEN & Q(unit=None, post__isnull=False),
                name="assignment_post_once",
            ),
            models.UniqueConstraint(
                fields=["agency", "sop_id", "performer", "unit", "team"],
                condition=OPEN & Q(unit__isnull=False, team__isnull=False),
                name="assignment_unit_team_once",
            ),
            models.UniqueConstraint(
                fields=["agency", "sop_id", "performer", "team"],
                condition=OPEN & Q(unit=None, team__isnull=False),
                name="assignment_team_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sop_id} · {self.performer}"


class Role(InForce):
    """What the program lets a person do besides their posts; ``agency`` null means every agency."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roles")
    kind = models.CharField(max_length=20)
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="roles"
    )

    class Meta:
        ordering: ClassVar = ["kind", "person__name", "id"]
        constraints: ClassVar = [
            period_in_order("role_period_in_order"),
            models.CheckConstraint(
                condition=Q(kind="system", agency=None)
                | Q(kind="reader")
                | Q(kind__in=["operator", "administrator"], agency__isnull=False),
                name="role_kind_and_reach",
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "agency"],
                condition=OPEN & Q(agency__isnull=False),
                name="role_once",
            ),
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=OPEN & Q(agency=None),
                name="role_everywhere_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {rules.ROLE_WORDS.get(self.kind, self.kind)}"
