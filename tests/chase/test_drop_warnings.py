"""A letter about data that came in is given up."""

from pathlib import Path

import pytest
from tests.letters.beside import owing_scene, the_letter
from tests.runs.scene import Scene, wib

from himpun.chase import services
from himpun.chase.jobs import chase_due
from himpun.letters.models import Paper
from himpun.runs import services as runs


@pytest.fixture
def warned(db: None, tmp_path: Path) -> Scene:
    scene = owing_scene(tmp_path)
    for visit in scene.visits("3.beri")[1:]:
        scene.complete("3.beri", visit.unit)
    scene.now = wib(2026, 9, 30, 9)
    chase_due(scene.now)
    return scene


def test_once_the_unit_has_handed_in(warned: Scene) -> None:
    assert services.drop_warnings(agency=warned.agency, now=warned.now) == 0
    paper = the_letter(warned)
    warned.complete("3.beri", paper.unit)
    assert services.drop_warnings(agency=warned.agency, now=warned.now) == 1
    assert Paper.objects.get(pk=paper.pk).cancelled_why == "Data sudah masuk."
    assert services.drop_warnings(agency=warned.agency, now=warned.now) == 0


def test_a_halted_run_keeps_its_letters(warned: Scene) -> None:
    kasubbag = warned.person("kasubbag")
    runs.suspend_run(run_id=warned.run_id, reason="Audit", by=kasubbag, now=warned.now)
    assert services.drop_warnings(agency=warned.agency, now=warned.now) == 0
    assert the_letter(warned).state == "draft"
