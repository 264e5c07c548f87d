"""Whether and when forms close."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from himpun.chase.models import Closing
from himpun.chase.rules.closing import closes_at
from himpun.office import queries as office

if TYPE_CHECKING:
    from himpun.office.queries import Agency


def closing_days(agency: Agency, sop_key: str) -> int | None:
    """How many working days after its due time a form of an SOP closes; None: never (one query)."""
    rows = Closing.objects.filter(agency=agency, sop_key=sop_key)
    return rows.values_list("working_days", flat=True).first()


def closing_days_of(agency: Agency) -> Mapping[str, int]:
    """The same for every SOP of an agency that closes its forms (one query)."""
    rows = Closing.objects.filter(agency=agency)
    return dict(rows.values_list("sop_key", "working_days"))


def closing(
    agency: Agency, sop_key: str, due_at: Mapping[str, datetime | None]
) -> Mapping[str, datetime]:
    """When the forms of some units close, by their codes ("" the agency's own), from when they are
    due; without those that never close (one query where nothing closes, else four)."""
    days = closing_days(agency, sop_key)
    if days is None:
        return {}
    calendars = office.calendars_of(agency)
    found = {
        unit: closes_at(due, days, calendars.of_unit.get(unit, calendars.agency))
        for unit, due in due_at.items()
        if due is not None
    }
    return {unit: at for unit, at in found.items() if at is not None}
