"""On whose table a paper lies: the open steps of its run that name it, and who holds them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from himpun.kernel.definition import Sop, Step
from himpun.kernel.duty import ON_BEHALF, Duty, mandate_for
from himpun.kernel.run import Visit
from himpun.letters.models import Paper
from himpun.letters.queries.keeping import why_not_keep
from himpun.letters.rules.course import Course, courses_of
from himpun.office import queries as office
from himpun.office.queries import Person
from himpun.runs.queries import open_part_of
from himpun.runs.queries.seen import sop_of


@dataclass(frozen=True, slots=True)
class Desk:
    """An open step at which somebody may work on a paper today, and as what. ``capacity`` is
    "operator a.n." for an operator: they may prepare, never mark."""

    sop: Sop
    visit: Visit
    step: Step
    duty: Duty
    capacity: str

    @property
    def on_behalf(self) -> bool:
        """Does an operator act for the holder?"""
        return self.capacity == ON_BEHALF


def course_of(paper: Paper) -> Course | None:
    """The way of a paper in the SOP of its run; None for one outside a run (no query once the
    definition was read)."""
    if paper.run is None:
        return None
    sop = sop_of(paper.run)
    found = (c for c in courses_of(sop) if (c.kind.key, c.begins) == (paper.kind, paper.step))
    return next(found, None)


def desk_of(paper: Paper, person: Person, now: datetime) -> Desk | None:
    """The open step at which a person may work on a paper now; None where there is none (three
    queries)."""
    course = course_of(paper)
    if paper.run is None or course is None or paper.run.state != "running":
        return None
    sop, marking = open_part_of(paper.run)
    actor = office.actor_for(person, paper.agency, sop.id, office.day_at(paper.agency, now))
    for visit in marking.visits.values():
        if sop.step_at(visit.node).key not in course.steps or visit.unit not in {"", paper.unit}:
            continue
        mandate = mandate_for(sop, marking, visit, actor)
        if mandate is not None:
            return Desk(sop, visit, sop.step_at(visit.node), *mandate)
    return None


def why_not_edit(paper: Paper, person: Person, now: datetime) -> str | None:
    """Why a person may not change the text of a paper now (three queries)."""
    if paper.state in {"signed", "sent"}:
        return "Naskah ini sudah ditandatangani dan tidak dapat diubah lagi."
    if paper.state == "cancelled":
        return "Naskah ini sudah dibatalkan."
    if paper.run is None:
        return why_not_keep(person, paper.agency, now)
    if desk_of(paper, person, now) is None:
        return "Naskah ini sedang tidak di meja Anda: yang mengubahnya pelaksana langkahnya."
    return None


def why_not_cancel(paper: Paper, person: Person, now: datetime) -> str | None:
    """Why a person may not give a paper up (six queries at most)."""
    if paper.state == "sent":
        return "Naskah ini sudah dikirim. Kirim naskah baru yang mencabutnya."
    if paper.state == "cancelled":
        return "Naskah ini sudah dibatalkan."
    if why_not_keep(person, paper.agency, now) is None or desk_of(paper, person, now) is not None:
        return None
    return "Naskah ini dibatalkan oleh pelaksana langkahnya atau pengelola naskah instansi."
