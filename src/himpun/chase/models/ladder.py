"""The ladders that agencies have set; every version is kept."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

SOP, TEXT = 80, 300


class LadderVersion(models.Model):
    """A ladder of an agency for one of its SOPs; the newest version holds, without one the shipped
    ladder does. ``body`` is what ``rules.stored`` reads; None goes back to the shipped ladder."""

    agency = models.ForeignKey("office.Agency", on_delete=models.PROTECT, related_name="+")
    sop_key = models.CharField(max_length=SOP)
    version = models.PositiveIntegerField()
    body = models.JSONField(null=True)
    by = models.ForeignKey("office.Person", null=True, on_delete=models.PROTECT, related_name="+")
    by_text = models.CharField(max_length=TEXT)
    at = models.DateTimeField()

    class Meta:
        """Numbered from 1 for each SOP of an agency."""

        ordering: ClassVar = ["agency", "sop_key", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "sop_key", "version"], name="ladder_version_once"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="ladder_version_from_one"),
        ]

    def __str__(self) -> str:
        """The SOP and version."""
        return f"{self.sop_key} {self.version}"
