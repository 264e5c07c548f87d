"""Evidence packs: ordered by a person, made by the background worker."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

ORDERED, MAKING, READY, FAILED = "ordered", "making", "ready", "failed"
STATES = (ORDERED, MAKING, READY, FAILED)


class EvidencePack(models.Model):
    """The evidence of a year for the six LKE criteria. ``claims``: [{"no", "holds", "gaps"}] as the
    index says them; ``claimed_at``: when a worker was last at it; ``progress`` in words."""

    agency = models.ForeignKey("office.Agency", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveIntegerField()
    state = models.CharField(max_length=10, default=ORDERED)
    ordered_at = models.DateTimeField()
    ordered_by = models.ForeignKey("office.Person", on_delete=models.PROTECT, related_name="+")
    ordered_text = models.CharField(max_length=300)
    claimed_at = models.DateTimeField(null=True)
    progress = models.CharField(max_length=200, blank=True)
    failure = models.TextField(blank=True)
    made_at = models.DateTimeField(null=True)
    file = models.ForeignKey(
        "archive.StoredFile", null=True, on_delete=models.PROTECT, related_name="+"
    )
    files = models.PositiveIntegerField(default=0)
    claims = models.JSONField(default=list)

    class Meta:
        """One in the making for an agency and year; a ready one has its file."""

        ordering: ClassVar = ["-ordered_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "year"],
                condition=Q(state__in=[ORDERED, MAKING]),
                name="evidence_one_in_the_making",
            ),
            models.CheckConstraint(condition=Q(state__in=STATES), name="evidence_state_known"),
            models.CheckConstraint(
                condition=Q(state=READY, file__isnull=False) | (~Q(state=READY) & Q(file=None)),
                name="evidence_ready_has_its_file",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["ordered_at"],
                condition=Q(state__in=[ORDERED, MAKING]),
                name="evidence_to_make",
            )
        ]

    def __str__(self) -> str:
        """Of which year."""
        return f"bukti LKE {self.year}"
