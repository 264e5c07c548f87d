"""A warning letter beside an SOP that has no late branch."""

from datetime import date
from pathlib import Path
from typing import Any

from tests.letters.run_papers import give_letterhead
from tests.remembered import remembered
from tests.runs.scene import Scene, build, wib

from himpun.letters.models import Paper, PaperVersion
from himpun.letters.services import draft_beside
from himpun.office import queries as office

CODE = "pangkalpinang-dpupr"
KIND = "surat-peringatan"


def owing_scene(folder: Path) -> Scene:
    """Pangkalpinang, where the divisions owe their data since Thursday, 17 September 2026."""
    return remembered("papers: beside, owing", lambda: _owing(folder))


def _owing(folder: Path) -> Scene:
    scene = build(folder, CODE, now=wib(2026, 9, 17, 9))
    scene.start()
    scene.walk("3.beri")
    # From now on papers are made here; the rows before did without.
    give_letterhead(scene)
    return scene


def warning(scene: Scene, **change: Any) -> PaperVersion:
    unit = scene.visits("3.beri")[0].unit
    said = {
        "run_id": scene.run_id, "unit": office.unit_in(scene.agency, unit), "kind": KIND,
        "addressed": ["Kepala Bidang Contoh"], "due_on": date(2026, 9, 23),
        "until": date(2026, 9, 30), "reader": None, "by": scene.person("kasubbag"),
        "now": scene.now, **change,
    }  # fmt: skip
    return draft_beside(**said)


def the_letter(scene: Scene) -> Paper:
    return Paper.objects.exclude(state="cancelled").get(run_id=scene.run_id, kind=KIND)
