"""The text of a paper is changed, always as a new version."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.letters.marking import finish
from tests.letters.run_papers import drafted, paper_of, with_papers
from tests.remembered import remembered
from tests.runs.scene import Scene

from himpun.letters.models import Paper, PaperVersion
from himpun.letters.queries.documents import document_of
from himpun.letters.queries.edited import Edited, edited_of
from himpun.letters.queries.paper_page import difference
from himpun.letters.queries.papers import latest_of
from himpun.letters.services import edit_paper
from himpun.office.models import Person
from himpun.office.rules import Refused


@pytest.fixture
def letter(db: None, tmp_path: Path) -> Scene:
    """At row 3, with a draft of the letter."""
    return remembered("a draft of the letter", lambda: _letter(tmp_path))


def _letter(folder: Path) -> Scene:
    scene = with_papers(folder)
    finish(scene, "1")
    finish(scene, "2")
    drafted(scene, "3", "surat-permintaan-data")
    return scene


def of(scene: Scene) -> Paper:
    return paper_of(scene, "surat-permintaan-data")


def wish(scene: Scene) -> Edited:
    now = edited_of(latest_of(of(scene)))
    return replace(now, text=f"{now.text}\n\nSatu kalimat lagi.", urgency="Segera")


def edit(scene: Scene, by: Person | None = None, seen: int = 1, **changes: Any) -> PaperVersion:
    edited = replace(wish(scene), **changes)
    return edit_paper(
        paper_id=of(scene).pk, seen=seen, edited=edited, note="Menambah kalimat",
        by=by or scene.person("staf"), now=scene.now,
    )  # fmt: skip


def test_the_holder_changes_it_and_the_first_version_stays(letter: Scene) -> None:
    version = edit(letter)
    first = of(letter).versions.get(no=1)
    assert (version.no, version.origin, of(letter).urgency) == (2, "edited", "Segera")
    assert "Satu kalimat lagi." not in first.text
    changed = [(line.change, line.text) for line in difference(first, version)]
    assert ("added", "Satu kalimat lagi.") in changed
    assert ("added", "Sifat: Segera") in changed


def test_its_head_says_the_new_subject_and_recipients(letter: Scene) -> None:
    version = edit(letter, subject="Permintaan data {mendesak}", recipients=("Kepala UPTD",))
    document = document_of(version, concept=True)
    assert document.recipients == ("Kepala UPTD",)
    assert document.subject == "Permintaan data {mendesak}"
    heads = {row.label: row.value for row in document.head}
    assert heads["Hal"] == ("Permintaan data {mendesak}",)


def test_an_operator_may_prepare_it(letter: Scene) -> None:
    assert edit(letter, by=letter.person("operator")).no == 2


@pytest.mark.parametrize("who", ["kasi-keselamatan", "sekretaris"])
def test_it_refuses_who_has_it_not_on_the_table(letter: Scene, who: str) -> None:
    with pytest.raises(Refused, match="tidak di meja Anda"):
        edit(letter, by=letter.person(who))
    with pytest.raises(Refused):
        edit(letter, by=letter.outsider())
    assert of(letter).versions.count() == 1


def test_it_refuses_what_was_changed_meanwhile(letter: Scene) -> None:
    edit(letter)
    with pytest.raises(Refused, match="sudah membuat versi 2"):
        edit(letter, seen=1)


def test_it_refuses_a_text_that_cannot_be_read_and_keeps_nothing(letter: Scene) -> None:
    with pytest.raises(Refused, match="baris"):
        edit(letter, text="| No | Uraian |\n| 1 |")
    assert of(letter).versions.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"subject": " "}, "Hal naskah harus diisi"),
        ({"urgency": "Kilat"}, "ada dalam daftar"),
        ({"recipients": ("A",) * 301}, "paling banyak 300"),
    ],
)
def test_it_refuses_what_cannot_be(letter: Scene, changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        edit(letter, **changes)


def test_it_refuses_a_wish_that_changes_nothing(letter: Scene) -> None:
    same = edited_of(latest_of(of(letter)))
    with pytest.raises(Refused, match="Tidak ada yang berubah"):
        edit_paper(
            paper_id=of(letter).pk, seen=1, edited=same, note="", by=letter.person("staf"),
            now=letter.now,
        )  # fmt: skip
