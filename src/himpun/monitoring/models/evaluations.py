"""What was decided of each SOP after its yearly evaluation."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from himpun.monitoring.rules.evaluating import VERDICT_MARKS, VERDICTS, Answer


class Evaluation(models.Model):
    """An evaluation of an SOP in a year: what was said to each statement ([no, yes, note]), the
    verdict, and who decided it in which capacity on which day. Nothing of it changes: what is
    evaluated anew gets the next ``no`` of the year. ``by`` wrote it down."""

    agency = models.ForeignKey("office.Agency", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveIntegerField()
    sop_key = models.CharField(max_length=80)
    no = models.PositiveIntegerField()
    sop_version = models.PositiveIntegerField()
    answers = models.JSONField()
    verdict = models.CharField(max_length=10)
    reason = models.TextField()
    decided_on = models.DateField()
    decided_by = models.ForeignKey("office.Person", on_delete=models.PROTECT, related_name="+")
    decided_text = models.CharField(max_length=300)
    capacity = models.CharField(max_length=300)
    at = models.DateTimeField()
    by = models.ForeignKey("office.Person", on_delete=models.PROTECT, related_name="+")
    by_text = models.CharField(max_length=300)

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-year", "-no"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "sop_key", "year", "no"], name="evaluated_once"
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=list(VERDICTS)), name="evaluation_verdict_known"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="evaluation_with_reason"),
        ]

    def __str__(self) -> str:
        """Which one."""
        return f"{self.sop_key} {self.year}/{self.no}"

    @property
    def said(self) -> tuple[Answer, ...]:
        """What was said to each statement."""
        return tuple(Answer(no, yes, note) for no, yes, note in self.answers)

    @property
    def word(self) -> str:
        """The verdict in words."""
        return VERDICTS[self.verdict]

    @property
    def mark(self) -> str:
        """Its state of the look."""
        return VERDICT_MARKS[self.verdict]
