"""Where the paper of a record lies."""

import pytest
from tests.archive.scene import LATER, Scene

from himpun.archive.services import Place, change_place
from himpun.office.rules import Refused


def test_it_moves_and_the_journal_says_from_where(scene: Scene) -> None:
    row = scene.file()
    moved = change_place(record=row.pk, place=Place("R1", "B2", "F3"), by=scene.admin, now=LATER)
    assert (moved.shelf, moved.box, moved.binder) == ("R1", "B2", "F3")
    told = scene.last()
    assert (told.action, told.body["before"]["box"], told.body["after"]["box"]) == (
        "RecordMoved", "", "B2",
    )  # fmt: skip


def test_nothing_else_of_the_record_changes(scene: Scene) -> None:
    row = scene.file()
    moved = change_place(record=row.pk, place=Place("R1"), by=scene.colleague, now=LATER)
    assert (moved.digest, moved.filed_at, moved.subject) == (row.digest, row.filed_at, row.subject)


def test_it_refuses_the_same_place_a_long_one_and_what_is_not_there(scene: Scene) -> None:
    row = scene.file()
    with pytest.raises(Refused, match="sudah begitu"):
        change_place(record=row.pk, place=Place(" "), by=scene.admin, now=LATER)
    with pytest.raises(Refused, match="Rak paling panjang 60 huruf"):
        change_place(record=row.pk, place=Place("x" * 61), by=scene.admin, now=LATER)
    with pytest.raises(Refused, match="tidak ada"):
        change_place(record=row.pk + 1, place=Place("R1"), by=scene.admin, now=LATER)


def test_it_refuses_who_does_not_keep_the_archive(scene: Scene) -> None:
    row = scene.file()
    for stranger in (scene.office.kabid, scene.outsider):
        with pytest.raises(Refused, match="dikelola oleh"):
            change_place(record=row.pk, place=Place("R1"), by=stranger, now=LATER)
