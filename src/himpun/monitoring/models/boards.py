"""What boards count of each run, so that no board reads the history of runs that are over."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

NODE, PERIOD = 80, 12


class RunSummary(models.Model):
    """A run of an agency as boards count it: made when it starts, closed when it ends.

    ``year``, ``quarter``: what its period counts as, a year as its fourth quarter. ``steps``: rows
    of the SOP. ``owing``: the step nodes at which units owe their data, in order; at the last they
    hand in (none: no unit does). ``units``: those that should, without the excused. ``allowed``:
    all standard times together, in seconds of office time.

    Of an ended run: ``handed`` and ``timely`` units, and ``seconds`` of office time from start to
    end without halts (None where the holidays of the year are unknown). A cancelled run has no row.
    """

    run = models.OneToOneField(
        "runs.Run", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    agency = models.ForeignKey("office.Agency", on_delete=models.PROTECT, related_name="+")
    sop_key = models.CharField(max_length=NODE)
    period = models.CharField(max_length=PERIOD)
    year = models.PositiveIntegerField()
    quarter = models.PositiveIntegerField()
    steps = models.PositiveIntegerField()
    owing = models.JSONField(default=list)
    units = models.PositiveIntegerField()
    allowed = models.BigIntegerField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    handed = models.PositiveIntegerField(default=0)
    timely = models.PositiveIntegerField(default=0)
    seconds = models.BigIntegerField(null=True)

    class Meta:
        """Found by agency and quarter, and those that go on by agency."""

        indexes: ClassVar = [
            models.Index(fields=["agency", "year", "quarter"], name="summaries_of_quarter"),
            models.Index(fields=["agency"], condition=Q(ended_at=None), name="summaries_going_on"),
        ]

    def __str__(self) -> str:
        """The SOP and the period."""
        return f"{self.sop_key} {self.period}"
