"""The warning letter of an SOP without late branch, as its rung comes."""

from pathlib import Path

import pytest
from tests.chase.records import journal, keys, ledger, notices
from tests.letters.beside import owing_scene, the_letter
from tests.runs.scene import Scene, build, wib

from himpun.chase import services
from himpun.chase.jobs import chase_due
from himpun.letters.models import Paper
from himpun.letters.queries.documents import document_of
from himpun.letters.queries.papers import latest_of


@pytest.fixture
def scene(db: None, tmp_path: Path) -> Scene:
    return owing_scene(tmp_path)


def test_it_is_drafted_once_for_each_unit_that_owes_and_the_steward_is_told(scene: Scene) -> None:
    for visit in scene.visits("3.beri")[1:]:
        scene.complete("3.beri", visit.unit)
    (visit,) = scene.visits("3.beri")
    late = wib(2026, 9, 30, 9)
    chase_due(late)
    chase_due(late)
    assert keys(scene, visit.unit, "drafted") == ["surat"]
    paper = the_letter(scene)
    assert (paper.unit, paper.state, paper.created_by) == (visit.unit, "draft", None)
    version = latest_of(paper)
    document_of(version, concept=True)
    assert "5 Oktober 2026" in version.text
    (told,) = notices(scene, "kasubbag", "warning")
    assert told.link == f"/naskah/{scene.agency.code}/{paper.pk}/"
    assert len(journal(scene, "OwingWarned")) == 1


def test_it_does_not_come_before_its_day_nor_in_the_evening(scene: Scene) -> None:
    for at in (wib(2026, 9, 29, 9), wib(2026, 9, 30, 20)):
        chase_due(at)
    assert not Paper.objects.filter(kind="surat-peringatan").exists()


def test_without_a_letterhead_the_ledger_says_so_and_nothing_fails(
    db: None, tmp_path: Path
) -> None:
    bare = build(tmp_path, "pangkalpinang-dpupr", now=wib(2026, 9, 17, 9))
    bare.start()
    bare.walk("3.beri")
    assert chase_due(wib(2026, 9, 30, 9)) > 0
    rows = [row for row in ledger(bare) if row.kind == "letter"]
    assert {row.state for row in rows} == {"blocked"}
    assert "belum mempunyai kop" in rows[0].result
    assert len(rows) == len(bare.visits("3.beri"))


def test_what_is_owed_no_more_is_refused(scene: Scene) -> None:
    visit = scene.visits("3.beri")[0]
    scene.complete("3.beri", visit.unit)
    with pytest.raises(services.Refused, match="tidak ditunggu lagi"):
        services.warn_owing(run_id=scene.run_id, visit=visit.number, now=wib(2026, 9, 30, 9))
