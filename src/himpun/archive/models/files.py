"""The stored files: one row for each content, whoever handed it in and under whatever name."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class StoredFile(models.Model):
    """A content on the disk, named by its SHA-256 (hexadecimal). ``size`` in bytes.

    Its name and its owner stand with whatever refers to it, for two people may hand in the same.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    stored_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(size__gte=1), name="stored_file_not_empty"),
            models.CheckConstraint(condition=~Q(media_type=""), name="stored_file_has_a_type"),
        ]

    def __str__(self) -> str:
        return self.sha256
