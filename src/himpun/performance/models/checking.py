"""What is asked about values, who vouched for them, and how an approved one is corrected."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from himpun.performance.models.collecting import Value
from himpun.performance.models.recap import Recap


class Query(models.Model):
    """A question about a value: open → answered → closed. ``assignee`` None: who fills the form."""

    value = models.ForeignKey(Value, on_delete=models.PROTECT, related_name="queries")
    state = models.CharField(max_length=10, default="open")
    assignee = models.ForeignKey(
        "office.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("office.Person", on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        """Open ones are found by their value."""

        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "answered", "closed"]), name="query_state_known"
            )
        ]

    def __str__(self) -> str:
        """How it stands."""
        return self.state


class QueryMessage(models.Model):
    """One thing said in the dialogue about a value, and what it did ("open", "answer", "reopen",
    "close")."""

    query = models.ForeignKey(Query, on_delete=models.PROTECT, related_name="messages")
    did = models.CharField(max_length=10)
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey("office.Person", on_delete=models.PROTECT, related_name="+")
    by_text = models.CharField(max_length=300)

    class Meta:
        """As they came."""

        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        """The text."""
        return self.text


class Approval(models.Model):
    """Somebody vouched for a value as it stood at a revision ("verified" or "approved"), at a step
    of the SOP. It is dropped when what it covered changes or is sent back."""

    value = models.ForeignKey(Value, on_delete=models.PROTECT, related_name="approvals")
    level = models.CharField(max_length=10)
    revision = models.PositiveIntegerField()
    node = models.CharField(max_length=80)
    visit_no = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    by = models.ForeignKey("office.Person", on_delete=models.PROTECT, related_name="+")
    by_text = models.CharField(max_length=300)
    capacity = models.CharField(max_length=300, blank=True)
    dropped_at = models.DateTimeField(null=True)
    dropped_why = models.CharField(max_length=300, blank=True)
    told = models.BooleanField(default=False)

    class Meta:
        """In force once a step."""

        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["value", "node"],
                condition=Q(dropped_at=None),
                name="approval_once_a_step",
            ),
            models.CheckConstraint(
                condition=Q(level__in=["verified", "approved"]), name="approval_level_known"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["by"],
                condition=Q(dropped_at__isnull=False, told=False),
                name="approvals_to_be_told",
            )
        ]

    def __str__(self) -> str:
        """The level and step."""
        return f"{self.level} {self.node}"


class Correction(models.Model):
    """A change to an approved value: asked with a reason, approved or refused by somebody else.

    ``changes`` is {"fields": {field: as typed}, "made": {field: [before, after]}} as asked;
    ``recap`` the frozen revision that it corrects.
    """

    value = models.ForeignKey(Value, on_delete=models.PROTECT, related_name="corrections")
    recap = models.ForeignKey(Recap, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default="asked")
    revision = models.PositiveIntegerField()
    changes = models.JSONField()
    reason = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("office.Person", on_delete=models.PROTECT, related_name="+")
    asked_text = models.CharField(max_length=300)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        "office.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_text = models.CharField(max_length=300, blank=True)
    decision = models.TextField(blank=True)

    class Meta:
        """One pending a value."""

        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["value"], condition=Q(state="asked"), name="correction_one_pending"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "approved", "refused"]),
                name="correction_state_known",
            ),
        ]

    def __str__(self) -> str:
        """How it stands."""
        return self.state


class CorrectionProof(models.Model):
    """A file or a link that proves what a correction asks for. It becomes evidence of the value
    with the correction's approval; until then it is seen on the correction only."""

    correction = models.ForeignKey(Correction, on_delete=models.PROTECT, related_name="proofs")
    file = models.ForeignKey(
        "archive.StoredFile", null=True, on_delete=models.PROTECT, related_name="+"
    )
    link = models.URLField(max_length=1000, blank=True)
    name = models.CharField(max_length=300)

    class Meta:
        """A file or a link."""

        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(file=None, link__gt="") | Q(file__isnull=False, link=""),
                name="correction_proof_is_a_file_or_a_link",
            )
        ]

    def __str__(self) -> str:
        """What it is called."""
        return self.name
