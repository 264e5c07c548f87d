"""Which papers there are, and who sees them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from himpun.letters.models import Bundle, Mark, Paper, PaperVersion
from himpun.letters.queries.desk import desk_of
from himpun.letters.queries.keeping import keeps_papers
from himpun.letters.rules.course import Course
from himpun.letters.rules.kinds import KINDS
from himpun.office import queries as office
from himpun.office.queries import Agency, Person

__all__ = [
    "STATE_WORDS",
    "Bundle",
    "Mark",
    "Paper",
    "PaperVersion",
    "latest_of",
    "paper_by_key",
    "paper_seen",
    "papers_at",
    "papers_of",
    "seen_papers",
    "state_word",
]
SECRET = ("Rahasia", "Sangat rahasia")
"""Classes whose papers not everybody of the agency sees."""
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


def seen_papers(agency: Agency, person: Person, now: datetime) -> QuerySet[Paper]:
    """The papers of an agency that somebody who sees the agency may see: secret ones only as who
    keeps its papers, made one or marked it (four queries)."""
    rows = papers_of(agency)
    if keeps_papers(person, agency, office.day_at(agency, now)):
        return rows
    own = Q(created_by=person) | Q(versions__marks__person=person)
    return rows.filter(~Q(security__in=SECRET) | own).distinct()


def paper_seen(agency: Agency, pk: int, person: Person, now: datetime) -> Paper | None:
    """A paper that somebody who sees the agency may see; a secret one also while it lies on their
    table."""
    found = seen_papers(agency, person, now).filter(pk=pk).first()
    if found is not None:
        return found
    hidden = papers_of(agency).filter(pk=pk).first()
    return hidden if hidden is not None and desk_of(hidden, person, now) is not None else None


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
