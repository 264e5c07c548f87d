"""Paraf: in the order of the SOP, on the version that lies there."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.letters.marking import at_the_letter, initial, sign
from tests.letters.run_papers import paper_of
from tests.runs.scene import Scene

from himpun.letters.models import Mark
from himpun.letters.queries.edited import edited_of
from himpun.letters.queries.papers import latest_of
from himpun.letters.services import edit_paper
from himpun.office.rules import Refused

KIND = "surat-permintaan-data"


@pytest.fixture
def letter(db: None, tmp_path: Path) -> Scene:
    """At row 4: the letter lies before the secretary."""
    return at_the_letter(tmp_path)


def test_it_is_frozen_when_it_comes_and_the_secretary_initials_it(letter: Scene) -> None:
    paper = paper_of(letter, KIND)
    assert paper.state == "circulating"
    assert latest_of(paper).sha256
    (mark,) = initial(letter, "sekretaris", KIND)
    assert (mark.state, mark.office, mark.person_text) == ("done", "Sekretaris", "Sekretaris")
    assert (mark.printed, mark.capacity) == (["SEKRETARIS,"], "definitif")
    assert mark.sha256_before != mark.sha256_after


@pytest.mark.parametrize("who", ["operator", "kasubag", "kadis"])
def test_it_refuses_others(letter: Scene, who: str) -> None:
    with pytest.raises(Refused):
        initial(letter, who, KIND)
    with pytest.raises(Refused):
        initial(letter, letter.outsider(), KIND)
    assert not Mark.objects.filter(state="done", version__paper__kind=KIND).exists()


def test_the_head_cannot_sign_before_it(letter: Scene) -> None:
    with pytest.raises(Refused, match="Tidak ada naskah yang menunggu"):
        sign(letter, "sekretaris", KIND)


def test_it_refuses_a_second_paraf_of_the_same_hand(letter: Scene) -> None:
    initial(letter, "sekretaris", KIND)
    with pytest.raises(Refused, match="sudah Anda paraf"):
        initial(letter, "sekretaris", KIND)


def test_a_change_after_it_makes_it_count_no_more(letter: Scene) -> None:
    initial(letter, "sekretaris", KIND)
    paper = paper_of(letter, KIND)
    now = edited_of(latest_of(paper))
    edit_paper(
        paper_id=paper.pk, seen=1, edited=replace(now, text=now.text + "\n\nTambahan."), note="",
        by=letter.person("sekretaris"), now=letter.now,
    )  # fmt: skip
    (mark,) = initial(letter, "sekretaris", KIND)
    assert mark.version.no == 2
    assert Mark.objects.filter(version__no=1, version__paper=paper, state="done").count() == 1
