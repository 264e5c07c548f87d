"""Papers that go through their marks, as people would make them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.letters.run_papers import ORDER, drafted, with_papers
from tests.remembered import remembered
from tests.runs.scene import Scene

from himpun.letters.models import Mark, Paper
from himpun.letters.queries.papers import papers_at
from himpun.letters.rules.course import courses_at
from himpun.letters.services import initial_papers, sign_papers
from himpun.office.models import Person


def papers(scene: Scene, *kinds: str) -> list[int]:
    rows = Paper.objects.filter(run_id=scene.run_id).exclude(state="cancelled")
    rows = rows.filter(kind__in=kinds) if kinds else rows.exclude(state__in=["signed", "sent"])
    return list(rows.order_by("pk").values_list("pk", flat=True))


def initial(scene: Scene, by: Person | str, *kinds: str, proof: str = "password") -> list[Mark]:
    return initial_papers(
        papers=papers(scene, *kinds), by=_person(scene, by), now=scene.now, proof=proof
    )


def sign(scene: Scene, by: Person | str, *kinds: str, proof: str = "password") -> list[Mark]:
    return sign_papers(
        papers=papers(scene, *kinds), by=_person(scene, by), now=scene.now, proof=proof
    )


def _person(scene: Scene, by: Person | str) -> Person:
    return scene.person(by) if isinstance(by, str) else by


def order_at(scene: Scene, node: str, content: dict[str, Any]) -> None:
    """An order is drafted, signed by whoever gives it, and given."""
    drafted(scene, node, "lembar-disposisi", content=content)
    row = Paper.objects.get(run_id=scene.run_id, kind="lembar-disposisi", step=node)
    sign_papers(
        papers=[row.pk], by=scene.holder(scene.visit(node)), now=scene.now, proof="password"
    )
    scene.complete(node, content=content)


def to_the_letter(scene: Scene, content: dict[str, Any]) -> None:
    """Pesisir Selatan, at row 4: the letter is drafted and lies before who initials it."""
    order_at(scene, "1", content)
    order_at(scene, "2", content)
    drafted(scene, "3", "surat-permintaan-data")
    scene.complete("3")


def at_the_letter(folder: Path) -> Scene:
    """Pesisir Selatan at row 4, built once per process."""

    def made() -> Scene:
        scene = with_papers(folder)
        to_the_letter(scene, ORDER)
        return scene

    return remembered("papers: at the letter", made)


def finish(scene: Scene, node: str, unit: str = "", content: dict[str, Any] | None = None) -> None:
    """A step with all that its papers ask for: drafted, marked by its holder, and handed on."""
    key, holder = scene.sop.step_at(node).key, scene.holder(scene.visit(node, unit))
    courses = courses_at(scene.sop, key)
    for course in courses:
        if course.begins == key:
            drafted(scene, node, course.kind.key, unit, content or ORDER)
    there = papers_at(scene.run_id, courses, unit)
    for role, service in (("initial", initial_papers), ("sign", sign_papers)):
        waiting = [
            there[course.kind.key].pk
            for course in courses
            if (found := course.station_at(key)) and found[1].role == role
        ]
        if waiting:
            service(papers=waiting, by=holder, now=scene.now, proof="password")
    scene.complete(node, unit, content=content or ORDER)
