"""An agency that makes its papers here, with a run of its SOP."""

from pathlib import Path
from typing import Any

from tests.remembered import remembered
from tests.runs.scene import PESSEL, Scene, build

from himpun.letters.models import Paper, PaperVersion
from himpun.letters.services import draft_paper, set_letterhead

CITIES = {PESSEL: "Painan", "balangan-dpuprperkim": "Paringin", "sumbar-bmcktr": "Padang"}
ORDER: dict[str, Any] = {
    "instruct": {
        "orders": [{"to": "Kasubag", "text": "Siapkan surat permintaan data kinerja."}],
        "urgency": "Segera",
        "note": "",
    }
}


def with_papers(folder: Path, code: str = PESSEL, period: str = "2026-TW3") -> Scene:
    """A run at its first step; the letterhead is there."""

    def made() -> Scene:
        scene = build(folder, code)
        give_letterhead(scene)
        scene.start(period)
        return scene

    return remembered(("papers", code, period), made)


def give_letterhead(scene: Scene) -> None:
    agency = scene.agency
    set_letterhead(
        agency=agency, lines=[f"PEMERINTAH {agency.region.upper()}", agency.name.upper()],
        contact="Jalan Contoh Nomor 1", logo=None, paper="F4",
        city=CITIES.get(agency.code, "Kota"), tone={}, way="local", classification="000.8.6.3",
        by=None, now=scene.now,
    )  # fmt: skip


def drafted(
    scene: Scene, node: str, kind: str, unit: str = "", content: dict[str, Any] | None = None
) -> PaperVersion:
    """A paper as the holder of an open step lets it be drafted."""
    visit = scene.visit(node, unit)
    return draft_paper(
        run_id=scene.run_id, visit=visit.number, kind=kind, content=content or {},
        by=scene.holder(visit), now=scene.now,
    )  # fmt: skip


def paper_of(scene: Scene, kind: str) -> Paper:
    return Paper.objects.exclude(state="cancelled").get(run_id=scene.run_id, kind=kind)
