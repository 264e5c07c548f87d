"""Feeds for calendar programs: secret addresses, and what each has said so far."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

UID = 120


class Feed(models.Model):
    """A secret address, of a person or of a unit. Of its token only the hash (SHA-256) is kept; a
    new address takes the place of the old one, ``revoked_at`` closes it."""

    person = models.ForeignKey(
        "office.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    unit = models.ForeignKey("office.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        """One for each person and unit; a feed is of one of them."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(person__isnull=False), name="feed_of_person_once"
            ),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(unit__isnull=False), name="feed_of_unit_once"
            ),
            models.CheckConstraint(
                condition=Q(person=None, unit__isnull=False) | Q(person__isnull=False, unit=None),
                name="feed_of_one",
            ),
        ]

    def __str__(self) -> str:
        """Whose it is."""
        return str(self.person or self.unit)


class FeedEntry(models.Model):
    """An entry of a feed as it was last said. ``sequence`` grows with each change of ``said``, so
    that calendar programs take the newer one; gone, it is said as cancelled for a while."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="entries")
    uid = models.CharField(max_length=UID)
    sequence = models.PositiveIntegerField(default=0)
    said = models.JSONField()
    changed_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        """Each once in a feed."""

        ordering: ClassVar = ["uid"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["feed", "uid"], name="feed_entry_once")
        ]

    def __str__(self) -> str:
        """Its identifier and sequence."""
        return f"{self.uid} {self.sequence}"
