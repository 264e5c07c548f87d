"""What the clock said of each step when it was handed on: facts to reckon with, made from the run
and made anew from it by ``himpun count_times``."""

from typing import ClassVar

from django.db import models

NODE, UNIT = 80, 80


class StepTime(models.Model):
    """One time that a step was finished or sent back; its key is the visit's.

    Seconds are office time by the calendar of the unit, or of the agency, as it stood then; what
    the run stood still is taken off. ``waiting``: opened to begun; ``working``: begun (opened,
    where nobody noted it: ``noted`` False) to finished; ``allowed``: what the standard time gave
    from the beginning, None where the SOP names none, and then ``within`` is None too. ``late``:
    finished behind its due time (None: it had none). ``sent_back``: its holder sent it back;
    ``again``: somebody had sent it back to this holder. Rows of a cancelled run are taken away.
    """

    id = models.BigIntegerField(primary_key=True)
    run = models.ForeignKey("runs.Run", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("office.Agency", on_delete=models.PROTECT, related_name="+")
    sop_key = models.CharField(max_length=NODE)
    period = models.CharField(max_length=12)
    step = models.CharField(max_length=NODE)
    node = models.CharField(max_length=NODE)
    unit = models.CharField(max_length=UNIT, blank=True)
    round = models.PositiveIntegerField()
    finished_at = models.DateTimeField()
    noted = models.BooleanField()
    waiting = models.BigIntegerField()
    working = models.BigIntegerField()
    allowed = models.BigIntegerField(null=True)
    within = models.BooleanField(null=True)
    late = models.BooleanField(null=True)
    sent_back = models.BooleanField()
    again = models.BooleanField()

    class Meta:
        """Found by agency, SOP and period, by agency and moment, and by run."""

        indexes: ClassVar = [
            models.Index(fields=["agency", "sop_key", "period"], name="times_of_period"),
            models.Index(fields=["agency", "finished_at"], name="times_by_moment"),
        ]

    def __str__(self) -> str:
        """The step, unit and round."""
        return f"{self.node} {self.unit} {self.round}".strip()


class Halt(models.Model):
    """A time in which a run stood still; it counts against nobody."""

    run = models.ForeignKey("runs.Run", on_delete=models.PROTECT, related_name="+")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()

    class Meta:
        """A run is halted once at a time."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "from_at"], name="one_halt_at_a_time")
        ]

    def __str__(self) -> str:
        """From when."""
        return f"{self.from_at:%Y-%m-%d %H:%M}"
