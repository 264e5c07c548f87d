"""What an assessor says of how a procedure is carried out, half-year by half-year."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Assessment(models.Model):
    """An assessor's word on a row of the six-monthly form; what nobody has assessed has no row and
    is shown as the times propose. ``step`` "" is the SOP as a whole; ``well`` None: not said."""

    agency = models.ForeignKey("office.Agency", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveIntegerField()
    half = models.PositiveIntegerField()
    sop_key = models.CharField(max_length=80)
    step = models.CharField(max_length=80, blank=True)
    well = models.BooleanField(null=True)
    note = models.TextField(blank=True)
    action = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    by = models.ForeignKey("office.Person", on_delete=models.PROTECT, related_name="+")
    by_text = models.CharField(max_length=300)

    class Meta:
        """A row of the form once."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "year", "half", "sop_key", "step"], name="assessed_once"
            ),
            # Not "in [1, 2]": SQLite's introspection cannot read such a list of numbers.
            models.CheckConstraint(
                condition=Q(half__gte=1, half__lte=2), name="assessed_half_known"
            ),
        ]

    def __str__(self) -> str:
        """Which row."""
        return f"{self.sop_key} {self.step} {self.year}-S{self.half}".strip()
