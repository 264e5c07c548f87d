"""People are told in the program, once for each key, in the transaction of what they are told."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.office.scene import NOW, Scene

from himpun.notices.models import Notice
from himpun.notices.services import Still, tell
from himpun.office.models import Person


def told(scene: Scene, *people: Any, **words: Any) -> int:
    said: dict[str, Any] = {
        "kind": "reminder", "subject": "Formulir belum masuk", "text": "Batasnya besok.",
        "link": "/jalan/1/", "about": "run/1", "key": "run/1/reminder", "by": scene.kasubag,
        "now": NOW,
    }  # fmt: skip
    return tell(agency=scene.agency, people=people, **{**said, **words})


def subjects(person: Person) -> list[str]:
    return list(Notice.objects.filter(person=person).values_list("subject", flat=True))


def test_it_tells_each_of_them_and_nobody_else(scene: Scene) -> None:
    assert told(scene, scene.kabid, scene.staff) == 2
    assert subjects(scene.kabid) == subjects(scene.staff) == ["Formulir belum masuk"]
    assert subjects(scene.outsider) == []
    notice = Notice.objects.get(person=scene.kabid)
    assert (notice.at, notice.by_text, notice.read_at) == (NOW, scene.kasubag.name, None)


def test_it_tells_nobody_twice_under_one_key(scene: Scene) -> None:
    told(scene, scene.kabid, scene.kabid)
    told(scene, scene.kabid, scene.staff, subject="Lagi")
    assert subjects(scene.kabid) == ["Formulir belum masuk"]
    assert subjects(scene.staff) == ["Lagi"]
    told(scene, scene.kabid, key="run/1/second", subject="Kedua")
    assert subjects(scene.kabid) == ["Kedua", "Formulir belum masuk"]


def test_it_goes_with_the_change_that_it_tells_of(scene: Scene) -> None:
    def change() -> None:
        with transaction.atomic():
            told(scene, scene.kabid)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change()
    assert subjects(scene.kabid) == []


def test_it_costs_two_statements_however_many_people_there_are(scene: Scene) -> None:
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        told(scene, scene.kabid, scene.staff, scene.kasubag, scene.admin)
    written = [row["sql"] for row in asked if "SAVEPOINT" not in row["sql"]]
    assert len(written) == 2
    with CaptureQueriesContext(connection) as asked:
        assert told(scene) == 0
    assert len(asked) == 0


@pytest.mark.parametrize(
    "words",
    [
        {"kind": "gossip"},
        {"link": "https://example.org/"},
        {"link": "//example.org/"},
        {"key": ""},
        {"key": "x" * 201},
        {"still": Still("os.remove", "")},
    ],
)
def test_it_refuses_what_no_caller_may_ask(scene: Scene, words: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"not a|no such"):
        told(scene, scene.kabid, **words)
    assert not Notice.objects.exists()


def test_a_long_subject_is_one_line_that_fits(scene: Scene) -> None:
    told(scene, scene.kabid, subject="Data\nkinerja " + "x" * 300)
    (subject,) = subjects(scene.kabid)
    assert subject.startswith("Data kinerja xxx")
    assert len(subject) == 200
