"""An agency's letterhead and templates, its papers and their versions."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

KEY, TITLE, SHA256 = 80, 300, 64
STATES = ("draft", "circulating", "signed", "sent", "cancelled")
WAYS = ("local", "wet", "remote")


class Letterhead(models.Model):
    """How an agency's papers look and are signed. An agency that has one makes its papers here.

    ``lines``: the kop from top to bottom, as texts; ``contact`` the line below them (address,
    telephone). ``tone``: fixed words of the agency ({name: text}, such as "opening", "closing").
    ``classification``: the code of its papers where nothing else is said.
    """

    agency = models.OneToOneField(
        "office.Agency", on_delete=models.PROTECT, related_name="letterhead"
    )
    lines = models.JSONField()
    contact = models.CharField(max_length=TITLE, blank=True)
    logo = models.ForeignKey(
        "archive.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    paper = models.CharField(max_length=2, default="F4")
    city = models.CharField(max_length=100)
    tone = models.JSONField(default=dict)
    way = models.CharField(max_length=8, default="local")
    classification = models.CharField(max_length=40, default="000.8.6.3")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        "office.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        """One an agency."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(paper__in=["A4", "F4"]), name="letterhead_paper"),
            models.CheckConstraint(condition=Q(way__in=WAYS), name="letterhead_way"),
            models.CheckConstraint(condition=~Q(city=""), name="letterhead_city_given"),
        ]

    def __str__(self) -> str:
        """The agency."""
        return str(self.agency)


class Template(models.Model):
    """A version of an agency's template for a kind of paper; without one the shipped one holds.

    ``body`` is data (``rules.template``), never a program. One is published at a time.
    """

    agency = models.ForeignKey("office.Agency", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=KEY)
    version = models.PositiveIntegerField()
    body = models.JSONField()
    state = models.CharField(max_length=10, default="draft")
    by = models.ForeignKey("office.Person", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Numbered from 1 for each kind."""

        ordering: ClassVar = ["agency", "kind", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "kind", "version"], name="template_version_once"
            ),
            models.UniqueConstraint(
                fields=["agency", "kind"],
                condition=Q(state="published"),
                name="template_one_published",
            ),
            models.UniqueConstraint(
                fields=["agency", "kind"], condition=Q(state="draft"), name="template_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "published", "closed"]), name="template_state"
            ),
        ]

    def __str__(self) -> str:
        """The kind and version."""
        return f"{self.kind} {self.version}"


class Bundle(models.Model):
    """Papers that travel as one, marked with one act; each keeps its own number and signature."""

    agency = models.ForeignKey("office.Agency", on_delete=models.PROTECT, related_name="+")
    run = models.ForeignKey("runs.Run", null=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=TITLE)
    by = models.ForeignKey("office.Person", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        """What it is called."""
        return self.title


class Paper(models.Model):
    """A paper from its first draft on. ``step``: the row of the SOP that makes it, ``visit_no`` the
    step's visit in which it was begun, ``unit`` the code of the run's unit ("" for the agency).

    States: draft → circulating (frozen for its marks) → signed → sent; cancelled from any of the
    first two. ``token`` is what its QR code says. ``classification`` is a code of the archive.
    """

    agency = models.ForeignKey("office.Agency", on_delete=models.PROTECT, related_name="+")
    run = models.ForeignKey("runs.Run", null=True, on_delete=models.PROTECT, related_name="+")
    visit_no = models.BigIntegerField(null=True)
    step = models.CharField(max_length=KEY, blank=True)
    unit = models.CharField(max_length=KEY, blank=True)
    kind = models.CharField(max_length=KEY)
    bundle = models.ForeignKey(Bundle, null=True, on_delete=models.PROTECT, related_name="papers")
    subject = models.CharField(max_length=TITLE)
    state = models.CharField(max_length=12, default="draft")
    urgency = models.CharField(max_length=20, default="Biasa")
    security = models.CharField(max_length=20, default="Biasa")
    classification = models.CharField(max_length=40, blank=True)
    way = models.CharField(max_length=8, default="local")
    token = models.CharField(max_length=40, unique=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        "office.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    signed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_why = models.TextField(blank=True)

    class Meta:
        """One live paper of a kind for each row of a run that makes it."""

        ordering: ClassVar = ["-created_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["agency", "state", "-created_at"], name="papers_of_agency"),
            models.Index(fields=["run", "step"], name="papers_of_run"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["run", "unit", "step", "kind"],
                condition=Q(run__isnull=False) & ~Q(state="cancelled"),
                name="paper_once_a_step",
            ),
            models.CheckConstraint(condition=Q(state__in=STATES), name="paper_state"),
            models.CheckConstraint(condition=Q(way__in=WAYS), name="paper_way"),
            models.CheckConstraint(condition=~Q(subject=""), name="paper_subject_given"),
            models.CheckConstraint(
                condition=~Q(state__in=["signed", "sent"]) | Q(signed_at__isnull=False),
                name="paper_signed_when",
            ),
        ]

    def __str__(self) -> str:
        """What it is about."""
        return self.subject


class PaperVersion(models.Model):
    """A version of a paper's content; it never changes, a change is a new one.

    ``text`` is the light text form of the body, ``facts`` everything else that the document needs,
    as it was then (letterhead, head fields, recipients, signer, tables). Frozen, it has a PDF:
    ``sha256`` is of the one that was frozen, ``pdf`` is the newest, with all marks made so far.
    ``docx`` is an edited one that came back as the final text. ``destroyed_at``: when the archive
    destroyed what it says; the rest of the row and its hash stay.
    """

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="versions")
    no = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    facts = models.JSONField()
    origin = models.CharField(max_length=10)
    note = models.TextField(blank=True)
    by = models.ForeignKey("office.Person", null=True, on_delete=models.PROTECT, related_name="+")
    by_text = models.CharField(max_length=TITLE)
    at = models.DateTimeField()
    docx = models.ForeignKey(
        "archive.StoredFile", null=True, on_delete=models.PROTECT, related_name="+"
    )
    pdf = models.ForeignKey(
        "archive.StoredFile", null=True, on_delete=models.PROTECT, related_name="+"
    )
    sha256 = models.CharField(max_length=SHA256, blank=True)
    frozen_at = models.DateTimeField(null=True)
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        """Numbered from 1."""

        ordering: ClassVar = ["paper", "no"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "no"], name="paper_version_once"),
            models.CheckConstraint(
                condition=Q(origin__in=["drafted", "edited", "docx"]), name="paper_version_origin"
            ),
            models.CheckConstraint(
                condition=Q(frozen_at=None, pdf=None, sha256="")
                | (
                    Q(frozen_at__isnull=False)
                    & (Q(pdf__isnull=False) | Q(destroyed_at__isnull=False))
                    & ~Q(sha256="")
                ),
                name="paper_version_frozen_whole",
            ),
            models.CheckConstraint(
                condition=Q(destroyed_at=None) | Q(text="", pdf=None, docx=None),
                name="paper_version_gone_whole",
            ),
        ]

    def __str__(self) -> str:
        """Its number."""
        return f"versi {self.no}"
