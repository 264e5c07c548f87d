"""What a plan for a catalogue is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from himpun.performance.rules.catalogue_sheet import COLUMNS, whole
from himpun.performance.services._catalogue_rows import Row, Wrong

if TYPE_CHECKING:
    from himpun.office.queries import Agency, Person

Grant = Callable[["Person", datetime], object]


@dataclass(frozen=True, slots=True)
class Line:
    """One change as it is read: ``what`` happens to which code, where in the workbook."""

    place: str
    sheet: str
    what: str
    code: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Wish:
    """One service to be asked. ``rows`` are those whose cells it speaks of, by their codes."""

    grant: Grant
    rows: Mapping[str, Row]
    key: str = "code"


@dataclass
class Plan:
    """All of it, in the order in which it is done."""

    agency: Agency
    lines: list[Line] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    wishes: list[Wish] = field(default_factory=list)

    def wish(self, row: Row, grant: Grant, key: str = "code") -> None:
        """One more service to be asked, for a row."""
        self.wishes.append(Wish(grant, {row.code: row}, key))

    def tell(self, row: Row, what: str, before: Mapping[str, str], *keys: str) -> bool:
        """A line for each of a row's cells that differs; whether there is one."""
        titles = {column.key: column.title for column in COLUMNS[row.sheet]}
        changed = [key for key in keys if row.texts[key] != before.get(key, "")]
        self.lines.extend(
            Line(row.places[key], row.sheet, what, row.code, titles[key], before.get(key, ""),
                 row.texts[key])
            for key in changed
        )  # fmt: skip
        return bool(changed)


def whole_in(plan: Plan, row: Row, key: str) -> int | None:
    """The whole number of a cell, None for an empty one and for one that is told to be wrong."""
    try:
        return whole(row.texts[key]) if row.texts[key] else None
    except ValueError as no:
        plan.wrong.append(row.wrong(key, str(no)))
        return None
