"""Sealed packages of closed runs, and what is in them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

ORDERED, MAKING, SEALED, FAILED = "ordered", "making", "sealed", "failed"
PACKAGE_STATES = (ORDERED, MAKING, SEALED, FAILED)
OWN, BROUGHT = "own", "brought"
ORIGINS = (OWN, BROUGHT)


class Package(models.Model):
    """A package: ordered, being made by the worker, sealed; or why it could not be.

    ``origin`` "brought": it was read from a file that another installation or version had sealed,
    on the word of ``ordered_by`` (None: from the command line).
    ``run`` is the run's number as a text, of the installation that sealed it. ``no`` counts the
    packages of a run from 1; a later one follows on a correction (``reason``) and names the
    ``earlier``. ``about`` is himpun.json once sealed, before that what was known of the run.
    ``claimed_at``: when a worker was last at it; ``progress`` in words. ``journal_seq``: the
    journal's row that holds the hash. ``checked_at``, ``findings``: the last proof, and what it
    found ([[place, sentence], …]); ``check_asked_at``: somebody waits for another one.
    """

    agency = models.ForeignKey("office.Agency", on_delete=models.PROTECT, related_name="+")
    origin = models.CharField(max_length=10, default=OWN)
    run = models.CharField(max_length=40)
    sop = models.CharField(max_length=80)
    title = models.CharField(max_length=400)
    period = models.CharField(max_length=12)
    no = models.PositiveIntegerField(default=1)
    earlier = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="later")
    reason = models.TextField(blank=True)
    state = models.CharField(max_length=10, default=ORDERED)
    about = models.JSONField(default=dict)
    ordered_at = models.DateTimeField()
    ordered_by = models.ForeignKey(
        "office.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    ordered_as = models.CharField(max_length=300, blank=True)
    claimed_at = models.DateTimeField(null=True)
    progress = models.CharField(max_length=200, blank=True)
    failure = models.TextField(blank=True)
    sealed_at = models.DateTimeField(null=True)
    file = models.ForeignKey(
        "archive.StoredFile", null=True, on_delete=models.PROTECT, related_name="+"
    )
    format = models.PositiveIntegerField(default=0)
    files = models.PositiveIntegerField(default=0)
    journal_seq = models.PositiveBigIntegerField(null=True)
    check_asked_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    findings = models.JSONField(default=list)

    class Meta:
        """One number once; one package of a run in the making; a sealed one has its file."""

        ordering: ClassVar = ["-ordered_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "run", "no"],
                condition=Q(origin=OWN) & ~Q(state=FAILED),
                name="package_number_once",
            ),
            models.UniqueConstraint(
                fields=["agency", "run"],
                condition=Q(origin=OWN, state__in=[ORDERED, MAKING]),
                name="package_one_in_the_making",
            ),
            models.UniqueConstraint(
                fields=["agency", "file"], condition=~Q(file=None), name="package_file_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=PACKAGE_STATES), name="package_state_known"
            ),
            models.CheckConstraint(condition=Q(origin__in=ORIGINS), name="package_origin_known"),
            models.CheckConstraint(
                condition=Q(state=SEALED, file__isnull=False, sealed_at__isnull=False)
                | (~Q(state=SEALED) & Q(file=None)),
                name="package_sealed_has_its_file",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["claimed_at"],
                condition=Q(state__in=[ORDERED, MAKING]),
                name="packages_to_make",
            ),
            models.Index(
                fields=["check_asked_at"],
                condition=Q(check_asked_at__isnull=False),
                name="packages_to_check",
            ),
        ]

    def __str__(self) -> str:
        """What it is a package of."""
        return f"{self.title} ({self.no})"


class PackedFile(models.Model):
    """A file in a sealed package: ``offset`` is where its content begins in the package."""

    package = models.ForeignKey(Package, on_delete=models.PROTECT, related_name="packed")
    position = models.PositiveIntegerField()
    path = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=400)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    offset = models.PositiveBigIntegerField()

    class Meta:
        """In the package's order."""

        ordering: ClassVar = ["package", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["package", "position"], name="packed_file_place_once"),
            models.UniqueConstraint(fields=["package", "path"], name="packed_file_path_once"),
        ]

    def __str__(self) -> str:
        """Its path."""
        return self.path
