"""Dropping people's words for values: what all that change a value share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from himpun.performance.models import Approval

if TYPE_CHECKING:
    from himpun.office.queries import Person

LONGEST_WHY = 300


def drop_words(
    *, values: Sequence[int], why: str, by: Person | None, now: datetime, level: str = ""
) -> int:
    """Drop the words in force for some values (of one level only, if named), in the caller's
    transaction; how many there were. Their people are told, except whoever does it."""
    words = Approval.objects.filter(value__in=values, dropped_at=None)
    if level:
        words = words.filter(level=level)
    own = words.filter(by=by).update(dropped_at=now, dropped_why=why[:LONGEST_WHY], told=True)
    return own + words.update(dropped_at=now, dropped_why=why[:LONGEST_WHY], told=False)
