"""The daily digests: one at most for each person and day."""

from typing import ClassVar

from django.db import models


class Digest(models.Model):
    """What a person is told together on a day. ``tasks`` are the keys of the open steps that were
    new, of all that opened until ``until``; ``text`` is what the mail server was offered last."""

    person = models.ForeignKey("office.Person", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    until = models.DateTimeField()
    tasks = models.JSONField(default=list)
    text = models.TextField(blank=True)

    class Meta:
        """One a day, whatever restarts and clocks do."""

        ordering: ClassVar = ["person", "-on"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "on"], name="daily_digest_once")
        ]

    def __str__(self) -> str:
        """Whose and of which day."""
        return f"{self.person_id} {self.on}"


class DigestClock(models.Model):
    """When an agency's digests are looked at next. ``set_at``: when that was worked out; a row from
    the future is of a clock that was wrong, and counts for nothing."""

    agency = models.OneToOneField("office.Agency", on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    next_at = models.DateTimeField()

    class Meta:
        """By the next."""

        ordering: ClassVar = ["next_at"]

    def __str__(self) -> str:
        """The agency and the moment."""
        return f"{self.agency_id} {self.next_at}"
