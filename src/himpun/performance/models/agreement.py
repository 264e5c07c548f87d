"""The performance agreement (Perjanjian Kinerja): versioned targets and budgets of a year."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from himpun.performance.models.catalogue import FIGURE, NAME, Indicator, Objective

STATES = ("draft", "approved", "cancelled")


class Agreement(models.Model):
    """One version of a year's agreement: no 0 is "murni", from 1 "perubahan ke-n".

    It holds from ``from_quarter`` (1 to 4) on; earlier quarters stay on the version before it.
    ``preparers`` are all who wrote in the draft: none of them approves it.
    """

    agency = models.ForeignKey("office.Agency", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveIntegerField()
    no = models.PositiveIntegerField()
    from_quarter = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, default="draft")
    number = models.CharField(max_length=120, blank=True)
    signed_on = models.DateField(null=True)
    reason = models.TextField(blank=True)
    sample = models.BooleanField(default=False)
    made_by = models.ForeignKey(
        "office.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    preparers = models.ManyToManyField("office.Person", related_name="+")
    decided_by = models.ForeignKey(
        "office.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_as = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True)
    decision = models.TextField(blank=True)

    class Meta:
        """A number once a year; one draft at a time."""

        ordering: ClassVar = ["-year", "-no"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "year", "no"],
                condition=~Q(state="cancelled"),
                name="agreement_once",
            ),
            models.UniqueConstraint(
                fields=["agency", "year"], condition=Q(state="draft"), name="agreement_one_draft"
            ),
            models.CheckConstraint(condition=Q(state__in=STATES), name="agreement_state_known"),
            models.CheckConstraint(
                condition=Q(from_quarter__gte=1, from_quarter__lte=4),
                name="agreement_quarter_known",
            ),
        ]

    def __str__(self) -> str:
        """PK 2026, PK 2026 perubahan ke-1."""
        return f"PK {self.year}" + (f" perubahan ke-{self.no}" if self.no else "")


class Target(models.Model):
    """Targets of an indicator in an agreement, each a canonical figure or empty; those of the
    quarters are as the indicator's period mode counts them. ``medium`` is the medium-term one."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="targets")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    year = models.CharField(max_length=FIGURE, blank=True)
    q1 = models.CharField(max_length=FIGURE, blank=True)
    q2 = models.CharField(max_length=FIGURE, blank=True)
    q3 = models.CharField(max_length=FIGURE, blank=True)
    q4 = models.CharField(max_length=FIGURE, blank=True)
    medium = models.CharField(max_length=FIGURE, blank=True)

    class Meta:
        """One row an indicator."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "indicator"], name="target_once")
        ]

    def __str__(self) -> str:
        """The yearly target."""
        return self.year


class Budget(models.Model):
    """The budget of a programme (or of an activity below it) in an agreement, in whole rupiah."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="budgets")
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField()

    class Meta:
        """One row a programme."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "objective"], name="budget_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="budget_not_negative"),
        ]

    def __str__(self) -> str:
        """The amount."""
        return str(self.amount)


class MediumTarget(models.Model):
    """The target of an indicator in a year of the medium-term plan (Renstra)."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="medium")
    year = models.PositiveIntegerField()
    figure = models.CharField(max_length=FIGURE)
    note = models.CharField(max_length=NAME, blank=True)

    class Meta:
        """One a year."""

        ordering: ClassVar = ["year"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["indicator", "year"], name="medium_target_once")
        ]

    def __str__(self) -> str:
        """The figure."""
        return self.figure
