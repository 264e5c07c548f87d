"""Whoever should mark a paper beside the SOP sends it back."""

from pathlib import Path

import pytest
from tests.letters.beside import owing_scene, the_letter, warning
from tests.runs.scene import Scene

from himpun.letters.services import return_beside, submit_beside
from himpun.notices.models import Notice
from himpun.office.queries import Person
from himpun.office.rules import Refused


@pytest.fixture
def scene(db: None, tmp_path: Path) -> Scene:
    made = owing_scene(tmp_path)
    warning(made)
    submit_beside(paper_id=the_letter(made).pk, by=made.person("kasubbag"), now=made.now)
    return made


def back(scene: Scene, by: Person, reason: str = "Tanggalnya keliru.") -> None:
    return_beside(paper_id=the_letter(scene).pk, reason=reason, by=by, now=scene.now)


def test_it_is_a_draft_again_its_maker_is_told_and_it_goes_the_same_way_anew(scene: Scene) -> None:
    back(scene, scene.person("sekretaris"))
    paper = the_letter(scene)
    assert paper.state == "draft"
    told = Notice.objects.get(person=scene.person("kasubbag"), kind="returned")
    assert "Tanggalnya keliru." in told.text
    submit_beside(paper_id=paper.pk, by=scene.person("kasubbag"), now=scene.now)
    assert the_letter(scene).state == "circulating"
    assert Notice.objects.filter(person=scene.person("sekretaris"), kind="paper").count() == 2


def test_who_is_not_next_an_operator_and_a_missing_reason_are_refused(scene: Scene) -> None:
    for person in (
        scene.person("kadis"), scene.person("kasubbag"), scene.person("operator"),
        scene.outsider(),
    ):  # fmt: skip
        with pytest.raises(Refused, match="tidak sedang menunggu"):
            back(scene, person)
    with pytest.raises(Refused, match="alasan"):
        back(scene, scene.person("sekretaris"), "  ")
    assert the_letter(scene).state == "circulating"
