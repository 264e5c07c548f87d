"""Published versions of SOPs. A row says for ever what it said; only its withdrawal is added."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

LONGEST_ID = 80
LONGEST_NAME = 300


class SopVersion(models.Model):
    """One version of an agency's SOP, frozen.

    ``document`` is ``kernel.parse.dump`` as JSON text: text, for the order of the keys is the order
    of the paper's columns, which jsonb would lose. ``published_by`` null is the program itself.
    """

    agency = models.ForeignKey(
        "office.Agency", on_delete=models.PROTECT, related_name="sop_versions"
    )
    sop_id = models.CharField(max_length=LONGEST_ID)
    version = models.PositiveIntegerField()
    name = models.CharField(max_length=LONGEST_NAME)
    fingerprint = models.CharField(max_length=64)
    document = models.TextField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        "office.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["agency", "sop_id", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "sop_id", "version"], name="sop_version_once"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="sop_version_counts_from_one"),
            models.CheckConstraint(
                condition=~Q(sop_id="") & ~Q(name="") & ~Q(document=""), name="sop_version_filled"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} (versi {self.version})"
