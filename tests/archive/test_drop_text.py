"""What is no longer findable."""

from tests.archive.scene import Scene
from tests.archive.test_index_text import entry, names

from himpun.archive.services import drop_text, index_text


def test_it_is_no_longer_found_and_the_others_are(scene: Scene) -> None:
    index_text(entries=[entry(scene, "Laporan A"), entry(scene, "Laporan B")])
    assert drop_text(refs=["run/Laporan A", "run/tidak ada"]) == 1
    assert names(scene.kasubag, "laporan") == ["Laporan B"]
