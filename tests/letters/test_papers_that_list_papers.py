"""Papers that list the others of their run: a receipt for what is handed over, a list of records.
None of the five SOPs names them; an SOP that does gets them from its own row."""

from pathlib import Path

import pytest
from tests.house.source import ROOT
from tests.letters.marking import finish
from tests.letters.run_papers import drafted, give_letterhead
from tests.runs.scene import Scene, build

from himpun.kernel.parse import parse_text
from himpun.letters.models import Number

BALANGAN = "balangan-dpuprperkim"
THREE = '"format-data-kinerja", "keputusan", "surat-pemberitahuan"'


@pytest.fixture
def scene(db: None, tmp_path: Path) -> Scene:
    """Balangan with an SOP that also wants a receipt at row 6 and a list of records at row 7; its
    three papers are signed."""
    text = (ROOT / "sops" / BALANGAN / "sop.toml").read_text(encoding="utf-8")
    before, row, after = text.partition('work = ["distribute"]')
    after = after.replace(f"[{THREE}]", f'[{THREE}, "tanda-terima"]', 1)
    before, row, after = f"{before}{row}{after}".partition('work = ["archive"]')
    after = after.replace(f"[{THREE}]", f'[{THREE}, "daftar-arsip"]', 1)
    scene = build(tmp_path, BALANGAN, sop=parse_text(f"{before}{row}{after}"))
    give_letterhead(scene)
    scene.start()
    for node in ("1", "2", "3", "4", "5"):
        finish(scene, node)
    return scene


def test_they_name_each_finished_paper_with_its_number(scene: Scene) -> None:
    numbers = list(Number.objects.values_list("text", flat=True))
    assert len(numbers) == 2
    receipt = drafted(scene, "6", "tanda-terima").text
    scene.complete("6")
    records = drafted(scene, "7", "daftar-arsip").text
    for number in numbers:
        assert number in receipt
        assert number in records
    assert "Format data kinerja" in records
    assert "14 September 2026" in records
