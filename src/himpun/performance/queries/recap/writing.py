"""The places of a recap where an analysis can be written, and what is written there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from himpun.performance.models import Analysis
from himpun.performance.rules.recap import Shown


@dataclass(frozen=True, slots=True)
class Place:
    """A place: its kind ("", "sasaran", "indikator"), its code, and what is written there.

    ``revision`` 0: nothing has been written yet.
    """

    kind: str
    code: str
    name: str
    depth: int
    text: str
    revision: int
    by: str
    at: Any


WHOLE = "Rekapitulasi secara keseluruhan"


def places_of(run: Any, shown: Shown) -> Sequence[Place]:
    """The recap as a whole, then each objective with its indicators (one query)."""
    rows = Analysis.objects.filter(run=run.pk).select_related("objective", "indicator")
    written = {
        (
            row.objective.code if row.objective else "",
            row.indicator.code if row.indicator else "",
        ): row
        for row in rows
    }
    places = [_place("", "", WHOLE, 0, written.get(("", "")))]
    for group in shown.groups:
        code, name = group.row["code"], group.row["name"]
        places.append(_place("sasaran", code, name, group.depth, written.get((code, ""))))
        places += [
            _place(
                "indikator", line.row["code"], line.row["name"], group.depth + 1,
                written.get(("", line.row["code"])),
            )
            for line in group.lines
        ]  # fmt: skip
    return places


def _place(kind: str, code: str, name: str, depth: int, row: Analysis | None) -> Place:
    if row is None:
        return Place(kind, code, name, depth, "", 0, "", None)
    return Place(kind, code, name, depth, row.text, row.revision, row.by_text, row.at)
