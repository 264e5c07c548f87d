"""What a person was told, and the ways in which they want to be told."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from himpun.notices.models.digests import Digest
from himpun.notices.rules.kinds import KINDS, WAY_WORDS

KEY = 40
ONCE = 150
NAME = 200
LINK = 500


class Notice(models.Model):
    """Something that a person was told in the program, once for each ``key``.

    ``link`` is a place in the program (a path), ``about`` what it is about ("run/7"). ``way`` is
    how it goes by mail, as the person wanted it then. ``still`` names the function that is asked
    before a mail goes whether it is still wanted, with ``still_of``; ``words`` the one that then
    says it anew.
    """

    agency = models.ForeignKey("office.Agency", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("office.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=KEY)
    key = models.CharField(max_length=ONCE)
    subject = models.CharField(max_length=NAME)
    text = models.TextField(blank=True)
    link = models.CharField(max_length=LINK)
    about = models.CharField(max_length=NAME)
    at = models.DateTimeField()
    by_text = models.CharField(max_length=NAME)
    way = models.CharField(max_length=6)
    still = models.CharField(max_length=NAME, blank=True)
    still_of = models.CharField(max_length=NAME, blank=True)
    words = models.CharField(max_length=NAME, blank=True)
    read_at = models.DateTimeField(null=True)
    digest = models.ForeignKey(Digest, null=True, on_delete=models.PROTECT, related_name="notices")

    class Meta:
        """The newest first; what a person has not read is counted from an index of its own."""

        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["person", "-id"], name="notices_of_person"),
            models.Index(
                fields=["person", "agency"], condition=Q(read_at=None), name="notices_unread"
            ),
            models.Index(
                fields=["agency", "person"],
                condition=Q(way="digest", digest=None, read_at=None),
                name="notices_for_digests",
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "key"], name="notice_once"),
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="notice_kind_known"),
            models.CheckConstraint(condition=Q(way__in=list(WAY_WORDS)), name="notice_way_known"),
        ]

    def __str__(self) -> str:
        """What it says, in a line."""
        return self.subject


class Preference(models.Model):
    """By which way a person wants to be told of a kind."""

    person = models.ForeignKey("office.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=KEY)
    way = models.CharField(max_length=6)

    class Meta:
        """One way for each kind."""

        ordering: ClassVar = ["person", "kind"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "kind"], name="preference_once"),
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="preference_kind_known"),
            models.CheckConstraint(
                condition=Q(way__in=list(WAY_WORDS)), name="preference_way_known"
            ),
        ]

    def __str__(self) -> str:
        """The kind and its way."""
        return f"{self.kind}: {self.way}"
