"""Whose form it is to fill in, in each of the five SOPs."""

from pathlib import Path

import pytest
from tests.runs.scene import PREFIXES, Scene, build

from himpun.office import queries as office
from himpun.office.models import Person
from himpun.performance.rules.filling import (
    collects,
    filling_as,
    has_collecting,
    why_not_filled_now,
)
from himpun.runs import queries as runs

WITHOUT = "balangan-dpuprperkim"
"""Its SOP ends before any data come back."""


def fillers(scene: Scene, unit: str) -> set[Person]:
    """Everybody of either agency who may fill in a unit's form now."""
    sop, marking = runs.open_part_of(scene.run)
    return {
        person
        for person in Person.objects.all()
        if filling_as(
            sop, marking, office.actor_for(person, scene.agency, sop.id, scene.today), unit
        )
    }


def collecting(scene: Scene) -> bool:
    return any(collects(scene.sop, visit.node) for visit in scene.visits())


@pytest.mark.django_db
@pytest.mark.parametrize("code", sorted(PREFIXES))
def test_each_unit_has_somebody_who_fills_in_its_form_and_nobody_of_another_agency(
    code: str, tmp_path: Path
) -> None:
    scene = build(tmp_path, code)
    scene.start()
    assert has_collecting(scene.sop) is (code != WITHOUT)
    # Step by step, until what is open collects; in Balangan until the SOP ends.
    filled: set[str] = set()
    for _ in range(500):
        visits = scene.visits()
        if not visits:
            break
        if collecting(scene):
            sop, marking = runs.open_part_of(scene.run)
            for unit in marking.units:
                found = fillers(scene, unit)
                assert all(each.home == scene.agency for each in found)
                if len(found) > 1:
                    filled.add(unit)
                else:
                    assert why_not_filled_now(sop, marking, unit).endswith(".")
        scene.complete(visits[0].node, visits[0].unit)
    _, marking = runs.open_part_of(scene.run)
    if code == WITHOUT:
        filled = {unit for unit in marking.units if len(fillers(scene, unit)) > 1}
    assert filled == set(marking.units)
