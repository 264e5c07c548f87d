"""What records are about, and how long they are kept: codes and schedules of an agency."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from himpun.archive.models.records import CODE, TEXT


class ClassificationCode(models.Model):
    """A code of an agency's own, or its own title for a shipped one; ``closed`` ones are no longer
    offered. ``security`` is what new records of the code begin with, "" for none."""

    agency = models.ForeignKey("office.Agency", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=CODE)
    title = models.CharField(max_length=TEXT)
    security = models.CharField(max_length=20, blank=True)
    closed = models.BooleanField(default=False)

    class Meta:
        """A code once in an agency."""

        ordering: ClassVar = ["agency", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "code"], name="classification_once"),
            models.CheckConstraint(condition=~Q(title=""), name="classification_title_given"),
        ]

    def __str__(self) -> str:
        """The code."""
        return self.code


class Schedule(models.Model):
    """A retention schedule (JRA) as it was loaded; the newest of an agency is in force."""

    agency = models.ForeignKey("office.Agency", on_delete=models.PROTECT, related_name="+")
    no = models.PositiveIntegerField()
    basis = models.CharField(max_length=TEXT)
    sample = models.BooleanField(default=False)
    loaded_at = models.DateTimeField()
    loaded_by = models.ForeignKey(
        "office.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        """Numbered from 1."""

        ordering: ClassVar = ["agency", "-no"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "no"], name="schedule_number_once"),
            models.CheckConstraint(condition=~Q(basis=""), name="schedule_basis_given"),
        ]

    def __str__(self) -> str:
        """On what it is based."""
        return self.basis


class RetentionRule(models.Model):
    """How long records of a code are kept: years active, years inactive after that, then what."""

    schedule = models.ForeignKey(Schedule, on_delete=models.CASCADE, related_name="rules")
    code = models.CharField(max_length=CODE)
    title = models.CharField(max_length=TEXT)
    active = models.PositiveSmallIntegerField()
    inactive = models.PositiveSmallIntegerField()
    fate = models.CharField(max_length=20)
    basis = models.CharField(max_length=TEXT, blank=True)

    class Meta:
        """A code once in a schedule."""

        ordering: ClassVar = ["schedule", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["schedule", "code"], name="retention_rule_once"),
            models.CheckConstraint(
                condition=Q(fate__in=["musnah", "permanen", "dinilai-kembali"]),
                name="retention_fate_known",
            ),
        ]

    def __str__(self) -> str:
        """The code and its years."""
        return f"{self.code}: {self.active} + {self.inactive}"
