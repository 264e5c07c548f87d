"""What was written about performance data is found by whoever may see it."""

from tests.performance.saving import save
from tests.performance.scene import Scene

from himpun.archive.queries.reach import reach_of
from himpun.archive.queries.searching import Sought, search
from himpun.archive.services import rebuild_search
from himpun.office.models import Person
from himpun.office.queries import day_at


def found(scene: Scene, who: Person, question: str) -> list[str]:
    hits = search(Sought(question), reach_of(who, day_at(scene.agency, scene.now))).hits
    return [hit.row.subject for hit in hits]


def test_words_beside_a_value_are_found_at_once_and_by_their_newest_form(scene: Scene) -> None:
    save(scene, (1, {"obstacles": "Longsor di Tarusan", "solutions": "Alat berat disewa"}))
    (subject,) = found(scene, scene.filler, "longsor tarusan")
    assert subject.startswith(scene.value(1).version.name)
    save(scene, (1, {"obstacles": "Banjir di Tarusan"}))
    assert found(scene, scene.filler, "longsor") == []
    assert found(scene, scene.filler, "banjir") == [subject]


def test_a_figure_alone_adds_nothing_to_the_search(scene: Scene) -> None:
    save(scene, (1, {"realisation": "66,5"}))
    assert found(scene, scene.filler, "66") == []


def test_people_of_another_agency_do_not_find_them(scene: Scene) -> None:
    save(scene, (1, {"obstacles": "Longsor di Tarusan"}))
    assert found(scene, scene.outsider("operator"), "longsor") == []


def test_the_search_is_made_anew_with_the_same_words(scene: Scene) -> None:
    save(scene, (1, {"obstacles": "Longsor di Tarusan"}))
    before = found(scene, scene.filler, "longsor")
    rebuild_search()
    assert found(scene, scene.filler, "longsor") == before != []
    name = scene.value(2).version.name
    assert name in found(scene, scene.filler, name)
