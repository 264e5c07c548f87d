"""What a person does with their notices."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from himpun.notices.queries.notices import notices_of
from himpun.office import queries as office
from himpun.office.rules import Refused
from himpun.office.services.turn import InTurn

if TYPE_CHECKING:
    from himpun.office.queries import Person

in_turn = InTurn(Refused)


@in_turn
def mark_read(*, numbers: Sequence[int] | None, by: Person, now: datetime) -> int:
    """Marks some of a person's own notices as read, or all of them (None). Answers how many were
    not read before; others' notices, and what was read, stay as they are.

    Read notices are kept, and no journal tells of reading: it changes nothing for anybody else.
    """
    rows = notices_of(by, office.day_at(by.home, now), unread=True)
    if numbers is not None:
        rows = rows.filter(pk__in=list(numbers))
    return rows.order_by().update(read_at=now)
