"""The instance's certificate authority, and the keys that its people sign with."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from himpun.letters.models.papers import SHA256, TITLE


class Authority(models.Model):
    """A root certificate of this instance with its key, encrypted; the newest one issues.

    ``revocations`` is its list of withdrawn certificates (DER), number ``list_no``, made
    ``list_at``. Certificates are DER; ``fingerprint`` is the certificate's SHA-256.
    """

    no = models.PositiveIntegerField(unique=True)
    name = models.CharField(max_length=TITLE)
    certificate = models.BinaryField()
    sealed_key = models.BinaryField()
    fingerprint = models.CharField(max_length=SHA256, unique=True)
    valid_until = models.DateTimeField()
    revocations = models.BinaryField()
    list_no = models.PositiveIntegerField()
    list_at = models.DateTimeField()
    created_at = models.DateTimeField()

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-no"]

    def __str__(self) -> str:
        """Its name."""
        return self.name


class SigningKey(models.Model):
    """A person's certificate and encrypted key. One is in use (``closed_at`` empty); it is closed
    when it has run out or is withdrawn (``revoked_at``, by whom and why)."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="keys")
    person = models.ForeignKey("office.Person", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=TITLE)
    certificate = models.BinaryField()
    sealed_key = models.BinaryField()
    serial = models.CharField(max_length=64, unique=True)
    fingerprint = models.CharField(max_length=SHA256, unique=True)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        "office.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    revoked_why = models.TextField(blank=True)

    class Meta:
        """One in use for each person; a withdrawn one is closed and says why."""

        ordering: ClassVar = ["name", "-created_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(closed_at=None), name="signing_key_one_in_use"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_why="")
                | (Q(revoked_at__isnull=False, closed_at__isnull=False) & ~Q(revoked_why="")),
                name="signing_key_revoked_whole",
            ),
        ]

    def __str__(self) -> str:
        """Whose, and which."""
        return f"{self.name} ({self.serial})"
