"""What papers do when a running SOP moves, in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from himpun.kernel.decide.commands import goes_back
from himpun.kernel.definition import Step
from himpun.kernel.messages import Rejected, StepCompleted, StepOpened, StepReturned
from himpun.letters.models import Paper
from himpun.letters.queries.keeping import makes_papers
from himpun.letters.queries.papers import latest_of, papers_at
from himpun.letters.queries.step_part import standings_of
from himpun.letters.rules.course import Course, courses_at
from himpun.letters.rules.demands import why_not_forward
from himpun.letters.services._distributing import distribute
from himpun.letters.services._freezing import frozen_version
from himpun.letters.services._papers import lock_paper, tell
from himpun.office.rules import Refused
from himpun.runs.services import Happened

MARKING = frozenset({"initial", "sign"})
SIGNED_ALREADY = (
    "{title} sudah ditandatangani, jadi langkah ini tidak dapat dikembalikan. Batalkan dahulu "
    "naskahnya, atau teruskan langkah ini."
)


def follow_step(*, happened: Happened) -> None:
    """Refuses to go forward before the papers are as the work demands; freezes a paper that comes
    to who marks it, sends what is signed where the step distributes; a return sends a paper back
    with the reason.

    A step without papers costs no query, one of an agency that makes none here a single one.
    Refuses (Rejected) in the sentences of ``rules.demands``.
    """
    leaving, opening = _leaving(happened), _opening(happened)
    if not (leaving or opening) or not makes_papers(happened.agency.pk):
        return
    try:
        if leaving:
            _leave(happened, leaving)
        for event, courses in opening:
            _submit(happened, event, courses)
    except Refused as refused:
        raise Rejected(str(refused)) from None


def _end(happened: Happened) -> StepCompleted | StepReturned | None:
    ends = (e for e in happened.events if isinstance(e, StepCompleted | StepReturned))
    return next(ends, None)


def _leaving(happened: Happened) -> tuple[Course, ...]:
    """The papers on the table of a step that somebody ended."""
    if happened.visit is None or happened.by is None or _end(happened) is None:
        return ()
    if getattr(happened.sop.places[happened.visit.node].node, "giving", False):
        return ()
    return courses_at(happened.sop, _row(happened).key)


def _opening(happened: Happened) -> list[tuple[StepOpened, tuple[Course, ...]]]:
    """Steps that open at which a paper is marked."""
    found = []
    for event in happened.events:
        if isinstance(event, StepOpened):
            row = happened.sop.step_at(event.node)
            if MARKING & set(row.work):
                found.append((event, courses_at(happened.sop, row.key)))
    return found


def _row(happened: Happened) -> Step:
    assert happened.visit is not None
    return happened.sop.step_at(happened.visit.node)


def _leave(happened: Happened, courses: Sequence[Course]) -> None:
    assert happened.visit is not None
    papers = papers_at(happened.run_id, courses, happened.visit.unit)
    end = _end(happened)
    assert end is not None
    forward = isinstance(end, StepCompleted) and not goes_back(
        happened.sop, happened.visit.node, end.exit
    )
    if not forward:
        _send_back(happened, courses, papers.values(), end.reason)
        return
    if why := why_not_forward(_row(happened), courses, standings_of(papers)):
        raise Refused(f"{why} Selesaikan naskahnya lebih dahulu.")
    for course in courses:
        made = papers.get(course.kind.key)
        if made is not None and course.begins == _row(happened).key and not course.stations:
            _finish(happened, course, made)
    if "distribute" in _row(happened).work:
        distribute(papers.values(), happened.by, happened.now)


def _finish(happened: Happened, course: Course, paper: Paper) -> None:
    """A paper that nobody marks is finished when the step that makes it is."""
    if paper.state == "draft":
        frozen_version(lock_paper(paper.pk), course, by=happened.by, now=happened.now)


def _send_back(
    happened: Happened, courses: Sequence[Course], papers: Iterable[Paper], reason: str
) -> None:
    """Whoever should have marked a paper and sends it back refuses it, with the reason."""
    key = _row(happened).key
    orders = {c.kind.key: found[0] for c in courses if (found := c.station_at(key))}
    for row in papers:
        if row.kind not in orders or row.step == key:
            continue
        paper = lock_paper(row.pk)
        if paper.state in {"signed", "sent"}:
            raise Refused(SIGNED_ALREADY.format(title=paper.subject))
        if paper.state == "circulating":
            _refuse(happened, paper, orders[row.kind], reason)


def _refuse(happened: Happened, paper: Paper, order: int, reason: str) -> None:
    by, version = happened.by, latest_of(paper)
    assert by is not None
    version.marks.filter(order=order).update(
        state="refused", reason=reason, at=happened.now, person=by, person_text=by.name,
        office=happened.capacity[:300],
    )  # fmt: skip
    paper.state = "draft"
    paper.save(update_fields=["state"])
    tell(
        paper, "PaperReturned", by=by, now=happened.now, capacity=happened.capacity,
        body={"version": version.no, "reason": reason},
    )  # fmt: skip


def _submit(happened: Happened, event: StepOpened, courses: Sequence[Course]) -> None:
    """Papers that come to who marks them have their PDF from now on."""
    for row in papers_at(happened.run_id, courses, event.unit).values():
        course = next(c for c in courses if c.kind.key == row.kind)
        if row.state in {"draft", "circulating"}:
            frozen_version(lock_paper(row.pk), course, by=happened.by, now=happened.now)
