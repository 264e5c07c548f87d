"""The ledger of chasing, as it is read through."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from himpun.chase.models import Rung
from himpun.office.queries import Agency


class LedgerRow(NamedTuple):
    """A rung that was done or skipped: in which run, for which unit ("" the agency), what was owed,
    which rung, how it ended, when."""

    run: int
    unit: str
    round: str
    key: str
    state: str
    at: datetime


def ledger_of(agency: Agency) -> Sequence[LedgerRow]:
    """Every rung of an agency, in the order in which they were done (one query)."""
    rows = Rung.objects.filter(agency=agency).order_by("at", "pk")
    return [LedgerRow(*row) for row in rows.values_list(*LedgerRow._fields)]
