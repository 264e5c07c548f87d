"""A paper beside the SOP goes its way on its own page."""

from pathlib import Path

import pytest
from tests.letters.beside import owing_scene, the_letter, warning
from tests.runs.pages import Pages, words_of
from tests.runs.scene import Scene, person

PASSWORD = "kata-sandi-contoh"


@pytest.fixture
def scene(db: None, tmp_path: Path) -> Scene:
    made = owing_scene(tmp_path)
    warning(made)
    for code in ("sekretaris", "kadis"):
        user = made.person(code).user
        user.set_password(PASSWORD)
        user.save()
    return made


@pytest.fixture
def asked(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> Pages:
    monkeypatch.setattr("django.utils.timezone.now", lambda: scene.now)
    return Pages(scene)


def there(scene: Scene, more: str = "") -> str:
    return f"/naskah/{scene.agency.code}/{the_letter(scene).pk}/{more}"


PROOF = {"read": "on", "proof": PASSWORD}


def test_it_is_handed_in_initialled_and_signed(asked: Pages, scene: Scene) -> None:
    kasubbag, sekretaris, kadis = (scene.person(c) for c in ("kasubbag", "sekretaris", "kadis"))
    assert "Ajukan untuk paraf" in asked.text(kasubbag, there(scene))
    assert "Ajukan untuk paraf" not in asked.text(sekretaris, there(scene))
    assert asked.post(sekretaris, there(scene, "ajukan/")).status_code == 409
    assert asked.post(kasubbag, there(scene, "ajukan/")).status_code == 302
    assert "Paraf naskah" in asked.text(sekretaris, there(scene))
    assert asked.get(kadis, there(scene, "tanda/")).status_code == 404
    assert asked.get(scene.person("operator"), there(scene, "tanda/")).status_code == 403
    assert asked.get(sekretaris, there(scene, "tanda/")).status_code == 200
    wrong = asked.post(sekretaris, there(scene, "tanda/"), **{**PROOF, "proof": "salah"})
    assert wrong.status_code == 409
    assert asked.post(sekretaris, there(scene, "tanda/"), proof=PASSWORD).status_code == 400
    assert asked.post(sekretaris, there(scene, "tanda/"), **PROOF).status_code == 302
    assert asked.post(kadis, there(scene, "tanda/"), **PROOF).status_code == 302
    assert the_letter(scene).state == "signed"
    assert "Ditandatangani" in asked.text(kasubbag, there(scene))


def test_it_is_sent_back_with_a_reason(asked: Pages, scene: Scene) -> None:
    asked.post(scene.person("kasubbag"), there(scene, "ajukan/"))
    sekretaris = scene.person("sekretaris")
    assert asked.post(sekretaris, there(scene, "kembalikan/")).status_code == 400
    answer = asked.post(sekretaris, there(scene, "kembalikan/"), reason="Tanggalnya keliru")
    assert answer.status_code == 302
    assert "Tanggalnya keliru" in asked.text(scene.person("kasubbag"), there(scene))
    assert the_letter(scene).state == "draft"


def test_who_does_not_see_the_agency_finds_nothing(asked: Pages, scene: Scene) -> None:
    for more in ("", "tanda/", "kembalikan/"):
        assert asked.get(scene.outsider(), there(scene, more)).status_code == 404
    assert asked.post(scene.outsider(), there(scene, "ajukan/")).status_code == 404
    reader = asked.get(person("inspektorat"), there(scene))
    assert "Ajukan" not in words_of(reader)
