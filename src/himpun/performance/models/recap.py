"""What is put together: analysis texts, and the recap as it was frozen."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from himpun.performance.models.catalogue import Indicator, Objective


class Analysis(models.Model):
    """The analysis that a recap prints: of a run as a whole, of an objective or an indicator."""

    run = models.ForeignKey("runs.Run", on_delete=models.PROTECT, related_name="+")
    objective = models.ForeignKey(Objective, null=True, on_delete=models.PROTECT, related_name="+")
    indicator = models.ForeignKey(Indicator, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    by = models.ForeignKey("office.Person", on_delete=models.PROTECT, related_name="+")
    by_text = models.CharField(max_length=300)

    class Meta:
        """One text a place."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "objective"], name="analysis_of_objective_once"),
            models.UniqueConstraint(fields=["run", "indicator"], name="analysis_of_indicator_once"),
            models.UniqueConstraint(
                fields=["run"],
                condition=Q(objective=None, indicator=None),
                name="analysis_of_run_once",
            ),
        ]

    def __str__(self) -> str:
        """The text."""
        return self.text


class Recap(models.Model):
    """A frozen recap of a run: canonical JSON and its SHA-256 (hexadecimal); never changed.

    ``no`` counts from 1; a later edit makes the next one, with the reason and its difference.
    """

    run = models.ForeignKey("runs.Run", on_delete=models.PROTECT, related_name="+")
    no = models.PositiveIntegerField()
    body = models.TextField()
    sha256 = models.CharField(max_length=64)
    reason = models.TextField(blank=True)
    node = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey("office.Person", on_delete=models.PROTECT, related_name="+")
    by_text = models.CharField(max_length=300)
    capacity = models.CharField(max_length=300, blank=True)

    class Meta:
        """Numbered in its run."""

        ordering: ClassVar = ["run", "-no"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["run", "no"], name="recap_once")]

    def __str__(self) -> str:
        """Which revision."""
        return f"rekapitulasi {self.no}"
