"""Answering a question about a value."""

from datetime import timedelta

import pytest
from tests.performance.asking import ask
from tests.performance.scene import Scene

from himpun.office.models import Person
from himpun.office.rules import Refused
from himpun.performance.models import Form, Query
from himpun.performance.queries.asking import answers_for, metrics_of
from himpun.performance.services.remarks import answer_query


def answer(scene: Scene, query: Query, by: Person, hours: int = 2) -> Query:
    now = scene.now + timedelta(hours=hours)
    return answer_query(query=query.pk, text="Ada perbaikan jalan.", by=by, now=now)


@pytest.mark.parametrize("who", ["filler", "colleague"])
def test_the_unit_answers_what_nobody_else_was_asked(scene: Scene, who: str) -> None:
    query = answer(scene, ask(scene), getattr(scene, who))
    assert (query.state, query.answered_at) == ("answered", scene.now + timedelta(hours=2))
    assert [message.did for message in query.messages.all()] == ["open", "answer"]
    assert answers_for(scene.verifier) == [query]


def test_the_named_one_and_an_operator_answer(scene: Scene) -> None:
    answer(scene, ask(scene, scene.filler), scene.filler)
    answer(scene, ask(scene, scene.filler), scene.person("operator"))
    with pytest.raises(Refused, match=f"ditujukan kepada {scene.filler.name}"):
        answer(scene, ask(scene, scene.filler), scene.colleague)


@pytest.mark.parametrize("who", ["neighbour", "outsider"])
def test_it_refuses_others(scene: Scene, who: str) -> None:
    person = scene.outsider("operator") if who == "outsider" else scene.neighbour
    with pytest.raises(Refused, match="dijawab oleh"):
        answer(scene, ask(scene), person)


def test_it_refuses_what_is_answered(scene: Scene) -> None:
    query = answer(scene, ask(scene), scene.filler)
    with pytest.raises(Refused, match="sudah dijawab"):
        answer(scene, query, scene.filler)


def test_the_median_time_to_an_answer_is_told(scene: Scene) -> None:
    for hours in (1, 2, 30):
        answer(scene, ask(scene), scene.filler, hours)
    ask(scene)
    found = metrics_of(Form.objects.filter(run=scene.run_id))
    assert (found.open, found.answered, found.closed) == (1, 3, 0)
    assert found.to_answer == timedelta(hours=2)
    assert metrics_of(Form.objects.none()).to_answer is None
