"""Destroying records: proposed by one, approved by another, done with a berita acara."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from himpun.archive.models.records import TEXT, Record

PROPOSED, APPROVED, REJECTED, CANCELLED, DONE = (
    "proposed", "approved", "rejected", "cancelled", "done",
)  # fmt: skip


class Disposal(models.Model):
    """A proposal to destroy some records. ``appraisal`` is what a fresh appraisal found, where the
    schedule asks for one; ``deed`` and what follows are the berita acara's."""

    agency = models.ForeignKey("office.Agency", on_delete=models.PROTECT, related_name="+")
    no = models.PositiveIntegerField()
    state = models.CharField(max_length=20, default=PROPOSED)
    reason = models.CharField(max_length=TEXT)
    appraisal = models.CharField(max_length=TEXT, blank=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey("office.Person", on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        "office.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_why = models.CharField(max_length=TEXT, blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(
        "office.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    deed = models.CharField(max_length=TEXT, blank=True)
    deed_on = models.DateField(null=True)
    way = models.CharField(max_length=TEXT, blank=True)
    witnesses = models.CharField(max_length=TEXT, blank=True)

    class Meta:
        """Numbered from 1; never decided by who proposed it."""

        ordering: ClassVar = ["agency", "-no"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "no"], name="disposal_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=[PROPOSED, APPROVED, REJECTED, CANCELLED, DONE]),
                name="disposal_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[APPROVED, DONE])
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
                name="disposal_by_two",
            ),
            models.CheckConstraint(
                condition=~Q(state=DONE) | (~Q(deed="") & Q(deed_on__isnull=False)),
                name="disposal_with_a_deed",
            ),
        ]

    def __str__(self) -> str:
        """Its number."""
        return f"Usul musnah {self.no}"


class DisposalItem(models.Model):
    """A record of a proposal; ``live`` while the proposal is open or done, so that a record stands
    in one only."""

    disposal = models.ForeignKey(Disposal, on_delete=models.PROTECT, related_name="items")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="disposals")
    live = models.BooleanField(default=True)

    class Meta:
        """A record in one live proposal."""

        ordering: ClassVar = ["record__no"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["record"], condition=Q(live=True), name="disposal_record_once"
            )
        ]

    def __str__(self) -> str:
        """The record."""
        return str(self.record)
