"""The sheet of medium-term targets: one line an indicator and year."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from himpun.office.rules import Refused
from himpun.performance.queries.catalogue import indicator_in
from himpun.performance.queries.workbooks.catalogue import medium_lines
from himpun.performance.rules.catalogue_sheet import MEDIUM, whole
from himpun.performance.services._catalogue_parts import Grant, Plan
from himpun.performance.services._catalogue_rows import Row, Rows
from himpun.performance.services.medium import set_medium_targets

if TYPE_CHECKING:
    from himpun.office.queries import Agency, Person

LAST_YEAR = 9_998


def medium_into(plan: Plan, rows: Rows) -> None:
    """Adds what the rows would change in the medium-term targets."""
    known = {(line["code"], line["year"]): line for line in medium_lines(plan.agency)}
    for row in rows.rows.get(MEDIUM, ()):
        try:
            year = whole(row.texts["year"], LAST_YEAR)
        except ValueError as no:
            plan.wrong.append(row.wrong("year", str(no)))
            continue
        before = known.get((row.code, row.texts["year"]))
        if plan.tell(row, "diubah" if before else "baru", before or {}, "figure"):
            plan.wish(row, _set(plan.agency, row, year), "figure")


def _set(agency: Agency, row: Row, year: int) -> Grant:
    def grant(by: Person, now: datetime) -> object:
        indicator = indicator_in(agency, row.code)
        if indicator is None:
            raise Refused(f"Indikator “{row.code[:40]}” tidak ada.")
        return set_medium_targets(
            indicator=indicator, targets={year: row.texts["figure"]}, by=by, now=now
        )

    return grant
