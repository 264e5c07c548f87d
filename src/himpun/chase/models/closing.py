"""When the forms of an SOP close; an agency without a row closes none."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

SOP = 80


class Closing(models.Model):
    """How many working days after its due time a form of an SOP closes in an agency."""

    agency = models.ForeignKey("office.Agency", on_delete=models.PROTECT, related_name="+")
    sop_key = models.CharField(max_length=SOP)
    working_days = models.PositiveIntegerField()

    class Meta:
        """One for each SOP of an agency."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "sop_key"], name="closing_once"),
            models.CheckConstraint(condition=Q(working_days__gte=1), name="closing_after_due"),
        ]

    def __str__(self) -> str:
        """The SOP."""
        return self.sop_key
