"""Taking a content off the disk that nothing names any more."""

import pytest
from tests.archive.scene import Scene, pdf, stored
from tests.office.scene import NOW

from himpun.archive.models import StoredFile
from himpun.archive.queries import path_of
from himpun.archive.services import forget_content, store_file


def test_it_takes_a_content_without_a_row_and_leaves_no_row(scene: Scene) -> None:
    sha256 = stored(pdf("satu")).sha256
    StoredFile.objects.all().delete()
    assert forget_content(sha256=sha256)
    assert not path_of(sha256).exists()
    assert not StoredFile.objects.exists()
    assert forget_content(sha256=sha256)


def test_it_leaves_a_content_that_a_row_names(scene: Scene) -> None:
    sha256 = stored(pdf("satu")).sha256
    assert not forget_content(sha256=sha256)
    assert path_of(sha256).exists()


@pytest.mark.django_db
def test_who_stores_it_while_it_is_destroyed_gets_it_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Between the putting of the file and the writing of its row."""
    get_or_create = StoredFile.objects.get_or_create

    def destroyed_first(**asked: object) -> object:
        path_of(str(asked["sha256"])).unlink()
        return get_or_create(**asked)  # type: ignore[arg-type]

    monkeypatch.setattr(StoredFile.objects, "get_or_create", destroyed_first)
    kept = store_file(content=pdf("satu"), name="a.pdf", now=NOW)
    assert path_of(kept.sha256).exists()
