"""What a change of a calendar moves: the change, and each run that has to be counted anew."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

WHY = 500


class CalendarChange(models.Model):
    """A change of the calendar of an agency, or of all (``agency`` None), with running SOPs."""

    agency = models.ForeignKey(
        "office.Agency", on_delete=models.PROTECT, null=True, related_name="+"
    )
    why = models.CharField(max_length=WHY)
    by = models.ForeignKey("office.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """The newest first; found by who made it when."""

        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["by", "at"], name="calendar_changes_by")]

    def __str__(self) -> str:
        """What changed."""
        return self.why


class Recount(models.Model):
    """A run under way when the calendar changed; ``moved``: its times that moved, once counted
    (visit, node, unit, what, old, new; moments ISO 8601 or None)."""

    change = models.ForeignKey(CalendarChange, on_delete=models.PROTECT, related_name="recounts")
    run = models.ForeignKey("runs.Run", on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)
    moved = models.JSONField(default=list)

    class Meta:
        """Each run once for a change; what waits is found by an index of its own."""

        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["change", "run"], name="recount_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["id"], condition=Q(done_at=None), name="recounts_waiting")
        ]

    def __str__(self) -> str:
        """The run and the change."""
        return f"{self.run_id}: {self.change}"
