"""What the background worker does for the archive."""

from datetime import datetime

import structlog
from django.utils import timezone

from himpun.archive.queries.integrity import damaged_files
from himpun.archive.services.integrity import check_store_part

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
