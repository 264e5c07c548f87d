"""Remarking on a value."""

import pytest
from tests.performance.scene import Scene

from himpun.office.models import JournalRow
from himpun.office.rules import Refused
from himpun.performance.models import Comment
from himpun.performance.services.remarks import add_comment


@pytest.mark.parametrize("who", ["filler", "verifier", "kasubag", "neighbour"])
def test_whoever_takes_part_in_the_agencys_work_remarks(scene: Scene, who: str) -> None:
    person = getattr(scene, who)
    add_comment(value=scene.value(1).pk, text=" Sudah dicek. ", by=person, now=scene.now)
    said = Comment.objects.get()
    assert (said.text, said.by, said.at) == ("Sudah dicek.", person, scene.now)
    assert JournalRow.objects.latest("pk").action == "CommentAdded"


@pytest.mark.parametrize("who", ["outsider", "reader"])
def test_it_refuses_people_of_another_agency_and_readers(scene: Scene, who: str) -> None:
    person = scene.outsider("operator") if who == "outsider" else scene.reader()
    with pytest.raises(Refused, match="ditulis oleh pejabat"):
        add_comment(value=scene.value(1).pk, text="Ya", by=person, now=scene.now)
    assert not Comment.objects.exists()


def test_it_refuses_nothing_too_much_and_a_value_that_is_not_there(scene: Scene) -> None:
    for text in ("", " \n", "x" * 4_001):
        with pytest.raises(Refused):
            add_comment(value=scene.value(1).pk, text=text, by=scene.filler, now=scene.now)
    with pytest.raises(Refused, match="tidak ada"):
        add_comment(value=0, text="Ya", by=scene.filler, now=scene.now)
