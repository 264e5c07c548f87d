"""A paper beside the rows of an SOP is drafted."""

from pathlib import Path

import pytest
from tests.letters.beside import CODE, KIND, owing_scene, the_letter, warning
from tests.runs.scene import PREFIXES, Scene, build, read_sop

from himpun.letters.models import Paper, Recipient
from himpun.letters.queries.documents import document_of
from himpun.letters.rules.beside import course_beside
from himpun.office.models import JournalRow
from himpun.office.rules import Refused

MARKS = {
    "balangan-dpuprperkim": ["sekretaris", "kepala-dinas"],
    "pangkalpinang-dpupr": ["sekretaris", "kepala-dinas"],
    "pematangsiantar-dpmptsp": ["sekretaris", "kepala-dinas"],
    "pesisir-selatan-dishub": ["sekretaris", "kepala-dinas"],
    "sumbar-bmcktr": ["sekretaris", "kepala-dinas"],
}


@pytest.fixture
def scene(db: None, tmp_path: Path) -> Scene:
    return owing_scene(tmp_path)


@pytest.mark.parametrize("code", sorted(PREFIXES))
def test_each_sop_says_who_initials_and_who_signs_it(code: str) -> None:
    course = course_beside(read_sop(code), KIND)
    assert course is not None
    assert [station.performer for station in course.stations] == MARKS[code]
    assert [station.role for station in course.stations] == ["initial", "sign"]
    assert course_beside(read_sop(code), "notula") is None


def test_it_says_what_is_missing_and_by_when_and_goes_to_the_unit(scene: Scene) -> None:
    version = warning(scene)
    assert "30 September 2026" in version.text
    assert "Data kinerja Triwulan III 2026" in version.text
    assert version.facts["frame"]["recipients"] == ["Kepala Bidang Contoh"]
    document_of(version, concept=True)
    paper = the_letter(scene)
    assert (paper.state, paper.step, paper.visit_no) == ("draft", "", None)
    assert Recipient.objects.get(paper=paper).unit is not None
    assert JournalRow.objects.filter(chain=CODE, action="PaperDrafted").count() == 1


def test_there_is_one_at_a_time(scene: Scene) -> None:
    warning(scene)
    with pytest.raises(Refused, match="sudah ada"):
        warning(scene)
    assert Paper.objects.filter(kind=KIND).count() == 1


def test_the_program_may_draft_it_and_people_who_keep_no_papers_may_not(scene: Scene) -> None:
    for person in (scene.person("kadis"), scene.outsider()):
        with pytest.raises(Refused):
            warning(scene, by=person)
    assert warning(scene, by=None).paper.created_by is None


def test_kinds_of_the_rows_and_agencies_without_letterhead_are_refused(
    scene: Scene, tmp_path: Path
) -> None:
    with pytest.raises(Refused, match="tidak menyebut"):
        warning(scene, kind="notula")
    (tmp_path / "lain").mkdir()
    bare = build(tmp_path / "lain", "sumbar-bmcktr", other="balangan-dpuprperkim")
    bare.start("2026-TW3")
    with pytest.raises(Refused, match="belum mempunyai kop"):
        warning(scene, run_id=bare.run_id, by=None)
