"""The sample's papers: what a step of a running SOP asks of them, drafted, initialled and signed by
whoever holds the step that day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from himpun.kernel.definition import Sop
from himpun.kernel.run import Visit
from himpun.kernel.wire import Json
from himpun.letters import services as letters
from himpun.letters.queries.papers import papers_at
from himpun.letters.rules.course import courses_at
from himpun.letters.rules.demands import offered
from himpun.office.queries import Person

PROOF = "password"


def make_papers(
    sop: Sop, run_id: int, visit: Visit, content: Mapping[str, Json], *, by: Person, now: datetime
) -> None:
    """Everything that a step asks of its papers before it goes forward. Data that a unit hands in
    are not printed."""
    step = sop.step_at(visit.node)
    courses = courses_at(sop, step.key)
    for course in courses:
        if course.begins == step.key and not offered(step):
            letters.draft_paper(
                run_id=run_id, visit=visit.id, kind=course.kind.key, content=content, by=by, now=now
            )  # fmt: skip
    there = papers_at(run_id, courses, visit.unit)
    for role, service in (("initial", letters.initial_papers), ("sign", letters.sign_papers)):
        waiting = [
            there[course.kind.key].pk
            for course in courses
            if course.kind.key in there
            and (found := course.station_at(step.key))
            and found[1].role == role
        ]
        if waiting:
            service(papers=waiting, by=by, now=now, proof=PROOF)
