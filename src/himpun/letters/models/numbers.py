"""Registers of numbers, one for each agency, group of kinds and year; and the numbers they gave."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from himpun.letters.models.papers import KEY, TITLE

NUMBER = 160
"""The longest number: a pattern of 80 whose slots hold 30 each at most."""


class NumberSettings(models.Model):
    """What an agency's numbers are made of: its short name, and ``{unit code: short name}`` and
    ``{kind: classification code}`` where they differ from the usual ones."""

    agency = models.OneToOneField(
        "office.Agency", on_delete=models.PROTECT, related_name="number_settings"
    )
    short_name = models.CharField(max_length=30)
    unit_names = models.JSONField(default=dict)
    kind_codes = models.JSONField(default=dict)

    class Meta:
        """One an agency."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(short_name=""), name="number_short_name_given")
        ]

    def __str__(self) -> str:
        """The short name."""
        return self.short_name


class Register(models.Model):
    """The register of a group of kinds in a year. ``first`` is the number it begins with (more than
    1 where the year began on paper), ``last`` the last one given, ``first - 1`` before any.

    Whoever takes a number locks this row, so that no two take the same and none is left out.
    """

    agency = models.ForeignKey("office.Agency", on_delete=models.PROTECT, related_name="+")
    group = models.CharField(max_length=40)
    year = models.PositiveIntegerField()
    pattern = models.CharField(max_length=80)
    first = models.PositiveIntegerField(default=1)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        """The newest year first."""

        ordering: ClassVar = ["agency", "-year", "group"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "group", "year"], name="register_of_group_and_year"
            ),
            models.CheckConstraint(
                condition=Q(first__gte=1, last__gte=F("first") - 1), name="register_in_order"
            ),
        ]

    def __str__(self) -> str:
        """Which group, which year."""
        return f"{self.group} {self.year}"


class Number(models.Model):
    """A number that a register gave; it is never taken back, at most cancelled with a reason.

    ``state``: "reserved" for a paper that is still to be signed, "given", "cancelled". ``paper``
    None: for a paper that is made outside this program. ``text`` is what is printed; ``kind``,
    ``unit`` and ``subject`` as they were when it was given.
    """

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="numbers")
    no = models.PositiveIntegerField()
    text = models.CharField(max_length=NUMBER)
    state = models.CharField(max_length=10)
    kind = models.CharField(max_length=KEY)
    unit = models.CharField(max_length=KEY, blank=True)
    subject = models.CharField(max_length=TITLE)
    on = models.DateField()
    paper = models.ForeignKey(
        "letters.Paper", null=True, on_delete=models.PROTECT, related_name="numbers"
    )
    by = models.ForeignKey("office.Person", null=True, on_delete=models.PROTECT, related_name="+")
    by_text = models.CharField(max_length=TITLE)
    at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by_text = models.CharField(max_length=TITLE, blank=True)
    reason = models.CharField(max_length=TITLE, blank=True)

    class Meta:
        """In the order in which they were given."""

        ordering: ClassVar = ["register", "no"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["register", "no"], name="number_once"),
            models.UniqueConstraint(fields=["register", "text"], name="number_text_once"),
            models.UniqueConstraint(
                fields=["paper"], condition=~Q(state="cancelled"), name="number_of_paper_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["given", "reserved"], cancelled_at=None, reason="")
                | (Q(state="cancelled", cancelled_at__isnull=False) & ~Q(reason="")),
                name="number_cancelled_with_a_reason",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="number_text_given"),
        ]

    def __str__(self) -> str:
        """As it is printed."""
        return self.text
