"""What the page of a step shows of its papers: how each stands, and the one thing to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from himpun.letters.models import Mark, Paper, PaperVersion
from himpun.letters.queries.keeping import makes_papers
from himpun.letters.queries.paper_page import STATE_MARKS
from himpun.letters.queries.papers import papers_at, state_word
from himpun.letters.queries.sending import tallies_of
from himpun.letters.rules.course import ROLES, Course, Role, courses_at
from himpun.letters.rules.demands import CLOSED, Standing, may_draft_again, why_not_forward
from himpun.office.queries import Person
from himpun.runs.queries.parts import Part
from himpun.runs.queries.step_page import StepPage

KEY = "naskah"
DRAFT = "susun-{kind}"
SENDING = frozenset({"distribute", "receive"})


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper of a step: ``way`` is the name of what lets it be drafted (again), "" where it cannot
    be here; ``mark`` "initial" or "sign" where whoever looks marks it at this step; ``tally`` how
    far a signed paper has come with its recipients."""

    kind: str
    title: str
    paper: Paper | None
    word: str
    state: str
    way: str
    mark: str
    marked: bool
    tally: str = ""


def step_part(page: StepPage, person: Person) -> Part | None:  # noqa: ARG001
    """The part of a step's page about its papers; None for a step that names none (no query) and
    for an agency that makes its papers elsewhere (one query). Else four queries."""
    courses = courses_at(page.sop, page.step.key) if not page.giving else ()
    if not courses or not makes_papers(page.run.agency_id):
        return None
    papers = papers_at(page.run.pk, courses, page.visit.unit)
    there = standings_of(papers)
    lines = [_line(page, course, papers.get(course.kind.key), there) for course in courses]
    lines = _with_tallies(page, lines)
    if not page.mine and not papers:
        return None
    return Part(
        key=KEY,
        heading="Naskah",
        template="letters/step_part.html",
        context=_context(page, lines),
        why_not_complete=why_not_forward(page.step, courses, there) or "" if page.mine else "",
        replaces_files=bool(papers) or any(line.way for line in lines),
        does=_marked_here(page, courses, papers),
        ways=_ways(page, lines),
    )


def _marked_here(
    page: StepPage, courses: Sequence[Course], papers: Mapping[str, Paper]
) -> tuple[Role, ...]:
    """The marks of the step that are made on its papers. One whose papers were never made here
    is still confirmed in the form."""
    key = page.step.key
    stations = (c.station_at(key) for c in courses if c.kind.key in papers or c.begins == key)
    asked_for = {found[1].role for found in stations if found}
    return tuple(role for role in ROLES if role in asked_for)


def standings_of(papers: Mapping[str, Paper]) -> dict[str, Standing]:
    """Kind → how its paper stands: only the marks of the newest version count, and none once it is
    a draft again (two queries)."""
    rows = PaperVersion.objects.filter(paper__in=papers.values()).order_by("no")
    newest = dict(rows.values_list("paper", "pk")) if papers else {}
    made: dict[int, set[int]] = {}
    done = Mark.objects.filter(version__in=newest.values(), state="done") if newest else ()
    for mark in done:
        made.setdefault(mark.version_id, set()).add(mark.order)
    return {
        kind: Standing(row.state, frozenset(made.get(newest[row.pk], ())))
        for kind, row in papers.items()
    }


def _line(
    page: StepPage, course: Course, paper: Paper | None, there: Mapping[str, Standing]
) -> PaperLine:
    kind, station = course.kind, course.station_at(page.step.key)
    begins = course.begins == page.step.key
    may_draft = page.mine and begins and (paper is None or may_draft_again(course, paper.state))
    standing = there.get(kind.key)
    marked = bool(station and standing and station[0] in standing.marked)
    can_mark = page.mine and paper is not None and station and not marked
    open_ = paper is not None and paper.state in {"draft", "circulating"}
    return PaperLine(
        kind=kind.key,
        title=kind.title,
        paper=paper,
        word=state_word(paper) if paper else "Belum disusun",
        state=STATE_MARKS[paper.state] if paper else "idle",
        way=DRAFT.format(kind=kind.key) if may_draft else "",
        mark=station[1].role if can_mark and open_ and station else "",
        marked=marked,
    )


def _with_tallies(page: StepPage, lines: Sequence[PaperLine]) -> list[PaperLine]:
    """The lines of a step that distributes, or receives what was distributed, with what is known of
    the recipients (one query, none for other steps)."""
    signed = [line.paper.pk for line in lines if line.paper and line.paper.state in CLOSED]
    if not signed or not SENDING & set(page.step.work):
        return list(lines)
    tallies = tallies_of(signed)
    return [
        replace(line, tally=tallies.get(line.paper.pk, "Belum ada penerima"))
        if line.paper and line.paper.pk in signed else line
        for line in lines
    ]  # fmt: skip


def _ways(page: StepPage, lines: Sequence[PaperLine]) -> dict[str, str]:
    there = [page.run.pk, page.visit.number]
    return {
        line.way: reverse("letters:paper_draft", args=[*there, line.kind])
        for line in lines
        if line.way
    }


def _context(page: StepPage, lines: Sequence[PaperLine]) -> dict[str, Any]:
    role = next((line.mark for line in lines if line.mark), "")
    waiting = [line.paper for line in lines if line.mark and line.paper]
    by_hand = role == "sign" and any(paper.way == "wet" for paper in waiting)
    return {
        "lines": lines,
        "agency": page.run.agency,
        "mine": page.mine,
        "here": reverse("runs:step", args=[page.run.pk, page.visit.number]),
        "role": role,
        "mark": reverse("letters:step_marks", args=[page.run.pk, page.visit.number])
        if role
        else "",
        "operator": bool(page.on_behalf) and not by_hand,
        "by_hand": by_hand,
        "sends": page.mine and "distribute" in page.step.work,
        "several": sum(bool(line.mark) for line in lines) > 1,
    }


@dataclass(frozen=True, slots=True)
class StepMarks:
    """The papers that wait for the holder of a step."""

    role: Role
    papers: tuple[Paper, ...]

    @property
    def by_hand(self) -> bool:
        """Are they signed on paper?"""
        return self.role == "sign" and self.papers[0].way == "wet"

    @property
    def outside(self) -> bool:
        """Are they signed by a service outside?"""
        return self.role == "sign" and self.papers[0].way == "remote"


def step_marks_of(page: StepPage) -> StepMarks | None:
    """What whoever holds a step has to mark there now; None where there is nothing (three
    queries)."""
    courses = courses_at(page.sop, page.step.key)
    papers = papers_at(page.run.pk, courses, page.visit.unit)
    there = standings_of(papers)
    lines = [_line(page, course, papers.get(course.kind.key), there) for course in courses]
    waiting = tuple(line.paper for line in lines if line.mark and line.paper)
    if not waiting:
        return None
    role: Role = "sign" if any(line.mark == "sign" for line in lines) else "initial"
    return StepMarks(role, waiting)


def is_ready(version: PaperVersion) -> bool:
    """Whether a version that is signed by hand may be printed."""
    return any(mark.role == "sign" and mark.printed for mark in version.marks.all())
