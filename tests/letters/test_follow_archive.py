"""The step that archives makes records of the run's finished papers."""

from pathlib import Path

import pytest
from tests.letters.marking import initial, sign
from tests.letters.run_papers import drafted, paper_of, with_papers
from tests.runs.scene import Scene

from himpun.archive.models import Record
from himpun.letters.models import Paper
from himpun.letters.queries.papers import latest_of

BALANGAN = "balangan-dpuprperkim"
THREE = ("format-data-kinerja", "keputusan", "surat-pemberitahuan")


@pytest.fixture
def bundle(db: None, tmp_path: Path) -> Scene:
    """Balangan's three papers, signed and sent; the run waits at the step that archives."""
    scene = with_papers(tmp_path, BALANGAN)
    for kind in THREE:
        drafted(scene, "1", kind)
    scene.complete("1")
    scene.complete("2")
    initial(scene, "sekdin", *THREE)
    scene.complete("3")
    sign(scene, "kadis", *THREE)
    for node in ("4", "5"):
        scene.complete(node)
    Paper.objects.filter(run_id=scene.run_id).update(state="sent", sent_at=scene.now)
    scene.complete("6")
    return scene


def test_the_step_that_archives_files_every_paper_as_it_was_signed(bundle: Scene) -> None:
    bundle.complete("7", content={"archive": {"form": "Keduanya", "place": "Rak 2, boks 14"}})
    rows = list(Record.objects.order_by("no"))
    assert {row.kind for row in rows} == {
        "Format data kinerja", "Keputusan", "Surat pemberitahuan pengisian data",
    }  # fmt: skip
    assert {row.folder.title for row in rows} == {"Pengumpulan Data Kinerja, Triwulan III 2026"}
    decree = next(row for row in rows if row.kind == "Keputusan")
    newest = latest_of(paper_of(bundle, "keputusan"))
    assert newest.pdf is not None
    assert decree.sha256 == newest.pdf.sha256
    assert (decree.origin, decree.shelf) == (f"run/{bundle.run_id}", "Rak 2, boks 14")
    assert decree.signature == "sistem"
    assert decree.number
    assert decree.creator == "Kepala Dinas PUPRPERKIM"


def test_an_earlier_step_files_nothing(bundle: Scene) -> None:
    assert not Record.objects.exists()
