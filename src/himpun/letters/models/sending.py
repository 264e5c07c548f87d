"""To whom a paper goes, how far it has come with each, and the mails that are still to be sent."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from himpun.letters.models.papers import KEY, TITLE, Paper

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


class Mail(models.Model):
    """A mail to a recipient: written with the change that wants it, sent by the worker.

    States: waiting → sending (``claimed_at``; ``handing_at`` once the server may have taken it) →
    sent; dead when it was refused for good or tried too often; dropped when it was not needed any
    more. The link is not in it: it is made when the mail is sent. ``message_id`` stays the same
    over all tries, so that a server or reader can tell a second copy.
    """

    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, related_name="mails")
    to = models.EmailField()
    link_no = models.PositiveIntegerField()
    message_id = models.CharField(max_length=TITLE, unique=True)
    state = models.CharField(max_length=8, default="waiting")
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    handing_at = models.DateTimeField(null=True)
    written_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """The oldest first."""

        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["state", "next_at"], name="mail_to_be_sent")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="waiting", next_at__isnull=False, ended_at=None)
                | Q(state="sending", claimed_at__isnull=False, ended_at=None)
                | Q(state__in=["sent", "dead", "dropped"], ended_at__isnull=False),
                name="mail_state",
            ),
        ]

    def __str__(self) -> str:
        """Its own name in the world's mail."""
        return self.message_id


class MailAttempt(models.Model):
    """One try to send a mail, and what the server answered."""

    mail = models.ForeignKey(Mail, on_delete=models.CASCADE, related_name="tries")
    no = models.PositiveIntegerField()
    at = models.DateTimeField()
    outcome = models.CharField(max_length=KEY)
    answer = models.TextField(blank=True)

    class Meta:
        """In their order."""

        ordering: ClassVar = ["mail", "no", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome__in=["accepted", "later", "never", "unknown"]),
                name="mail_attempt_outcome",
            ),
        ]

    def __str__(self) -> str:
        """Which try it was."""
        return f"{self.mail_id}/{self.no}"
