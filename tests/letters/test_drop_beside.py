"""The program gives up a letter that complains about what has come in."""

from pathlib import Path

import pytest
from tests.letters.beside import owing_scene, the_letter, warning

from himpun.letters.models import Paper
from himpun.letters.services import drop_beside, initial_papers, sign_papers, submit_beside
from himpun.office.rules import Refused


def test_what_is_not_signed_is_given_up_with_its_reason_and_may_be_written_anew(
    db: None, tmp_path: Path
) -> None:
    scene = owing_scene(tmp_path)
    warning(scene)
    gone = drop_beside(paper_id=the_letter(scene).pk, reason="Data sudah masuk.", now=scene.now)
    assert (gone.state, gone.cancelled_why) == ("cancelled", "Data sudah masuk.")
    warning(scene)
    paper = the_letter(scene)
    submit_beside(paper_id=paper.pk, by=scene.person("kasubbag"), now=scene.now)
    here = {"papers": [paper.pk], "now": scene.now, "proof": "password"}
    initial_papers(by=scene.person("sekretaris"), **here)  # type: ignore[arg-type]
    sign_papers(by=scene.person("kadis"), **here)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="tidak dapat dihentikan"):
        drop_beside(paper_id=paper.pk, reason="Data sudah masuk.", now=scene.now)
    assert Paper.objects.get(pk=paper.pk).state == "signed"
