"""Agencies and what they consist of: units, posts, people."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from tree_queries.query import TreeQuerySet

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
