"""The scene that other tests stand on."""

from pathlib import Path

import pytest
from tests.runs.scene import PREFIXES, Scene, build, wib

from himpun.office.queries import verify_journal


@pytest.mark.django_db
@pytest.mark.parametrize("code", sorted(PREFIXES))
def test_every_sample_agency_walks_its_sop_to_the_end(code: str, tmp_path: Path) -> None:
    scene = build(tmp_path, code)
    scene.start()
    scene.walk()
    assert scene.run.state == "finished"
    assert verify_journal(scene.agency) == []


def test_a_unit_that_missed_its_limit_gets_the_late_branch(running: Scene) -> None:
    running.walk("8")
    running.tell_time(wib(2026, 10, 5))
    assert "10.1" in {visit.node for visit in running.visits()}
