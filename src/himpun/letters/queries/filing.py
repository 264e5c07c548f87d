"""Which papers are finished, so that they can be filed."""

from __future__ import annotations

from himpun.letters.models import Paper

CLOSED = ("signed", "sent")


def papers_to_file(run_id: int) -> list[Paper]:
    """The finished papers of a run, in the order in which they were made (one query)."""
    rows = Paper.objects.filter(run=run_id, state__in=CLOSED).select_related("agency", "run")
    return list(rows.order_by("pk"))


def why_not_file(paper: Paper) -> str | None:
    """Why a paper cannot be filed yet."""
    if paper.state in CLOSED:
        return None
    return "Naskah diarsipkan sesudah ditandatangani atau selesai disusun."
