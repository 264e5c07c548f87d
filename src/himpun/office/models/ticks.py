"""When a background worker was last at a job."""

from datetime import datetime
from typing import ClassVar

from django.db import models


class Tick(models.Model):
    """The latest round of a worker at a job; ``ended_at`` None while it is at it.

    ``failure`` is the sentence of the last round that left something undone (``failed_at``); a
    later round that went well leaves it standing. ``stopped_at``: the worker was asked to end, and
    did.
    """

    job = models.CharField(max_length=60)
    worker = models.CharField(max_length=200)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    failed_at = models.DateTimeField(null=True)
    failure = models.TextField(blank=True)
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["job", "worker"], name="one_tick_a_worker"),
        ]

    def __str__(self) -> str:
        return f"{self.job} {self.worker}"

    @property
    def heard_at(self) -> datetime:
        """The last sign of life."""
        return self.ended_at or self.begun_at
