"""What the background worker does for what the times tell."""

from collections.abc import Callable

import structlog
from django.db import DatabaseError
from django.utils import timezone

from himpun.monitoring import services

log = structlog.get_logger(__name__)


def make_evidence(stop: Callable[[], bool] = lambda: False) -> int:
    """Gather the evidence that was ordered; answers how many packs. Ends early when ``stop`` says
    so. One that fails in a way that nobody foresaw is left to the next round, and named in the
    log."""
    made = 0
    while not stop():
        try:
            if not services.make_next_evidence(clock=timezone.now, stopped=stop):
                break
        except (services.Interrupted, OSError, DatabaseError) as raised:
            log.warning("evidence left", why=str(raised) or type(raised).__name__)
            break
        made += 1
    return made
