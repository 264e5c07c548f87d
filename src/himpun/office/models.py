"""The office's tables. Rows about who holds what are ended by date or cancelled, never erased."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from tree_queries.query import TreeQuerySet

from himpun.office import rules

CODE = 80
TITLE = 200


class Agency(models.Model):
    """A government agency: one office with its own calendar, people, SOPs and journal."""

    code = models.CharField(max_length=CODE, unique=True)
    name = models.CharField(max_length=TITLE)
    region = models.CharField(max_length=TITLE)
    zone = models.CharField(max_length=4)
    six_day = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["name", "code"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(zone__in=["WIB", "WITA", "WIT"]), name="agency_zone_known"
            ),
            models.CheckConstraint(condition=~Q(code__in=["", "-"]), name="agency_code_given"),
            models.CheckConstraint(condition=~Q(name=""), name="agency_name_given"),
        ]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """Someone with an account. ``home`` is the agency whose administrator keeps the account."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="person"
    )
    name = models.CharField(max_length=TITLE)
    home = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="people"
    )
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    # Digest of the password's hash as an administrator set it; equal until the person changes it.
    given_password = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(name=""), name="person_name_given")
        ]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A unit of an agency, in a tree. ``kind`` is what SOPs choose units by: "bidang", "subbag"."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="units")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    code = models.CharField(max_length=CODE)
    name = models.CharField(max_length=TITLE)
    kind = models.CharField(max_length=40)
    position = models.PositiveIntegerField(default=0)
    until_on = models.DateField(null=True, blank=True)

    objects = models.Manager["Unit"]()
    tree: ClassVar[Any] = TreeQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["position", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "code"], name="unit_code_once"),
            models.CheckConstraint(condition=~Q(code=""), name="unit_code_given"),
            models.CheckConstraint(condition=~Q(name=""), name="unit_name_given"),
            models.CheckConstraint(condition=~Q(kind=""), name="unit_kind_given"),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")), name="unit_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A post of a unit, held by one definitive holder at most."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    code = models.CharField(max_length=CODE)
    title = models.CharField(max_length=TITLE)
    position = models.PositiveIntegerField(default=0)
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["position", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "code"], name="post_code_once"),
            models.CheckConstraint(condition=~Q(title=""), name="post_title_given"),
        ]

    def __str__(self) -> str:
        return self.title


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


class HolidayYear(models.Model):
    """A year whose national table has been entered; without it nothing in the year is computed."""

    year = models.PositiveIntegerField(unique=True)
    decree = models.CharField(max_length=500)
    decree_confirmed = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["year"]

    def __str__(self) -> str:
        return str(self.year)


class Holiday(models.Model):
    """A day off, everywhere (``agency`` null) or in one agency; corrected in place, journalled."""

    on = models.DateField()
    name = models.CharField(max_length=TITLE)
    kind = models.CharField(max_length=20)
    decree = models.CharField(max_length=500)
    estimated = models.BooleanField(default=False)
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="holidays"
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=["nasional", "cuti bersama"], agency=None) | Q(kind="lokal"),
                name="holiday_kind_and_reach",
            ),
            models.UniqueConstraint(
                fields=["on", "agency"],
                condition=Q(cancelled_at=None, agency__isnull=False),
                name="holiday_once",
            ),
            models.UniqueConstraint(
                fields=["on"],
                condition=Q(cancelled_at=None, agency=None),
                name="holiday_everywhere_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on}: {self.name}"


class RamadanRange(models.Model):
    """First and last day on which Ramadan hours hold, both inclusive."""

    first_on = models.DateField(unique=True)
    last_on = models.DateField()
    estimated = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["first_on"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="ramadan_in_order")
        ]

    def __str__(self) -> str:
        return f"Ramadan {self.first_on} s.d. {self.last_on}"


class CalendarStamp(models.Model):
    """One row: the hash of the journal row that last changed a calendar, by which caches know."""

    stamp = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(id=1), name="calendar_stamp_single")
        ]

    def __str__(self) -> str:
        return self.stamp


class JournalHead(models.Model):
    """Where a chain ends, and what a writer locks. ``chain`` is the agency's code, "-" for none."""

    chain = models.CharField(max_length=CODE, primary_key=True)
    agency = models.OneToOneField(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="journal_head"
    )
    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=rules.GENESIS)

    def __str__(self) -> str:
        return f"{self.chain} {self.seq}"


class JournalRow(models.Model):
    """One thing that somebody did. Its texts are as of then; nothing ever changes it."""

    chain = models.CharField(max_length=CODE)
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="journal"
    )
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="journal"
    )
    actor_text = models.CharField(max_length=300)
    capacity = models.CharField(max_length=60, blank=True)
    post_title = models.CharField(max_length=TITLE, blank=True)
    on_behalf_of = models.CharField(max_length=300, blank=True)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=300)
    body = models.JSONField()
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["chain", "seq"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["chain", "seq"], name="journal_number_once"),
            models.CheckConstraint(condition=Q(seq__gte=1), name="journal_numbers_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.chain} {self.seq}: {self.action}"
