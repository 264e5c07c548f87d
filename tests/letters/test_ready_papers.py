"""A paper that is signed by hand is made ready to be printed."""

from pathlib import Path

import pytest
from tests.letters.marking import at_the_letter, initial
from tests.letters.run_papers import paper_of
from tests.runs.scene import Scene

from himpun.kernel.messages import Rejected
from himpun.letters.models import Number, Paper, PaperVersion
from himpun.letters.services import ready_papers
from himpun.office.rules import Refused

KIND = "surat-permintaan-data"


@pytest.fixture
def by_hand(db: None, tmp_path: Path) -> Scene:
    """At row 5, in an agency that signs on paper."""
    scene = at_the_letter(tmp_path)
    Paper.objects.filter(kind=KIND).update(way="wet")
    initial(scene, "sekretaris", KIND)
    scene.complete("4")
    return scene


def ready(scene: Scene, who: str = "operator") -> PaperVersion:
    paper = paper_of(scene, KIND)
    (version,) = ready_papers(papers=[paper.pk], by=scene.person(who), now=scene.now)
    return version


@pytest.mark.parametrize("who", ["kadis", "operator"])
def test_holder_or_operator_makes_it_ready_with_a_number_set_aside(
    by_hand: Scene, who: str
) -> None:
    version = ready(by_hand, who)
    mark = version.marks.get(role="sign")
    assert (mark.state, mark.printed) == ("waiting", ["KEPALA DINAS PERHUBUNGAN,"])
    assert Number.objects.get(paper=version.paper).state == "reserved"
    with pytest.raises(Rejected, match="belum ditandatangani"):
        by_hand.complete("5")


def test_ready_again_it_stays_as_it_is(by_hand: Scene) -> None:
    first, again = ready(by_hand), ready(by_hand)
    assert first.pdf == again.pdf
    assert Number.objects.count() == 1


def test_it_refuses_others(by_hand: Scene) -> None:
    for by in (by_hand.person("kasubag"), by_hand.outsider("operator")):
        with pytest.raises(Refused, match="tidak memegang tugas itu"):
            ready_papers(papers=[paper_of(by_hand, KIND).pk], by=by, now=by_hand.now)


def test_it_refuses_a_paper_that_is_signed_in_the_system(by_hand: Scene) -> None:
    Paper.objects.filter(kind=KIND).update(way="local")
    with pytest.raises(Refused, match="dalam sistem"):
        ready(by_hand)
