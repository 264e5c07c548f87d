"""What the background workers were last at, and what waits for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from himpun.office.models import Tick

__all__ = ["Tick", "Waiting", "ticks_by_job"]


class Waiting(NamedTuple):
    """What waits for a job now: how many ``things``, since when the oldest of them; and how many
    were given up and need a person."""

    things: int
    oldest_at: datetime | None
    given_up: int = 0


def ticks_by_job() -> Mapping[str, list[Tick]]:
    """Job → the latest round of each worker, the one last heard of first (one query)."""
    found = sorted(Tick.objects.all(), key=lambda tick: tick.heard_at, reverse=True)
    found.sort(key=lambda tick: tick.job)
    return {job: list(ticks) for job, ticks in groupby(found, key=lambda tick: tick.job)}
