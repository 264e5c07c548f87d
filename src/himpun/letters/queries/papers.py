"""Which papers there are, and who sees them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from himpun.letters.models import Bundle, Mark, Paper, PaperVersion
from himpun.letters.rules.course import Course
from himpun.letters.rules.kinds import KINDS
from himpun.office.queries import Agency

__all__ = [
    "STATE_WORDS",
    "Bundle",
    "Mark",
    "Paper",
    "PaperVersion",
    "latest_of",
    "paper_by_key",
    "paper_in",
    "papers_at",
    "papers_of",
    "state_word",
]
STATE_WORDS = {
    "draft": "Konsep",
    "circulating": "Menunggu paraf atau tanda tangan",
    "signed": "Ditandatangani",
    "sent": "Dikirim",
    "cancelled": "Dibatalkan",
}


def papers_of(agency: Agency) -> QuerySet[Paper]:
    """The papers of an agency, newest first."""
    return Paper.objects.filter(agency=agency).select_related("run", "agency", "bundle")


def paper_in(agency: Agency, pk: int) -> Paper | None:
    """A paper of an agency (one query)."""
    return papers_of(agency).filter(pk=pk).first()


def paper_by_key(pk: int) -> Paper | None:
    """A paper whoever sees it (one query)."""
    return Paper.objects.select_related("run__agency", "agency", "bundle").filter(pk=pk).first()


def latest_of(paper: Paper) -> PaperVersion:
    """The newest version of a paper, with its marks (two queries)."""
    rows = paper.versions.select_related("paper__agency", "pdf", "docx", "by")
    marks = Prefetch("marks", Mark.objects.select_related("person").order_by("order"))
    found = rows.prefetch_related(marks).order_by("-no").first()
    assert found is not None  # a paper is made with its first version
    return found


def papers_at(run_id: int, courses: Iterable[Course], unit: str) -> dict[str, Paper]:
    """Kind → live paper, of the papers that lie on the table at a row in a unit (one query)."""
    begins = {(course.kind.key, course.begins) for course in courses}
    rows = Paper.objects.filter(run_id=run_id, unit__in={"", unit}).exclude(state="cancelled")
    rows = rows.select_related("agency", "bundle", "run")
    return {row.kind: row for row in rows if (row.kind, row.step) in begins}


def state_word(paper: Paper) -> str:
    """The state of a paper in words; one that nobody signs is finished, not signed."""
    if paper.state == "signed" and KINDS[paper.kind].marking == "none":
        return "Selesai disusun"
    return STATE_WORDS[paper.state]
