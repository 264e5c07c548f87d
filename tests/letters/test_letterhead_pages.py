"""The pages of an agency's letterhead."""

from tests.letters.test_set_letterhead import settle
from tests.runs.pages import Pages
from tests.runs.scene import PESSEL, Scene

HERE = f"/naskah/{PESSEL}/kop/"
TYPED = {
    "lines": "PEMERINTAH KABUPATEN PESISIR SELATAN\nDINAS PERHUBUNGAN",
    "contact": "Jalan Contoh 4, Painan",
    "paper": "F4",
    "city": "Painan",
    "way": "local",
    "classification": "000.8.6.3",
    "tone_head": "Kepala Dinas",
}


def test_an_agency_without_one_is_told_what_it_changes(pages: Pages) -> None:
    assert "diunggah pada langkah SOP" in pages.text(pages.scene.person("kasubag"), HERE)


def test_the_operator_fills_it_in_and_everybody_there_sees_it(pages: Pages, scene: Scene) -> None:
    answer = pages.post(scene.person("operator"), f"{HERE}ubah/", **TYPED)
    assert (answer.status_code, answer["Location"]) == (302, HERE)
    read = pages.text(scene.person("kasi-keselamatan"), HERE)
    assert "DINAS PERHUBUNGAN" in read
    assert "Ubah kop" not in read


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_saved(
    pages: Pages, scene: Scene
) -> None:
    answer = pages.post(scene.person("operator"), f"{HERE}ubah/", **{**TYPED, "city": ""})
    assert answer.status_code == 400
    assert "Kota harus diisi" in answer.content.decode()
    assert "belum mempunyai kop" in pages.text(scene.person("operator"), HERE)


def test_who_does_not_keep_it_may_not_change_it(pages: Pages, scene: Scene) -> None:
    assert pages.get(scene.person("kasi-keselamatan"), f"{HERE}ubah/").status_code == 403
    assert pages.post(scene.outsider(), f"{HERE}ubah/", **TYPED).status_code == 404


def test_an_agency_without_a_logo_has_no_picture_of_it(pages: Pages, scene: Scene) -> None:
    settle(scene)
    assert pages.get(scene.person("operator"), f"{HERE}logo").status_code == 404
