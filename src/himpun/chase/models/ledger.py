"""The ledger: every rung that was done or skipped, who was told, who was spoken to."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

CODE, KEY, TITLE, TEXT, NAME = 80, 80, 120, 600, 300
KINDS = ("reminder", "letter", "contact")
STATES = ("done", "skipped", "waiting", "drafted", "blocked", "nobody")
WAYS = ("telepon", "pesan", "tatap-muka", "surel", "lain")


class Digest(models.Model):
    """What one person of an agency was told on one day: one digest, however much is owed."""

    agency = models.ForeignKey("office.Agency", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("office.Person", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()
    notice_key = models.CharField(max_length=200)

    class Meta:
        """One a person and day."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "person", "on"], name="digest_once_a_day")
        ]

    def __str__(self) -> str:
        """The person and day."""
        return f"{self.person} {self.on}"


class Rung(models.Model):
    """A rung of the ladder as it was done or skipped for a unit ("" for the agency) that owed.

    ``round`` names what was owed: the visit and the day on which it was due, or the unit's scope
    and its limit; so an extension or a return begins a new one. ``meant_at``: the moment of the
    rung; ``at``: when it was done. ``ladder``: the version, 0 for the shipped one. ``by`` is who
    did it by hand, None for the program. ``result`` in words.
    """

    agency = models.ForeignKey("office.Agency", on_delete=models.PROTECT, related_name="+")
    run = models.ForeignKey("runs.Run", on_delete=models.PROTECT, related_name="+")
    unit = models.CharField(max_length=CODE, blank=True)
    unit_name = models.CharField(max_length=NAME)
    visit_no = models.BigIntegerField()
    step = models.CharField(max_length=CODE)
    round = models.CharField(max_length=KEY)
    key = models.CharField(max_length=KEY)
    kind = models.CharField(max_length=10)
    title = models.CharField(max_length=TITLE)
    ladder = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField(null=True)
    meant_at = models.DateTimeField()
    at = models.DateTimeField()
    state = models.CharField(max_length=10)
    result = models.CharField(max_length=TEXT, blank=True)
    text = models.TextField(blank=True)
    paper = models.ForeignKey(
        "letters.Paper", null=True, on_delete=models.PROTECT, related_name="+"
    )
    by = models.ForeignKey("office.Person", null=True, on_delete=models.PROTECT, related_name="+")
    by_text = models.CharField(max_length=NAME)

    class Meta:
        """Each rung once for what is owed; found by run and unit, the newest first."""

        ordering: ClassVar = ["-at", "-id"]
        indexes: ClassVar = [models.Index(fields=["agency", "-at"], name="rungs_of_agency")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["run", "unit", "round", "key"], name="rung_once_a_round"
            ),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="rung_kind"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="rung_state"),
        ]

    def __str__(self) -> str:
        """Its title and for whom."""
        return f"{self.title}: {self.unit_name}"


class Told(models.Model):
    """Somebody who was told by a rung, as they were called that day; ``copy``: for information.
    ``way``: how; ``digest``: with what else of that day, ``text`` what it said there."""

    rung = models.ForeignKey(Rung, on_delete=models.PROTECT, related_name="told")
    person = models.ForeignKey("office.Person", on_delete=models.PROTECT, related_name="+")
    person_text = models.CharField(max_length=NAME)
    capacity = models.CharField(max_length=NAME)
    copy = models.BooleanField(default=False)
    way = models.CharField(max_length=40)
    notice_key = models.CharField(max_length=200)
    digest = models.ForeignKey(Digest, null=True, on_delete=models.PROTECT, related_name="told")
    text = models.TextField(blank=True)

    class Meta:
        """Each person once."""

        ordering: ClassVar = ["rung", "copy", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["rung", "person"], name="told_once_by_a_rung")
        ]

    def __str__(self) -> str:
        """Who."""
        return self.person_text


class Contact(models.Model):
    """Somebody spoke or wrote to whoever owes: when, with whom, how, what was said."""

    agency = models.ForeignKey("office.Agency", on_delete=models.PROTECT, related_name="+")
    run = models.ForeignKey("runs.Run", on_delete=models.PROTECT, related_name="+")
    unit = models.CharField(max_length=CODE, blank=True)
    unit_name = models.CharField(max_length=NAME)
    visit_no = models.BigIntegerField()
    at = models.DateTimeField()
    way = models.CharField(max_length=12)
    whom = models.CharField(max_length=NAME)
    said = models.TextField()
    rung = models.ForeignKey(Rung, null=True, on_delete=models.PROTECT, related_name="contacts")
    by = models.ForeignKey("office.Person", on_delete=models.PROTECT, related_name="+")
    by_text = models.CharField(max_length=NAME)
    capacity = models.CharField(max_length=NAME, blank=True)
    noted_at = models.DateTimeField()

    class Meta:
        """Found by run and unit."""

        ordering: ClassVar = ["-at", "-id"]
        indexes: ClassVar = [models.Index(fields=["run", "unit", "-at"], name="contacts_of_unit")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(way__in=WAYS), name="contact_way"),
            models.CheckConstraint(condition=~Q(whom=""), name="contact_with_somebody"),
            models.CheckConstraint(condition=~Q(said=""), name="contact_says_something"),
        ]

    def __str__(self) -> str:
        """With whom."""
        return self.whom
