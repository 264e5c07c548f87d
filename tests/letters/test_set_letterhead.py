"""The letterhead of an agency."""

from typing import Any

import pytest
from django.test import override_settings
from tests.archive.files import PDF, PNG
from tests.runs.scene import Scene

from himpun.archive.services import store_file
from himpun.letters.models import Letterhead
from himpun.letters.queries.keeping import letterhead_of
from himpun.letters.services import set_letterhead
from himpun.office.models import JournalRow
from himpun.office.rules import Refused


def settle(scene: Scene, who: str = "operator", **changes: Any) -> Letterhead:
    given: dict[str, Any] = {
        "agency": scene.agency,
        "lines": ["PEMERINTAH KABUPATEN PESISIR SELATAN", "  DINAS PERHUBUNGAN ", ""],
        "contact": "Jalan Contoh 4, Painan", "logo": None, "paper": "F4", "city": "Painan",
        "tone": {"closing": "Demikian, terima kasih."}, "way": "local",
        "classification": "000.8.6.3", "by": scene.person(who), "now": scene.now,
    }  # fmt: skip
    return set_letterhead(**{**given, **changes})


def test_operator_and_steward_may_set_it(scene: Scene) -> None:
    settle(scene)
    settle(scene, "kasubag", city="Tarusan")
    found = letterhead_of(scene.agency)
    assert found is not None
    assert (found.city, found.lines[1]) == ("Tarusan", "DINAS PERHUBUNGAN")


def test_it_refuses_who_neither_keeps_papers_nor_belongs_to_the_agency(scene: Scene) -> None:
    for by in (scene.person("kasi-keselamatan"), scene.outsider("operator"), scene.reader()):
        with pytest.raises(Refused, match="administrator, operator, atau pengelola"):
            settle(scene, by=by)
    assert letterhead_of(scene.agency) is None


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"lines": [" "]}, "paling sedikit satu baris"),
        ({"lines": list("ABCDEF")}, "paling banyak 5 baris"),
        ({"lines": ["A" * 101]}, "lebih dari 100 huruf"),
        ({"paper": "A5"}, "A4 atau F4"),
        ({"city": " "}, "Tulis kota"),
        ({"way": "lisan"}, "cara menandatangani"),
        ({"tone": {"salam": "Halo"}}, "tidak dikenal"),
        ({"tone": {"closing": "a" * 501}}, "500 huruf"),
    ],
)
def test_it_refuses_what_cannot_be(scene: Scene, changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        settle(scene, **changes)


def test_a_logo_is_a_picture(scene: Scene, tmp_path: Any) -> None:
    with override_settings(MEDIA_ROOT=tmp_path / "files"):
        picture = store_file(content=PNG, name="logo.png", now=scene.now)
        assert settle(scene, logo=picture).logo == picture
        paper = store_file(content=PDF, name="logo.pdf", now=scene.now)
        with pytest.raises(Refused, match="PNG atau JPEG"):
            settle(scene, logo=paper)


def test_the_journal_says_how_it_was(scene: Scene) -> None:
    settle(scene)
    settle(scene, paper="A4")
    row = JournalRow.objects.filter(action="LetterheadSet").latest("seq")
    assert (row.body["before"]["paper"], row.body["after"]["paper"]) == ("F4", "A4")
