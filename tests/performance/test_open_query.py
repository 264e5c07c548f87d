"""Asking about a value."""

import pytest
from tests.performance.asking import TEXT, ask
from tests.performance.scene import Scene

from himpun.office.rules import Refused
from himpun.performance.models import Query
from himpun.performance.queries.asking import people_to_ask, questions_for


@pytest.mark.parametrize("who", ["verifier", "kasubag"])
def test_who_takes_part_asks_and_the_asked_one_sees_it(scene: Scene, who: str) -> None:
    query = ask(scene, scene.filler, getattr(scene, who))
    assert (query.state, query.opened_at) == ("open", scene.now)
    message = query.messages.get()
    assert (message.did, message.text, message.by) == ("open", TEXT, getattr(scene, who))
    assert questions_for(scene.filler, scene.now) == [query]
    assert questions_for(scene.colleague, scene.now) == []


def test_a_question_to_nobody_in_particular_is_seen_by_the_unit(scene: Scene) -> None:
    query = ask(scene)
    for person in (scene.filler, scene.colleague):
        assert questions_for(person, scene.now) == [query]
    for person in (scene.neighbour, scene.outsider("staf"), scene.kasubag):
        assert questions_for(person, scene.now) == []


def test_it_refuses_people_of_another_agency_and_asking_them(scene: Scene) -> None:
    with pytest.raises(Refused, match="ditulis oleh pejabat"):
        ask(scene, by=scene.outsider("staf"))
    with pytest.raises(Refused, match="tidak dapat ditanya"):
        ask(scene, scene.outsider("staf"))
    assert not Query.objects.exists()


def test_those_who_hold_a_part_in_the_unit_can_be_asked(scene: Scene) -> None:
    people = {person for person, _ in people_to_ask(scene.form(), scene.now)}
    assert people == {scene.filler, scene.colleague, scene.verifier}
