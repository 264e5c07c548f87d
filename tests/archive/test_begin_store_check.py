"""Beginning a round over the stored files."""

from tests.archive.scene import Scene, pdf, stored
from tests.office.scene import NOW

from himpun.archive.models import Record, StoredFile
from himpun.archive.queries import path_of
from himpun.archive.services import begin_store_check


def test_there_is_one_round_at_a_time(scene: Scene) -> None:
    stored(pdf("satu"))
    first, second = (begin_store_check(now=NOW) for _ in range(2))
    assert first is not None
    assert first == second
    assert first.upto == StoredFile.objects.get().pk


def test_what_a_power_cut_left_of_destroyed_contents_goes(scene: Scene) -> None:
    row = scene.file(content=pdf("satu"))
    Record.objects.update(state="destroyed", destroyed_at=NOW, file=None)
    StoredFile.objects.all().delete()
    assert path_of(row.sha256).exists()
    begin_store_check(now=NOW)
    assert not path_of(row.sha256).exists()
