"""All that the page of one paper shows, for the person who looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from himpun.archive.queries.origins import Record, record_from
from himpun.archive.queries.reach import keeps_archive
from himpun.kernel.worktime import parse_period
from himpun.letters.models import Mark, Number, Paper, PaperVersion
from himpun.letters.queries.desk import Desk, course_of, desk_of, why_not_cancel, why_not_edit
from himpun.letters.queries.documents import unfilled_of
from himpun.letters.queries.filing import why_not_file
from himpun.letters.queries.papers import latest_of, state_word
from himpun.letters.queries.registers import number_of_paper
from himpun.letters.rules.content import read_by_papers
from himpun.letters.rules.course import Course, works_read
from himpun.letters.rules.difference import Line, lines_between
from himpun.letters.rules.kinds import KINDS, Kind
from himpun.office import queries as office
from himpun.office.queries import Person
from himpun.runs.queries import content_kept
from himpun.runs.queries.seen import sop_of

MARK_WORDS = {
    ("initial", "waiting"): "Menunggu paraf",
    ("initial", "done"): "Diparaf",
    ("initial", "refused"): "Paraf ditolak",
    ("sign", "waiting"): "Menunggu tanda tangan",
    ("sign", "done"): "Ditandatangani",
    ("sign", "refused"): "Tanda tangan ditolak",
}
STATE_MARKS = {
    "draft": "now", "circulating": "wait", "signed": "done", "sent": "done", "cancelled": "idle",
}  # fmt: skip
TAKEN = {"waiting": "wait", "done": "done", "refused": "back"}


@dataclass(frozen=True, slots=True)
class MarkLine:
    """A mark as a page tells of it: ``state`` is a state of the look."""

    title: str
    word: str
    state: str
    who: str
    reason: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Beside:
    """What whoever looks may do with a paper beside the rows of an SOP: hand it in for its marks,
    or make the next one ("initial", "sign") or send it back."""

    submits: bool = False
    mark: str = ""


def beside_of(paper: Paper, desk: Desk | None, person: Person, now: datetime) -> Beside:
    """See ``Beside``; nothing for a paper that a row makes (no query)."""
    if paper.run is None or paper.step:
        return Beside()
    if paper.state == "draft":
        return Beside(submits=why_not_edit(paper, person, now) is None)
    if desk is None or (desk.on_behalf and paper.way != "wet"):
        return Beside()
    return Beside(mark=desk.step.work[0])


@dataclass(frozen=True)
class PaperPage:
    """The page of a paper; ``step`` is the open visit at which whoever looks may work on it.
    ``record``: what it is in the archive; ``files``: whether whoever looks may file it now;
    ``outdated``: what was filled in on its step was changed after it was drafted."""

    paper: Paper
    kind: Kind
    version: PaperVersion
    versions: Sequence[PaperVersion]
    marks: Sequence[MarkLine]
    number: Number | None
    word: str
    state: str
    period: str
    sop_name: str
    step: int | None
    beside: Beside
    why_not_edit: str
    why_not_cancel: str
    siblings: Sequence[Paper]
    record: Record | None
    files: bool
    outdated: bool

    @property
    def destroyed_at(self) -> datetime | None:
        """When the archive destroyed what the paper says."""
        return self.version.destroyed_at

    @property
    def unfilled(self) -> Sequence[str]:
        """Where a paper that is not signed yet has dots for a fact that was not known."""
        return unfilled_of(self.paper, self.version)

    @property
    def sha256(self) -> str:
        """Of the newest version with all its marks, as the record has it; else as frozen."""
        return self.record.sha256 if self.record else self.version.sha256


def paper_page(paper: Paper, person: Person, now: datetime) -> PaperPage:
    """The page as it stands at ``now`` (a fixed number of queries)."""
    newest, on = latest_of(paper), office.day_at(paper.agency, now)
    desk = desk_of(paper, person, now)
    versions = paper.versions.select_related("pdf", "docx").order_by("-no")
    siblings = (
        paper.bundle.papers.exclude(pk=paper.pk).exclude(state="cancelled").order_by("pk")
        if paper.bundle
        else ()
    )
    return PaperPage(
        paper=paper,
        kind=KINDS[paper.kind],
        version=newest,
        versions=list(versions),
        marks=marks_of(newest, course_of(paper)),
        number=number_of_paper(paper),
        word=state_word(paper),
        state=STATE_MARKS[paper.state],
        period=parse_period(paper.run.period).label if paper.run else "",
        sop_name=sop_of(paper.run).name if paper.run else "",
        step=desk.visit.id if desk and desk.visit else None,
        beside=beside_of(paper, desk, person, now),
        why_not_edit=why_not_edit(paper, person, now) or "",
        why_not_cancel=why_not_cancel(paper, person, now) or "",
        siblings=list(siblings),
        record=record_from(paper.agency, f"paper/{paper.pk}"),
        outdated=_outdated(paper, newest),
        files=why_not_file(paper) is None and keeps_archive(person, paper.agency, on),
    )


def _outdated(paper: Paper, newest: PaperVersion) -> bool:
    """Whether the step that made a paper ended with other words than it was drafted from (one
    query)."""
    course = course_of(paper)
    if paper.run is None or course is None or "read" not in newest.facts:
        return False
    kept = content_kept(paper.run.pk, paper.step, paper.unit)
    works = works_read(course, sop_of(paper.run).by_key[paper.step])
    return kept is not None and read_by_papers(kept, works) != newest.facts["read"]


def marks_of(version: PaperVersion, course: Course | None) -> list[MarkLine]:
    """The marks of a version; those that the SOP will ask for, where it is not frozen yet."""
    rows = list(version.marks.all())
    if rows:
        return [_line(row) for row in rows]
    stations = course.stations if course else ()
    return [
        MarkLine(s.title, MARK_WORDS[s.role, "waiting"], "idle", "", "", None) for s in stations
    ]


def _line(row: Mark) -> MarkLine:
    return MarkLine(
        title=" ".join(row.printed).rstrip(",") or row.title,
        word=MARK_WORDS[row.role, row.state],
        state=TAKEN[row.state],
        who=row.person_text,
        reason=row.reason,
        at=row.at,
    )


def version_in(paper: Paper, no: int) -> PaperVersion | None:
    """A version of a paper (one query)."""
    rows = paper.versions.select_related("paper__agency", "pdf", "docx")
    return rows.filter(no=no).first()


def difference(before: PaperVersion, after: PaperVersion) -> list[Line]:
    """What changed between two versions: what stands around the text, then the text."""
    return lines_between(_whole(before), _whole(after))


def _whole(version: PaperVersion) -> str:
    frame = version.facts["frame"]
    head = [f"Hal: {frame.get('subject', '')}"]
    head += [f"{label}: {value}" for label, value in frame.get("head", ())]
    head += [f"Kepada: {name}" for name in frame.get("recipients", ())]
    head += [f"Tembusan: {name}" for name in frame.get("copies", ())]
    return "\n".join([*head, "", version.text])
