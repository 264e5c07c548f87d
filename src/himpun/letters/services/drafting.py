"""A paper is drafted from what its run knows."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from himpun.kernel.wire import Json
from himpun.letters.models import Bundle, Letterhead, Paper, PaperVersion
from himpun.letters.queries.documents import letterhead_facts, template_of
from himpun.letters.queries.facts import Asked, facts_of
from himpun.letters.queries.figures import Wanted, figures_for
from himpun.letters.queries.keeping import letterhead_of
from himpun.letters.queries.papers import papers_at
from himpun.letters.rules.composing import Draft, draft
from himpun.letters.rules.content import read_by_papers, text_in
from himpun.letters.rules.course import Course, courses_at, works_read
from himpun.letters.rules.demands import may_draft_again
from himpun.letters.rules.kinds import SECURITIES, URGENCIES
from himpun.letters.services._papers import add_version, in_turn, lock_paper, tell
from himpun.office import queries as office
from himpun.office.rules import Refused
from himpun.runs.queries.step_page import StepPage, step_page

if TYPE_CHECKING:
    from himpun.office.queries import Person

NOT_HERE = "Langkah ini tidak ada."
TOKEN_BYTES = 18


@dataclass(frozen=True)
class _Table:
    """A step at whose holder's table papers are drafted."""

    page: StepPage
    letterhead: Letterhead
    content: Mapping[str, Json]
    by: Person
    now: datetime


@in_turn
def draft_paper(
    *, run_id: int, visit: int, kind: str, content: Mapping[str, Json], by: Person, now: datetime
) -> PaperVersion:
    """The first version of a paper that a step makes, or a new one while it is still a draft, from
    the run's facts. ``content``: what is filled in on the step so far.

    Refuses whoever does not hold the step (an operator may draft on behalf), a paper that the step
    does not make, an agency without letterhead, and a paper that is already on its way.
    """
    page = step_page(by, run_id, visit, now)
    if page is None:
        raise Refused(NOT_HERE)
    if not page.mine:
        raise Refused(page.hands.why_not or "Langkah ini tidak sedang terbuka untuk Anda.")
    letterhead = letterhead_of(page.run.agency)
    if letterhead is None:
        raise Refused("Instansi ini belum mempunyai kop, jadi naskahnya belum dibuat di sini.")
    course = _course_at(page, kind)
    office.lock_journal(page.run.agency)
    return _draft(_Table(page, letterhead, content, by, now), course)


def _course_at(page: StepPage, kind: str) -> Course:
    for course in courses_at(page.sop, page.step.key):
        if course.kind.key == kind and course.begins == page.step.key:
            return course
    raise Refused(f"Langkah {page.step.key} tidak menyusun naskah itu.")


def _draft(table: _Table, course: Course) -> PaperVersion:
    page = table.page
    known = papers_at(page.run.pk, (course,), page.visit.unit).get(course.kind.key)
    made, facts = _composed(table, course)
    if known is None:
        paper = _begin(table, course, made)
        note = f"Disusun dari data langkah {page.step.key}."
    else:
        paper = lock_paper(known.pk)
        if not may_draft_again(course, paper.state):
            raise Refused("Naskah ini sudah diajukan. Ubah lewat halaman naskahnya.")
        paper.state, paper.signed_at = "draft", None
        paper.save(update_fields=["state", "signed_at"])
        note = f"Disusun ulang dari data langkah {page.step.key}."
    version = add_version(
        paper, text=made.text, facts=facts, origin="drafted", note=note, by=table.by, now=table.now
    )
    tell(paper, "PaperDrafted", by=table.by, now=table.now, body={"version": version.no})
    return version


def _composed(table: _Table, course: Course) -> tuple[Draft, dict[str, Any]]:
    """The draft, and what a version keeps beside its text."""
    page, kind = table.page, course.kind
    figures = figures_for(
        Wanted(kind.key, page.run.pk, page.visit.unit, table.by, table.now)
    )  # fmt: skip
    urgency, security = _marks_of(table.content)
    asked = Asked(page, course, table.letterhead, table.content, figures, urgency, security)
    made = draft(template_of(page.run.agency, kind), facts_of(asked))
    embedded = [{**asdict(f), "content": f.content.decode()} for f in figures.embedded]
    facts = {
        "frame": made.as_json(),
        "letterhead": letterhead_facts(table.letterhead),
        "page": table.letterhead.paper,
        "signed": any(station.role == "sign" for station in course.stations),
        "initials": [s.title for s in course.stations if s.role == "initial"],
        "embedded": embedded,
        "read": read_by_papers(table.content, works_read(course, page.step)),
    }
    return made, facts


def _begin(table: _Table, course: Course, made: Draft) -> Paper:
    page = table.page
    urgency, security = _marks_of(table.content)
    return Paper.objects.create(
        agency=page.run.agency, run=page.run, visit_no=page.visit.number, step=page.step.key,
        unit=page.visit.unit, kind=course.kind.key, bundle=_bundle(table, course),
        subject=(made.frame.subject.strip() or course.kind.title)[:300],
        urgency=urgency, security=security, way=table.letterhead.way,
        classification=table.letterhead.classification,
        token=secrets.token_urlsafe(TOKEN_BYTES), created_at=table.now, created_by=table.by,
    )  # fmt: skip


def _marks_of(content: Mapping[str, Json]) -> tuple[str, str]:
    """Urgency and security: the form of an order has both in one list."""
    said = text_in(content, "instruct", "urgency")
    urgency = said if said in URGENCIES else URGENCIES[0]
    return urgency, said if said in SECURITIES else SECURITIES[0]


def _bundle(table: _Table, course: Course) -> Bundle | None:
    """Papers that one row makes and the same rows mark travel as one."""
    page = table.page
    together = [
        other
        for other in courses_at(page.sop, page.step.key)
        if other.begins == course.begins and other.stations == course.stations and not other.own
    ]
    if len(together) < 2 or not course.stations:
        return None
    there = papers_at(page.run.pk, together, page.visit.unit)
    for paper in there.values():
        if paper.bundle is not None:
            return paper.bundle
    titles = ", ".join(other.kind.title for other in together)
    return Bundle.objects.create(
        agency=page.run.agency, run=page.run, title=titles[:300], by=table.by, at=table.now
    )
