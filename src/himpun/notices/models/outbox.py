"""The outbox: every mail that leaves the program, and what came of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from himpun.notices.models.notices import KEY, LINK, NAME

ENDED = ("sent", "dead", "dropped")


class Mail(models.Model):
    """A mail: written with the change that wants it, sent by the worker.

    ``source`` names who writes its text when it goes out, from ``argument``; so no secret link is
    in any table. ``person`` is the reader where they have an account here, ``name`` what the reader
    is called. ``about`` is what it is about ("recipient/7"), ``link`` its place in the program.
    ``once``: no second mail is written under it.

    States: waiting → sending (``claimed_at``; ``handing_at`` once the server may have taken it) →
    sent; dead when it was refused for good or tried too often; dropped, and ``why``, when it was
    not needed any more or laid aside. ``message_id`` stays the same over all tries, so that a
    server or reader can tell a second copy.
    """

    agency = models.ForeignKey("office.Agency", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        "office.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    source = models.CharField(max_length=KEY)
    argument = models.CharField(max_length=NAME)
    about = models.CharField(max_length=NAME)
    once = models.CharField(max_length=NAME + KEY, blank=True)
    to = models.EmailField()
    name = models.CharField(max_length=NAME)
    subject = models.CharField(max_length=NAME)
    link = models.CharField(max_length=LINK)
    message_id = models.CharField(max_length=NAME, unique=True)
    state = models.CharField(max_length=8, default="waiting")
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    handing_at = models.DateTimeField(null=True)
    written_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    why = models.TextField(blank=True)

    class Meta:
        """The oldest first."""

        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["state", "next_at"], name="mail_that_waits"),
            models.Index(fields=["about"], name="mails_about"),
            models.Index(fields=["agency", "state", "-id"], name="mails_of_agency"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["once"], condition=~Q(once=""), name="mail_once"),
            models.CheckConstraint(
                condition=Q(state="waiting", next_at__isnull=False, ended_at=None)
                | Q(state="sending", claimed_at__isnull=False, ended_at=None)
                | Q(state__in=ENDED, ended_at__isnull=False),
                name="mail_state_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(state="dropped") | ~Q(why=""), name="mail_dropped_with_reason"
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

        ordering: ClassVar = ["mail", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome__in=["accepted", "later", "never", "unknown"]),
                name="mail_attempt_outcome_known",
            ),
        ]

    def __str__(self) -> str:
        """Which try it was."""
        return f"{self.mail_id}/{self.no}"
