"""Whether the stored files are still what was handed in: each round of reading them again."""

from typing import ClassVar

from django.db import models


class StoreCheck(models.Model):
    """A round over all stored files, a part at a time. ``position`` is the last file read; files
    stored after the round began (``upto``) are the next round's. ``running`` is true or null."""

    running = models.BooleanField(null=True, unique=True)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    upto = models.BigIntegerField()
    position = models.BigIntegerField(default=0)
    files = models.PositiveBigIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    damaged = models.PositiveIntegerField(default=0)

    class Meta:
        """The newest first; one at a time."""

        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        """When it began."""
        return str(self.begun_at)


class StoreDamage(models.Model):
    """A stored file that was found missing or changed; ``healed_at`` when it was whole again."""

    file = models.ForeignKey("archive.StoredFile", on_delete=models.CASCADE, related_name="damages")
    missing = models.BooleanField()
    found_at = models.DateTimeField()
    healed_at = models.DateTimeField(null=True)

    class Meta:
        """One open finding a file."""

        ordering: ClassVar = ["-found_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["file"], condition=models.Q(healed_at=None), name="store_damage_open_once"
            )
        ]

    def __str__(self) -> str:
        """Whose content it is."""
        return str(self.file_id)
