"""Records: what was filed, as it was filed. Nothing of a row ever changes but where the paper lies,
the number that SRIKANDI gave, what the schedule says of it, and that its content was destroyed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

CODE = 40
TEXT = 300
KEPT, DESTROYED = "kept", "destroyed"


class ArchiveCounter(models.Model):
    """How many of each an agency has; what everybody locks who adds one, so that no number is
    missing or given twice."""

    agency = models.OneToOneField("office.Agency", on_delete=models.PROTECT, related_name="+")
    records = models.PositiveIntegerField(default=0)
    folders = models.PositiveIntegerField(default=0)
    disposals = models.PositiveIntegerField(default=0)
    schedules = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        """Whose they are."""
        return f"arsip {self.agency_id}"


class Folder(models.Model):
    """A file of records about one matter (berkas), numbered within its agency. ``origin`` names
    what it is about by text, such as "run/12"; "" for one that a person opened."""

    agency = models.ForeignKey("office.Agency", on_delete=models.PROTECT, related_name="+")
    no = models.PositiveIntegerField()
    code = models.CharField(max_length=CODE)
    title = models.CharField(max_length=TEXT)
    origin = models.CharField(max_length=60, blank=True)
    opened_at = models.DateTimeField()

    class Meta:
        """Numbered without gap, one for each origin."""

        ordering: ClassVar = ["agency", "no"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "no"], name="folder_number_once"),
            models.UniqueConstraint(
                fields=["agency", "origin"], condition=~Q(origin=""), name="folder_origin_once"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="folder_title_given"),
        ]

    def __str__(self) -> str:
        """Its number and title."""
        return f"{self.no} {self.title}"


class Record(models.Model):
    """One item of a folder: a paper or a file in one version.

    ``source`` names it by text ("paper/34", "recap/7"), once for each ``version``; "" for what a
    person filed. ``recipients`` are texts. ``finished_year`` is the year from whose end retention
    counts. ``digest`` is the SHA-256 over all that was recorded (rules.records), which the journal
    holds too. ``file`` is null where only paper is kept, and once the content was destroyed;
    ``sha256``, ``size`` and ``media_type`` stay.
    """

    agency = models.ForeignKey("office.Agency", on_delete=models.PROTECT, related_name="+")
    no = models.PositiveIntegerField()
    folder = models.ForeignKey(Folder, on_delete=models.PROTECT, related_name="records")
    item = models.PositiveIntegerField()
    code = models.CharField(max_length=CODE)
    kind = models.CharField(max_length=60, blank=True)
    number = models.CharField(max_length=TEXT, blank=True)
    subject = models.CharField(max_length=TEXT)
    dated_on = models.DateField()
    security = models.CharField(max_length=20)
    creator = models.CharField(max_length=TEXT)
    creator_person = models.CharField(max_length=TEXT, blank=True)
    creator_unit = models.CharField(max_length=TEXT, blank=True)
    recipients = models.JSONField(default=list)
    origin = models.CharField(max_length=60, blank=True)
    step = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=60, blank=True)
    version = models.PositiveIntegerField(default=1)
    period = models.CharField(max_length=20, blank=True)
    medium = models.CharField(max_length=20)
    copy = models.CharField(max_length=20)
    amount = models.CharField(max_length=60, blank=True)
    signature = models.CharField(max_length=20)
    name = models.CharField(max_length=255, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    finished_year = models.PositiveIntegerField()
    note = models.CharField(max_length=TEXT, blank=True)
    filed_at = models.DateTimeField()
    filed_by = models.ForeignKey(
        "office.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    filed_by_text = models.CharField(max_length=TEXT)
    digest = models.CharField(max_length=64)
    # What may change: each change stands in the journal.
    file = models.ForeignKey(
        "archive.StoredFile", null=True, on_delete=models.PROTECT, related_name="records"
    )
    active_until = models.DateField(null=True)
    inactive_until = models.DateField(null=True)
    fate = models.CharField(max_length=20, blank=True)
    basis = models.CharField(max_length=TEXT, blank=True)
    shelf = models.CharField(max_length=60, blank=True)
    box = models.CharField(max_length=60, blank=True)
    binder = models.CharField(max_length=60, blank=True)
    srikandi = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=20, default=KEPT)
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        """Numbered without gap in the agency, and in the folder."""

        ordering: ClassVar = ["agency", "-no"]
        indexes: ClassVar = [
            models.Index(fields=["agency", "inactive_until"], name="record_due"),
            models.Index(fields=["agency", "code", "finished_year"], name="record_of_code"),
            models.Index(fields=["agency", "origin"], name="record_of_origin"),
            models.Index(fields=["sha256"], name="record_of_content"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "no"], name="record_number_once"),
            models.UniqueConstraint(fields=["folder", "item"], name="record_item_once"),
            models.UniqueConstraint(
                fields=["agency", "source", "version"],
                condition=~Q(source=""),
                name="record_source_once",
            ),
            models.CheckConstraint(condition=~Q(subject=""), name="record_subject_given"),
            models.CheckConstraint(
                condition=Q(state__in=[KEPT, DESTROYED]), name="record_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=KEPT, destroyed_at=None)
                | Q(state=DESTROYED, destroyed_at__isnull=False, file=None),
                name="record_destroyed_without_file",
            ),
            models.CheckConstraint(
                condition=Q(security__in=["biasa", "terbatas", "rahasia", "sangat-rahasia"]),
                name="record_security_known",
            ),
        ]

    def __str__(self) -> str:
        """Its number and what it is."""
        return f"{self.no} {self.subject}"


class RecordKey(models.Model):
    """A key that a record bears: whoever holds it may read the record (rules.security)."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="keys")
    key = models.CharField(max_length=20)

    class Meta:
        """A key once."""

        indexes: ClassVar = [models.Index(fields=["key"], name="record_key")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "key"], name="record_key_once")
        ]

    def __str__(self) -> str:
        """The key."""
        return self.key


class LegalHold(models.Model):
    """A record that may not be destroyed while a matter is open: a lawsuit, an audit."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="holds")
    reason = models.CharField(max_length=TEXT)
    basis = models.CharField(max_length=TEXT, blank=True)
    placed_at = models.DateTimeField()
    placed_by = models.ForeignKey(
        "office.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(
        "office.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    lifted_why = models.CharField(max_length=TEXT, blank=True)

    class Meta:
        """One open hold a record."""

        ordering: ClassVar = ["-placed_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["record"], condition=Q(lifted_at=None), name="hold_open_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="hold_reason_given"),
        ]

    def __str__(self) -> str:
        """Why."""
        return self.reason
