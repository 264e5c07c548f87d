"""An agency in which nothing is to be chased is left alone for a while."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from himpun.chase.models import ChaseClock
from himpun.chase.services._ledger import in_turn

if TYPE_CHECKING:
    from himpun.office.queries import Agency


@in_turn
def set_chase_clock(*, agency: Agency, mark: str, next_at: datetime, now: datetime) -> None:
    """Notes until when an agency rests, and the mark that it had before it was looked at: any
    change since then wakes it (one statement). No wish of a person, so it is not journalled."""
    row = ChaseClock(agency=agency, mark=mark, set_at=now, next_at=next_at)
    ChaseClock.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["agency"],
        update_fields=["mark", "set_at", "next_at"],
    )  # fmt: skip
