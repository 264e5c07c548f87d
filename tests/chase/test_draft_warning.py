"""The warning letter is drafted by hand, from the board."""

from pathlib import Path

import pytest
from tests.chase.records import keys
from tests.letters.beside import owing_scene, the_letter
from tests.runs.pages import Pages
from tests.runs.scene import Scene, wib

from himpun.chase import services
from himpun.chase.models import Rung
from himpun.office.queries import Person
from himpun.office.rules import Refused


@pytest.fixture
def scene(db: None, tmp_path: Path) -> Scene:
    made = owing_scene(tmp_path)
    made.now = wib(2026, 9, 24, 9)
    return made


def draft(scene: Scene, by: Person) -> Rung:
    visit = scene.visits("3.beri")[0].number
    return services.draft_warning(run_id=scene.run_id, visit=visit, by=by, now=scene.now)


def test_the_board_shows_how_far_it_is(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: scene.now)
    asked, who = Pages(scene), scene.person("kasubbag")
    board, visit = f"/penagihan/{scene.agency.code}/", scene.visits("3.beri")[0]
    assert "Susun surat" in asked.text(who, board)
    there = f"{board}{scene.run_id}/{visit.number}/surat/"
    answer = asked.post(who, there)
    assert answer["Location"] == f"/naskah/{scene.agency.code}/{the_letter(scene).pk}/"
    assert "Konsep" in asked.text(who, f"{board}?unit={visit.unit}")
    assert asked.post(who, there).status_code == 409
    assert asked.post(scene.person("kadis"), there).status_code == 403
    assert asked.post(scene.outsider(), there).status_code == 404


def test_the_rung_of_the_ladder_is_done_with_it(scene: Scene) -> None:
    row = draft(scene, scene.person("kasubbag"))
    assert (row.state, row.paper) == ("drafted", the_letter(scene))
    assert keys(scene, row.unit, "drafted") == ["surat"]
    with pytest.raises(Refused, match="sudah ada"):
        draft(scene, scene.person("operator"))


def test_others_are_refused(scene: Scene) -> None:
    for person in (scene.person("kadis"), scene.outsider()):
        with pytest.raises(Refused):
            draft(scene, person)


def test_an_sop_that_writes_it_itself_keeps_to_its_rows(owing: Scene) -> None:
    visit = owing.visit("8", "angkutan").number
    with pytest.raises(Refused, match="pada langkahnya"):
        services.draft_warning(
            run_id=owing.run_id, visit=visit, by=owing.person("kasubag"), now=owing.now
        )
