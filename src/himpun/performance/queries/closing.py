"""Which SOPs of an agency close their forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from himpun.chase.queries.closing import closing_days_of
from himpun.sops import queries as sops

if TYPE_CHECKING:
    from himpun.office.queries import Agency


@dataclass(frozen=True, slots=True)
class ClosingRow:
    """An SOP in force, and how many working days after their due time its forms close (None:
    never)."""

    sop_key: str
    name: str
    working_days: int | None


def closings_of(agency: Agency) -> list[ClosingRow]:
    """The SOPs in force of an agency, by name (three queries)."""
    days = closing_days_of(agency)
    rows = [row.version for row in sops.register([agency])]
    return [ClosingRow(row.sop_id, row.name, days.get(row.sop_id)) for row in rows]
