"""A person marks their own notices as read."""

import pytest
from tests.notices.test_tell import told
from tests.office.scene import NOW, Scene

from himpun.notices.models import Notice
from himpun.notices.queries.notices import notices_of, unread_count
from himpun.notices.services import mark_read
from himpun.office.models import Holding, Person

ON = NOW.date()


@pytest.fixture
def numbers(scene: Scene) -> list[int]:
    """Two notices of one reader, one of a colleague."""
    for key in ("one", "two"):
        told(scene, scene.kabid, key=key)
    told(scene, scene.kasubag, key="one")
    return list(Notice.objects.filter(person=scene.kabid).values_list("pk", flat=True))


def unread(who: Person) -> int:
    return unread_count(who, ON)


def test_it_marks_what_was_chosen_or_all(scene: Scene, numbers: list[int]) -> None:
    assert mark_read(numbers=numbers[:1], by=scene.kabid, now=NOW) == 1
    assert (unread(scene.kabid), notices_of(scene.kabid, ON).count()) == (1, 2)
    assert mark_read(numbers=None, by=scene.kabid, now=NOW) == 1
    assert mark_read(numbers=None, by=scene.kabid, now=NOW) == 0
    assert set(Notice.objects.filter(person=scene.kabid).values_list("read_at", flat=True)) == {NOW}


def test_it_leaves_those_of_others(scene: Scene, numbers: list[int]) -> None:
    for who in (scene.kasubag, scene.outsider):
        mark_read(numbers=numbers, by=who, now=NOW)
    assert unread(scene.kabid) == 2
    assert unread(scene.kasubag) == 1


def test_who_has_left_an_agency_is_shown_nothing_of_it(scene: Scene, numbers: list[int]) -> None:
    Holding.objects.filter(person=scene.kabid).update(cancelled_at=NOW)
    assert unread(scene.kabid) == 0
    assert mark_read(numbers=None, by=scene.kabid, now=NOW) == 0
