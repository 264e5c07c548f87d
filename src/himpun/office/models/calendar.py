"""Days off, Ramadan and office hours.

Days are corrected in place, and what they were stands in the journal; hours are ended by date.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from himpun.office.models.holders import OPEN, InForce, period_in_order
from himpun.office.models.places import TITLE, Agency, Unit


class HolidayYear(models.Model):
    """A year whose national table has been entered; without it nothing in the year is computed."""

    year = models.PositiveIntegerField(unique=True)
    decree = models.CharField(max_length=500)
    decree_confirmed = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["year"]

    def __str__(self) -> str:
        return str(self.year)


class Holiday(models.Model):
    """A day off, everywhere (``agency`` null) or in one agency; corrected in place, journalled."""

    on = models.DateField()
    name = models.CharField(max_length=TITLE)
    kind = models.CharField(max_length=20)
    decree = models.CharField(max_length=500)
    estimated = models.BooleanField(default=False)
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="holidays"
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=["nasional", "cuti bersama"], agency=None) | Q(kind="lokal"),
                name="holiday_kind_and_reach",
            ),
            models.UniqueConstraint(
                fields=["on", "agency"],
                condition=Q(cancelled_at=None, agency__isnull=False),
                name="holiday_once",
            ),
            models.UniqueConstraint(
                fields=["on"],
                condition=Q(cancelled_at=None, agency=None),
                name="holiday_everywhere_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on}: {self.name}"


class RamadanRange(models.Model):
    """First and last day on which Ramadan hours hold, both inclusive."""

    first_on = models.DateField(unique=True)
    last_on = models.DateField()
    estimated = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["first_on"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="ramadan_in_order")
        ]

    def __str__(self) -> str:
        return f"Ramadan {self.first_on} s.d. {self.last_on}"


class WeekHours(InForce):
    """The hours of an agency, or of one ``unit``, in place of the standard ones.

    ``week`` and ``ramadan_week``: seven days, Monday first, each a list of [begin, end].
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="hours")
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="hours"
    )
    week = models.JSONField()
    ramadan_week = models.JSONField()
    basis = models.CharField(max_length=300)

    class Meta:
        ordering: ClassVar = ["from_on", "id"]
        constraints: ClassVar = [
            period_in_order("hours_period_in_order"),
            models.CheckConstraint(condition=~Q(basis=""), name="hours_basis_given"),
            models.UniqueConstraint(
                fields=["agency", "unit"],
                condition=OPEN & Q(unit__isnull=False),
                name="hours_of_unit_once",
            ),
            models.UniqueConstraint(
                fields=["agency"], condition=OPEN & Q(unit=None), name="hours_of_agency_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit or self.agency}: jam kerja sejak {self.from_on}"


class CalendarStamp(models.Model):
    """One row: the hash of the journal row that last changed a calendar, by which caches know."""

    stamp = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(id=1), name="calendar_stamp_single")
        ]

    def __str__(self) -> str:
        return self.stamp
