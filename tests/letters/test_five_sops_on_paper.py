"""Each of the five SOPs from its first step to its end, with all the papers that it names."""

from pathlib import Path
from typing import Any

import pytest
from tests.letters.marking import finish
from tests.letters.run_papers import ORDER, with_papers
from tests.runs.scene import PREFIXES, Scene

from himpun.letters.models import Paper
from himpun.letters.rules.course import courses_of
from himpun.runs.models import Run

pytestmark = pytest.mark.once
MEETING: dict[str, Any] = {
    "on": "2026-09-14", "at": "09:00", "place": "Ruang rapat", "agenda": "Data kinerja",
    "attendance": [{"who": "Kepala Bidang", "present": "Hadir"}],
    "discussion": "Jadwal pengumpulan.", "decision": "Data masuk tanggal 25.", "follow_up": [],
}  # fmt: skip
FILLED = {
    **ORDER,
    "meet": MEETING,
    "deliberate": {"attendance": [], "opinions": [], "conclusion": "Data dapat dipakai."},
    "report": {"text": "Data lengkap."},
}


def walk(scene: Scene, most: int = 200) -> None:
    for _ in range(most):
        visits = scene.visits()
        if not visits:
            return
        finish(scene, visits[0].node, visits[0].unit, FILLED)
    raise AssertionError("the run does not come to its end")


@pytest.mark.parametrize("code", sorted(PREFIXES))
def test_every_paper_that_the_sop_makes_is_there_at_its_end(
    db: None, tmp_path: Path, code: str
) -> None:
    scene = with_papers(tmp_path, code)
    walk(scene)
    assert Run.objects.get(pk=scene.run_id).state == "finished"
    made = [(c.begins, c.kind.key) for c in courses_of(scene.sop) if "." not in c.begins]
    there = list(Paper.objects.filter(run=scene.run_id).values_list("step", "kind"))
    assert set(there) == set(made)
    states = set(Paper.objects.filter(run=scene.run_id).values_list("state", flat=True))
    assert states <= {"signed", "sent"}
