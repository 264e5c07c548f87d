"""When SOPs start by themselves: the rule, single days that were moved, and what was started."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

KEY = 200
PERIOD = 12
TEXT = 300


class StartRule(models.Model):
    """On which day the runs of an SOP start. ``when`` "" is the SOP's own first window.

    Days are those of the agency's calendar; ``from_on`` and ``until_on`` are inclusive. A start
    that is more than ``late_days`` calendar days behind its day is not made any more. ``next_at``:
    when the worker has to look at the rule again, None: now.
    """

    agency = models.ForeignKey("office.Agency", on_delete=models.PROTECT, related_name="+")
    sop_key = models.CharField(max_length=KEY)
    when = models.CharField(max_length=KEY, blank=True)
    active = models.BooleanField(default=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    late_days = models.PositiveIntegerField()
    next_at = models.DateTimeField(null=True)

    class Meta:
        """One rule an SOP; found by the moment at which it has to be looked at."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "sop_key"], name="start_rule_once"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="start_rule_in_order",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["next_at"], condition=Q(active=True), name="start_rules_due")
        ]

    def __str__(self) -> str:
        """The SOP and its rule."""
        return f"{self.sop_key}: {self.when or 'jadwal SOP'}"


class StartChange(models.Model):
    """One period whose start was moved to another day, or skipped (``on`` None)."""

    rule = models.ForeignKey(StartRule, on_delete=models.PROTECT, related_name="changes")
    period = models.CharField(max_length=PERIOD)
    on = models.DateField(null=True)
    reason = models.CharField(max_length=TEXT)
    by = models.ForeignKey("office.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """One in force for each period; the older ones stay."""

        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["rule", "period"], condition=Q(withdrawn_at=None), name="start_change_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="start_change_has_reason"),
        ]

    def __str__(self) -> str:
        """The period and its day."""
        return f"{self.period}: {self.on or 'dilewati'}"


class Start(models.Model):
    """What became of a period: started (``run``), by hand, failed (``why``), or missed.

    The row is written in the transaction of the start itself, so no worker makes it twice.
    ``planned_at`` is the opening of the day on which it should have been; ``late``: it was made on
    a later day, because no worker ran or something stood against it.
    """

    rule = models.ForeignKey(StartRule, on_delete=models.PROTECT, related_name="starts")
    period = models.CharField(max_length=PERIOD)
    state = models.CharField(max_length=10)
    planned_at = models.DateTimeField()
    run = models.ForeignKey("runs.Run", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    late = models.BooleanField(default=False)
    why = models.CharField(max_length=1000, blank=True)

    class Meta:
        """Each period of a rule once."""

        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["rule", "period"], name="start_once"),
            models.CheckConstraint(
                condition=Q(state__in=["started", "by hand", "failed", "missed"]),
                name="start_state_known",
            ),
        ]

    def __str__(self) -> str:
        """The period and its state."""
        return f"{self.period}: {self.state}"
