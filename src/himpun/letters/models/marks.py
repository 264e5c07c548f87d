"""Initials and signatures on a version of a paper, and scans of papers signed by hand."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from himpun.letters.models.papers import KEY, SHA256, TITLE, WAYS, PaperVersion


class Mark(models.Model):
    """A paraf or a signature that a version waits for, has, or was refused.

    ``step`` and ``performer``: the SOP's row and performer who makes it. What the person was that
    day (``office``, ``capacity`` "definitif", "Plt.", …, ``basis`` the decree) and what the paper
    prints (``printed``: "a.n. KEPALA DINAS …") stay as they were. ``sha256_before`` and
    ``sha256_after`` are of the PDF, ``file`` is the PDF with this mark.
    """

    version = models.ForeignKey(PaperVersion, on_delete=models.PROTECT, related_name="marks")
    order = models.PositiveIntegerField()
    role = models.CharField(max_length=10)
    step = models.CharField(max_length=KEY, blank=True)
    performer = models.CharField(max_length=KEY, blank=True)
    title = models.CharField(max_length=TITLE)
    state = models.CharField(max_length=10, default="waiting")
    person = models.ForeignKey(
        "office.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    person_text = models.CharField(max_length=TITLE, blank=True)
    office = models.CharField(max_length=TITLE, blank=True)
    capacity = models.CharField(max_length=20, blank=True)
    basis = models.CharField(max_length=TITLE, blank=True)
    printed = models.JSONField(default=list)
    reason = models.TextField(blank=True)
    at = models.DateTimeField(null=True)
    way = models.CharField(max_length=8, blank=True)
    serial = models.CharField(max_length=64, blank=True)
    sha256_before = models.CharField(max_length=SHA256, blank=True)
    sha256_after = models.CharField(max_length=SHA256, blank=True)
    file = models.ForeignKey(
        "archive.StoredFile", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        """In the order in which they are made, one signature a version."""

        ordering: ClassVar = ["version", "order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "order"], name="mark_order_once"),
            models.UniqueConstraint(
                fields=["version"], condition=Q(role="sign"), name="mark_one_signature"
            ),
            models.CheckConstraint(condition=Q(role__in=["initial", "sign"]), name="mark_role"),
            models.CheckConstraint(
                condition=Q(state="waiting", at=None)
                | Q(state__in=["done", "refused"], at__isnull=False, person__isnull=False),
                name="mark_made_by_somebody",
            ),
            models.CheckConstraint(condition=Q(way__in=["", *WAYS]), name="mark_way"),
        ]

    def __str__(self) -> str:
        """Which mark, of whom."""
        return f"{self.role} {self.order}: {self.title}"


class Scan(models.Model):
    """A scan or photograph of a version that was signed by hand, as it was handed in.

    ``found``: the token that its QR codes gave. Withdrawn, it stays in the record, marked; the
    ``file`` is gone once the archive has destroyed the paper's content.
    """

    version = models.ForeignKey(PaperVersion, on_delete=models.PROTECT, related_name="scans")
    file = models.ForeignKey(
        "archive.StoredFile", null=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=TITLE)
    found = models.CharField(max_length=40)
    by = models.ForeignKey("office.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """The first is the oldest."""

        ordering: ClassVar = ["version", "id"]

    def __str__(self) -> str:
        """The file's name."""
        return self.name
