"""What the background worker does for the archive."""

from collections.abc import Callable
from datetime import datetime

import structlog
from django.db import DatabaseError
from django.utils import timezone

from himpun.archive import services
from himpun.archive.queries.integrity import damaged_files
from himpun.archive.services.integrity import check_store_part
from himpun.office.services.ticks import left_undone

log = structlog.get_logger(__name__)


def check_next_part(now: datetime | None = None) -> bool:
    """Read the next part of the stored files again, if one is due; whether one was. At the end of
    a round every damaged file stands in the log, with what needs it."""
    check = check_store_part(now=now or timezone.now())
    if check is None:
        return False
    if check.ended_at is not None:
        log.info("stored files checked", files=check.files, size=check.size, damaged=check.damaged)
        for one in damaged_files():
            needs = [use.words for use in one.uses]
            log.error("stored file damaged", file=one.damage.sentence, needed_by=needs)
    return True


def make_packages(stop: Callable[[], bool] = lambda: False) -> int:
    """Makes the packages that were ordered, and proves those that somebody asked about; answers in
    how many there were. Ends early when ``stop`` says so.

    One that fails in a way that nobody foresaw is left to the next worker, and named in the log.
    """
    made = 0
    while not stop():
        try:
            if not _next_package(stop):
                break
        except (services.Interrupted, OSError, DatabaseError) as raised:
            why = str(raised) or type(raised).__name__
            log.warning("package left", why=why)
            if not isinstance(raised, services.Interrupted):
                left_undone(what=f"Paket arsip: {why}")
            break
        made += 1
    return made


def _next_package(stopped: Callable[[], bool]) -> bool:
    sealed = services.seal_next_package(clock=timezone.now, stopped=stopped)
    return sealed or services.check_next_package(clock=timezone.now)
