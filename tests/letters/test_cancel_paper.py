"""A paper is given up."""

from pathlib import Path

import pytest
from tests.letters.marking import finish
from tests.letters.run_papers import ORDER, drafted, paper_of, with_papers
from tests.runs.scene import Scene

from himpun.letters.models import Number, Paper
from himpun.letters.services import cancel_paper
from himpun.letters.services.numbers import reserve_number
from himpun.office.models import Person
from himpun.office.rules import Refused


@pytest.fixture
def order(db: None, tmp_path: Path) -> Scene:
    scene = with_papers(tmp_path)
    drafted(scene, "1", "lembar-disposisi", content=ORDER)
    return scene


def cancel(scene: Scene, by: Person, reason: str = "Salah periode.") -> Paper:
    paper = paper_of(scene, "lembar-disposisi")
    return cancel_paper(paper_id=paper.pk, reason=reason, by=by, now=scene.now)


@pytest.mark.parametrize("who", ["sekretaris", "operator"])
def test_holder_and_keeper_may_and_the_step_can_make_another(order: Scene, who: str) -> None:
    given_up = cancel(order, order.person(who))
    assert (given_up.state, given_up.cancelled_why) == ("cancelled", "Salah periode.")
    assert drafted(order, "1", "lembar-disposisi", content=ORDER).paper.pk != given_up.pk


def test_it_refuses_others(order: Scene) -> None:
    for by in (order.person("kasi-keselamatan"), order.outsider()):
        with pytest.raises(Refused, match="pelaksana langkahnya"):
            cancel(order, by)


def test_it_refuses_without_a_reason_and_twice(order: Scene) -> None:
    by = order.person("sekretaris")
    with pytest.raises(Refused, match="alasan"):
        cancel(order, by, " ")
    paper = cancel(order, by)
    with pytest.raises(Refused, match="sudah dibatalkan"):
        cancel_paper(paper_id=paper.pk, reason="Lagi", by=by, now=order.now)


def test_a_number_that_was_set_aside_for_it_is_cancelled_with_it(order: Scene) -> None:
    finish(order, "1")
    finish(order, "2")
    drafted(order, "3", "surat-permintaan-data")
    paper = paper_of(order, "surat-permintaan-data")
    reserve_number(
        agency=order.agency, kind=paper.kind, subject="Surat", paper=paper, by=None, now=order.now
    )
    cancel_paper(paper_id=paper.pk, reason="Batal", by=order.person("staf"), now=order.now)
    assert Number.objects.get(paper=paper).state == "cancelled"
