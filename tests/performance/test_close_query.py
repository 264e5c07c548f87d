"""Closing a question about a value."""

import pytest
from tests.performance.asking import ask
from tests.performance.scene import Scene

from himpun.office.rules import Refused
from himpun.performance.queries.asking import questions_for
from himpun.performance.services.remarks import close_query


@pytest.mark.parametrize("who", ["verifier", "kasubag"])
def test_who_asked_and_who_manages_the_run_close_it(scene: Scene, who: str) -> None:
    query = ask(scene)
    closed = close_query(query=query.pk, by=getattr(scene, who), now=scene.now)
    assert (closed.state, closed.closed_at) == ("closed", scene.now)
    assert questions_for(scene.filler, scene.now) == []


@pytest.mark.parametrize("who", ["filler", "outsider"])
def test_it_refuses_others(scene: Scene, who: str) -> None:
    person = scene.outsider("operator") if who == "outsider" else scene.filler
    with pytest.raises(Refused, match="yang mengajukannya"):
        close_query(query=ask(scene).pk, by=person, now=scene.now)


def test_it_refuses_one_that_is_closed_or_not_there(scene: Scene) -> None:
    query = ask(scene)
    close_query(query=query.pk, by=scene.verifier, now=scene.now)
    with pytest.raises(Refused, match="sudah ditutup"):
        close_query(query=query.pk, by=scene.verifier, now=scene.now)
    with pytest.raises(Refused, match="tidak ada"):
        close_query(query=0, by=scene.verifier, now=scene.now)
