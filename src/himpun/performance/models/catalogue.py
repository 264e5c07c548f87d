"""What is measured: objectives and indicators, whose definitions have versions."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

CODE = 40
NAME = 500
# A figure in canonical text: "1850.5", a code such as "WTP", a range such as "10..20". Text keeps
# it exact on both databases; SQLite would make a binary float of a decimal column.
FIGURE = 60
KINDS = ("iku", "ikk", "program", "kegiatan", "sub-kegiatan")
OBJECTIVE_KINDS = ("tujuan", "sasaran", "program", "kegiatan", "sub-kegiatan")


class Objective(models.Model):
    """What the agency wants to reach, or a programme that serves it, in a tree."""

    agency = models.ForeignKey("office.Agency", on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    code = models.CharField(max_length=CODE)
    name = models.CharField(max_length=NAME)
    kind = models.CharField(max_length=20)
    position = models.PositiveIntegerField(default=0)
    until_on = models.DateField(null=True)

    class Meta:
        """A code once in an agency."""

        ordering: ClassVar = ["position", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "code"], name="objective_code_once"),
            models.CheckConstraint(
                condition=Q(kind__in=OBJECTIVE_KINDS), name="objective_kind_known"
            ),
        ]

    def __str__(self) -> str:
        """The name."""
        return self.name


class Indicator(models.Model):
    """What is measured in a unit (None: for the agency as a whole). Its definition stands in its
    versions."""

    agency = models.ForeignKey("office.Agency", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("office.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="indicators")
    code = models.CharField(max_length=CODE)
    kind = models.CharField(max_length=20)
    position = models.PositiveIntegerField(default=0)
    sample = models.BooleanField(default=False)
    until_on = models.DateField(null=True)

    class Meta:
        """A code once in an agency."""

        ordering: ClassVar = ["objective__position", "objective__code", "position", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "code"], name="indicator_code_once"),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="indicator_kind_known"),
        ]

    def __str__(self) -> str:
        """The code."""
        return self.code


class IndicatorVersion(models.Model):
    """How an indicator is defined from a quarter on ("2026-TW1"); frozen once written.

    ``measure`` is a rules.Measure as JSON. ``items`` are raw data that are collected for it:
    [{"key", "label", "unit"}]; ``expression`` computes the realisation from their keys.
    ``quarters`` are those in which it is asked, as digits: "1234", "4".
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="versions")
    no = models.PositiveIntegerField()
    from_period = models.CharField(max_length=12)
    name = models.CharField(max_length=NAME)
    definition = models.TextField(blank=True)
    formula_text = models.TextField(blank=True)
    measure = models.JSONField()
    quarters = models.CharField(max_length=4, default="1234")
    items = models.JSONField(default=list)
    expression = models.CharField(max_length=500, blank=True)
    source = models.CharField(max_length=NAME, blank=True)
    in_charge = models.ForeignKey(
        "office.Post", null=True, on_delete=models.PROTECT, related_name="+"
    )
    evidence = models.CharField(max_length=NAME, blank=True)
    evidence_must = models.BooleanField(default=False)
    reason = models.CharField(max_length=NAME, blank=True)
    made_by = models.ForeignKey(
        "office.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        """Numbered from 1, newest first."""

        ordering: ClassVar = ["indicator", "-no"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["indicator", "no"], name="indicator_version_once"),
            models.CheckConstraint(condition=~Q(name=""), name="indicator_name_given"),
        ]

    def __str__(self) -> str:
        """The name."""
        return self.name


class CrossRule(models.Model):
    """A rule across values of a unit's form: two expressions over indicator codes, compared."""

    agency = models.ForeignKey("office.Agency", on_delete=models.PROTECT, related_name="+")
    left = models.CharField(max_length=500)
    comparison = models.CharField(max_length=2)
    right = models.CharField(max_length=500)
    severity = models.CharField(max_length=10)
    sentence = models.CharField(max_length=NAME)
    position = models.PositiveIntegerField(default=0)
    until_on = models.DateField(null=True)

    class Meta:
        """In the agency's order."""

        ordering: ClassVar = ["position", "id"]

    def __str__(self) -> str:
        """The sentence that people read."""
        return self.sentence


class PerformanceSettings(models.Model):
    """An agency's own ways: the rating scale and cap where an indicator has none (JSON as in a
    Measure), what completing a form asks for, days after the period at which forms close."""

    agency = models.OneToOneField("office.Agency", on_delete=models.PROTECT, related_name="+")
    scale = models.JSONField(null=True)
    cap = models.CharField(max_length=FIGURE, blank=True)
    completing = models.CharField(max_length=20, default="every")
    closes_after_days = models.PositiveIntegerField(null=True)

    def __str__(self) -> str:
        """Whose they are."""
        return f"pengaturan kinerja {self.agency_id}"
