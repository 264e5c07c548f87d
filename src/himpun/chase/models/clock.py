"""When each agency is to be looked at next."""

from typing import ClassVar

from django.db import models


class ChaseClock(models.Model):
    """Until when nothing is to be chased in an agency, unless its ``mark`` moves: what its journal
    and the calendars had come to when that was worked out. A row from the future (``set_at``) is
    of a clock that was wrong, and counts for nothing."""

    agency = models.OneToOneField("office.Agency", on_delete=models.PROTECT, related_name="+")
    mark = models.CharField(max_length=120)
    set_at = models.DateTimeField()
    next_at = models.DateTimeField()

    class Meta:
        """By the next."""

        ordering: ClassVar = ["next_at"]

    def __str__(self) -> str:
        """The agency and the moment."""
        return f"{self.agency_id} {self.next_at}"
