"""To whom a paper goes, and how far it has come with each."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from himpun.letters.models.papers import TITLE, Paper

WAYS = ("app", "email", "link", "hand")


class Recipient(models.Model):
    """One recipient of a paper: a unit, a post or a person of an agency (way "app"), or somebody
    outside. ``name`` is what the list prints.

    ``link_no`` counts the links that were made; only the last one opens, until ``link_until`` and
    unless ``link_revoked_at``. ``received_as`` is in which capacity the paper was received.
    A recipient who is taken off the list stays in the table, withdrawn.
    """

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="recipients")
    position = models.PositiveIntegerField(default=0)
    name = models.CharField(max_length=TITLE)
    unit = models.ForeignKey("office.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey("office.Post", null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        "office.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    email = models.EmailField(blank=True)
    way = models.CharField(max_length=5)
    copy = models.BooleanField(default=False)
    added_by_text = models.CharField(max_length=TITLE)
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    opened_by_text = models.CharField(max_length=TITLE, blank=True)
    received_at = models.DateTimeField(null=True)
    received_by = models.ForeignKey(
        "office.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    received_by_text = models.CharField(max_length=TITLE, blank=True)
    received_as = models.CharField(max_length=TITLE, blank=True)
    note = models.TextField(blank=True)
    link_no = models.PositiveIntegerField(default=0)
    link_until = models.DateTimeField(null=True)
    link_revoked_at = models.DateTimeField(null=True)

    class Meta:
        """As the paper lists them."""

        ordering: ClassVar = ["paper", "copy", "position", "id"]
        indexes: ClassVar = [
            models.Index(fields=["unit", "received_at"], name="recipient_of_unit"),
            models.Index(fields=["post", "received_at"], name="recipient_of_post"),
            models.Index(fields=["person", "received_at"], name="recipient_of_person"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(way__in=WAYS), name="recipient_way"),
            models.CheckConstraint(condition=~Q(name=""), name="recipient_name_given"),
            models.CheckConstraint(
                condition=Q(way="app", unit__isnull=False, post=None, person=None)
                | Q(way="app", unit=None, post__isnull=False, person=None)
                | Q(way="app", unit=None, post=None, person__isnull=False)
                | (~Q(way="app") & Q(unit=None, post=None, person=None)),
                name="recipient_inside_or_outside",
            ),
            models.CheckConstraint(
                condition=~Q(way="email") | ~Q(email=""), name="recipient_email_given"
            ),
            models.CheckConstraint(
                condition=Q(received_at=None) | ~Q(received_by_text=""),
                name="recipient_received_by_somebody",
            ),
            *(
                models.UniqueConstraint(
                    fields=["paper", target],
                    condition=Q(withdrawn_at=None) & Q(**{f"{target}__isnull": False}),
                    name=f"recipient_{target}_once",
                )
                for target in ("unit", "post", "person")
            ),
            models.UniqueConstraint(
                fields=["paper", "email"],
                condition=Q(withdrawn_at=None, way="email"),
                name="recipient_email_once",
            ),
        ]

    def __str__(self) -> str:
        """As the list prints it."""
        return self.name
