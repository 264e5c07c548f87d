"""Asking again."""

import pytest
from tests.performance.asking import ask
from tests.performance.scene import Scene

from himpun.office.rules import Refused
from himpun.performance.models import Query
from himpun.performance.queries.asking import questions_for
from himpun.performance.services.remarks import answer_query, reopen_query

AGAIN = "Bulan yang mana?"


@pytest.fixture
def answered(scene: Scene) -> Query:
    query = ask(scene)
    return answer_query(query=query.pk, text="Ya.", by=scene.filler, now=scene.now)


@pytest.mark.parametrize("who", ["verifier", "kasubag"])
def test_who_asked_and_who_manages_the_run_ask_again(
    scene: Scene, answered: Query, who: str
) -> None:
    query = reopen_query(query=answered.pk, text=AGAIN, by=getattr(scene, who), now=scene.now)
    assert (query.state, query.answered_at) == ("open", None)
    assert [message.did for message in query.messages.all()] == ["open", "answer", "reopen"]
    assert questions_for(scene.filler, scene.now) == [query]


def test_it_refuses_others_an_empty_text_and_one_that_is_open(
    scene: Scene, answered: Query
) -> None:
    for person in (scene.filler, scene.outsider("operator")):
        with pytest.raises(Refused, match="yang mengajukannya"):
            reopen_query(query=answered.pk, text=AGAIN, by=person, now=scene.now)
    with pytest.raises(Refused, match="Tulis dahulu"):
        reopen_query(query=answered.pk, text=" ", by=scene.verifier, now=scene.now)
    reopen_query(query=answered.pk, text=AGAIN, by=scene.verifier, now=scene.now)
    with pytest.raises(Refused, match="masih menunggu"):
        reopen_query(query=answered.pk, text=AGAIN, by=scene.verifier, now=scene.now)
