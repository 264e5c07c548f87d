"""What is handed in: a form per unit and run, its values, their history, their evidence."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from himpun.performance.models.agreement import Agreement
from himpun.performance.models.catalogue import FIGURE, NAME, Indicator, IndicatorVersion


class Form(models.Model):
    """The form of a unit (None: of the agency as a whole) in a run, for the run's period.

    ``revision`` counts the changes to any of its values. ``period`` ("2026-TW3"), year and quarter
    are the run's; a yearly run counts as its fourth quarter. ``achieved`` and ``counted`` sum up
    the achievements of its values (hundredths of a percent, and how many), for boards.
    """

    agency = models.ForeignKey("office.Agency", on_delete=models.PROTECT, related_name="+")
    run = models.ForeignKey("runs.Run", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("office.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=12)
    year = models.PositiveIntegerField()
    quarter = models.PositiveIntegerField()
    agreement = models.ForeignKey(Agreement, null=True, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True)
    complete_at = models.DateTimeField(null=True)
    complete_by = models.ForeignKey(
        "office.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    first_complete_at = models.DateTimeField(null=True)
    late = models.BooleanField(default=False)
    achieved = models.BigIntegerField(default=0)
    counted = models.PositiveIntegerField(default=0)
    sample = models.BooleanField(default=False)

    class Meta:
        """One form a unit and run."""

        ordering: ClassVar = ["run", "unit__position", "unit__code"]
        constraints: ClassVar = [
            # SQLite takes two empty units for different ones; so each case has a wall of its own.
            models.UniqueConstraint(fields=["run", "unit"], name="form_once"),
            models.UniqueConstraint(
                fields=["run"], condition=Q(unit=None), name="form_of_agency_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["agency", "year", "quarter"], name="forms_of_a_quarter")
        ]

    def __str__(self) -> str:
        """The period."""
        return self.period


class Value(models.Model):
    """What a form says of an indicator. ``realisation`` is a canonical figure; empty is not zero.

    ``items`` hold the raw data ({key: figure}) from which it is computed. ``revision`` counts its
    changes, 0 being untouched; a write names the revision it saw. ``warnings`` are the checks that
    hit ([{"code", "severity", "sentence"}]), ``note`` explains them. ``achievement`` is the capped
    one against the quarter in hundredths of a percent, kept for sums over many agencies.
    ``returned`` is why it was sent back, until it is next changed. ``budget`` is whole rupiah.
    """

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="values")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(IndicatorVersion, on_delete=models.PROTECT, related_name="+")
    asked = models.BooleanField(default=True)
    realisation = models.CharField(max_length=FIGURE, blank=True)
    items = models.JSONField(default=dict)
    no_value = models.TextField(blank=True)
    obstacles = models.TextField(blank=True)
    solutions = models.TextField(blank=True)
    follow_up = models.TextField(blank=True)
    follow_up_by = models.CharField(max_length=NAME, blank=True)
    follow_up_on = models.DateField(null=True)
    budget = models.BigIntegerField(null=True)
    note = models.TextField(blank=True)
    warnings = models.JSONField(default=list)
    achievement = models.BigIntegerField(null=True)
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)
    changed_by = models.ForeignKey(
        "office.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    returned = models.TextField(blank=True)
    returned_at = models.DateTimeField(null=True)

    class Meta:
        """One a form and indicator."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["form", "indicator"], name="value_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["indicator", "form"], name="values_of_an_indicator")
        ]

    def __str__(self) -> str:
        """The figure."""
        return self.realisation


class ValueChange(models.Model):
    """One change of a value: {field: [before, after]}, who, as what, by which way it came in
    ("grid", "paste", "undo", "phone", "workbook", "return", "correction")."""

    value = models.ForeignKey(Value, on_delete=models.PROTECT, related_name="changes")
    revision = models.PositiveIntegerField()
    source = models.CharField(max_length=20)
    changes = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey("office.Person", null=True, on_delete=models.PROTECT, related_name="+")
    by_text = models.CharField(max_length=300)
    capacity = models.CharField(max_length=300, blank=True)

    class Meta:
        """Numbered as the value's revisions."""

        ordering: ClassVar = ["value", "-revision"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["value", "revision"], name="value_change_once")
        ]

    def __str__(self) -> str:
        """Which revision, from where."""
        return f"{self.revision} {self.source}"


class Evidence(models.Model):
    """A file or a link that proves a value ("value"), or last quarter's follow-up ("follow-up").
    Taken away, it stays in the record, marked."""

    value = models.ForeignKey(Value, on_delete=models.PROTECT, related_name="evidence")
    proves = models.CharField(max_length=10, default="value")
    file = models.ForeignKey(
        "archive.StoredFile", null=True, on_delete=models.PROTECT, related_name="+"
    )
    link = models.URLField(max_length=1000, blank=True)
    name = models.CharField(max_length=300)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("office.Person", on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        "office.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        """A file or a link."""

        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(file=None, link__gt="") | Q(file__isnull=False, link=""),
                name="evidence_is_a_file_or_a_link",
            )
        ]

    def __str__(self) -> str:
        """What it is called."""
        return self.name


class Comment(models.Model):
    """What somebody remarks on a value."""

    value = models.ForeignKey(Value, on_delete=models.PROTECT, related_name="comments")
    text = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey("office.Person", on_delete=models.PROTECT, related_name="+")
    by_text = models.CharField(max_length=300)

    class Meta:
        """As they came."""

        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        """The text."""
        return self.text
