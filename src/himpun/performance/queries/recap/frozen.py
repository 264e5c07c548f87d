"""Frozen recaps as documents, for whoever files them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from himpun.office.queries import Agency
from himpun.performance.models import Recap
from himpun.performance.queries.recap import stamp_of
from himpun.performance.queries.recap.document import recap_document
from himpun.performance.rules.recap import read_body, show


@dataclass(frozen=True, slots=True)
class FrozenFile:
    """A frozen recap as DOCX: of which run and period, which revision, who froze it as what."""

    run: int
    period: str
    no: int
    node: str
    at: datetime
    by_text: str
    capacity: str
    content: bytes


def frozen_documents(agency: Agency) -> Iterator[FrozenFile]:
    """The newest frozen recap of each run of an agency, the oldest run first."""
    rows = Recap.objects.filter(run__agency=agency).select_related("run__agency", "run__sop")
    newest = {row.run_id: row for row in rows.order_by("run", "no")}
    for row in newest.values():
        content = recap_document(show(read_body(row.body)), stamp_of(row, row.run))
        yield FrozenFile(
            row.run_id, row.run.period, row.no, row.node, row.at, row.by_text, row.capacity,
            content,
        )  # fmt: skip


def frozen_runs(runs: Collection[int]) -> set[int]:
    """Which of some runs have a frozen recap (one query)."""
    return set(Recap.objects.filter(run__in=runs).values_list("run", flat=True))
