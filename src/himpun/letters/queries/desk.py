"""On whose table a paper lies: the open steps of its run that name it, and who holds them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from himpun.kernel.definition import Sop, Step
from himpun.kernel.duty import ON_BEHALF, Duty, mandate_for
from himpun.kernel.run import Visit
from himpun.letters.models import Mark, Paper
from himpun.letters.queries.keeping import why_not_keep
from himpun.letters.rules.beside import course_beside
from himpun.letters.rules.course import Course, Station, courses_of
from himpun.office import queries as office
from himpun.office.queries import Person
from himpun.runs.queries import open_part_of
from himpun.runs.queries.seen import sop_of

WAITS = "Naskah ini sedang menunggu paraf atau tanda tangan. Ubah setelah dikembalikan."


@dataclass(frozen=True, slots=True)
class Desk:
    """An open step at which somebody may work on a paper today, and as what. ``capacity`` is
    "operator a.n." for an operator: they may prepare, never mark. ``visit`` None: the paper lies
    beside the rows of the SOP, at the place where its next mark is made."""

    sop: Sop
    visit: Visit | None
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
    if not paper.step:
        return course_beside(sop, paper.kind)
    found = (c for c in courses_of(sop) if (c.kind.key, c.begins) == (paper.kind, paper.step))
    return next(found, None)


def desk_of(paper: Paper, person: Person, now: datetime) -> Desk | None:
    """The open step at which a person may work on a paper now; None where there is none (three
    queries)."""
    course = course_of(paper)
    if paper.run is None or course is None or paper.run.state != "running":
        return None
    if not paper.step:
        return _beside(paper, course, person, now)
    sop, marking = open_part_of(paper.run)
    actor = office.actor_for(person, paper.agency, sop.id, office.day_at(paper.agency, now))
    for visit in marking.visits.values():
        if sop.step_at(visit.node).key not in course.steps or visit.unit not in {"", paper.unit}:
            continue
        mandate = mandate_for(sop, marking, visit, actor)
        if mandate is not None:
            return Desk(sop, visit, sop.step_at(visit.node), *mandate)
    return None


def next_station(paper: Paper, course: Course) -> Station | None:
    """The place at which a circulating paper beside an SOP is marked next (one query)."""
    if paper.state != "circulating":
        return None
    marks = Mark.objects.filter(version__paper=paper, version__frozen_at__isnull=False)
    newest = marks.order_by("-version__no").values_list("version", flat=True).first()
    waiting = marks.filter(version=newest, state="waiting").order_by("order").first()
    return course.stations[waiting.order - 1] if waiting else None


def _beside(paper: Paper, course: Course, person: Person, now: datetime) -> Desk | None:
    """The desk of whoever marks a paper next that lies beside the SOP."""
    assert paper.run is not None
    station = next_station(paper, course)
    if station is None:
        return None
    sop, on = sop_of(paper.run), office.day_at(paper.agency, now)
    actor = office.actor_for(person, paper.agency, sop.id, on)
    work = (station.role,)
    step = Step(station.step, f"{course.kind.title}", (station.performer,), work)
    duty = Duty(station.performer, "")
    held = {(m.performer, m.unit): m.capacity for m in actor.mandates}
    capacity = held.get((duty.performer, "")) or (ON_BEHALF if actor.operator else None)
    return Desk(sop, None, step, duty, capacity) if capacity else None


def why_not_edit(paper: Paper, person: Person, now: datetime) -> str | None:
    """Why a person may not change the text of a paper now (three queries)."""
    if paper.state in {"signed", "sent"}:
        return "Naskah ini sudah ditandatangani dan tidak dapat diubah lagi."
    if paper.state == "cancelled":
        return "Naskah ini sudah dibatalkan."
    if paper.run is None:
        return why_not_keep(person, paper.agency, now)
    if not paper.step:
        return WAITS if paper.state != "draft" else why_not_keep(person, paper.agency, now)
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
