"""The journal's rows and the ends of its chains."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from himpun.office import rules
from himpun.office.models.places import CODE, TITLE, Agency, Person


class JournalHead(models.Model):
    """Where a chain ends, and what a writer locks. ``chain`` is the agency's code, "-" for none."""

    chain = models.CharField(max_length=CODE, primary_key=True)
    agency = models.OneToOneField(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="journal_head"
    )
    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=rules.GENESIS)

    def __str__(self) -> str:
        return f"{self.chain} {self.seq}"


class JournalRow(models.Model):
    """One thing that somebody did. Its texts are as of then; nothing ever changes it."""

    chain = models.CharField(max_length=CODE)
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="journal"
    )
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="journal"
    )
    actor_text = models.CharField(max_length=300)
    capacity = models.CharField(max_length=300, blank=True)
    post_title = models.CharField(max_length=TITLE, blank=True)
    on_behalf_of = models.CharField(max_length=300, blank=True)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=300)
    body = models.JSONField()
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["chain", "seq"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["chain", "seq"], name="journal_number_once"),
            models.CheckConstraint(condition=Q(seq__gte=1), name="journal_numbers_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.chain} {self.seq}: {self.action}"
