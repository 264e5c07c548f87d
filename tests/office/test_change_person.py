"""Another name or address."""

import pytest
from tests.office.scene import NOW, Scene

from himpun.office.rules import Refused
from himpun.office.services import change_person


def change(scene: Scene, by: object, **words: str) -> None:
    said = {"name": "Staf Perencanaan", "email": "", "phone": "", **words}
    change_person(person=scene.staff, **said, by=by, now=NOW)  # type: ignore[arg-type]


def test_a_person_changes_their_own_and_an_administrator_anybody_s(scene: Scene) -> None:
    for who, phone in ((scene.staff, "0811"), (scene.admin, "0812"), (scene.colleague, "0813")):
        change(scene, who, phone=phone)
        scene.staff.refresh_from_db()
        assert scene.staff.phone == phone


def test_the_journal_says_what_was_changed_and_not_to_what(scene: Scene) -> None:
    change(scene, scene.staff, phone="0811", email="staf@contoh.go.id")
    assert scene.last().body == {"username": "staf", "changed": ["email", "phone"]}


def test_it_refuses_colleagues_outsiders_and_wrong_words(scene: Scene) -> None:
    for who in (scene.kasubag, scene.outsider):
        with pytest.raises(Refused, match="Hanya administrator"):
            change(scene, who, phone="1")
    with pytest.raises(Refused, match="harus diisi"):
        change(scene, scene.staff, name=" ")
    with pytest.raises(Refused, match="tidak lengkap"):
        change(scene, scene.staff, email="x@")
