"""Minutes are made from what was filled in on the step: what is changed there later shows."""

from pathlib import Path
from typing import Any

import pytest
from tests.letters.marking import finish, sign
from tests.letters.run_papers import drafted, paper_of, with_papers
from tests.letters.test_five_sops_on_paper import FILLED, MEETING
from tests.runs.pages import Pages
from tests.runs.scene import Scene

from himpun.letters.rules.composing import MISSING
from himpun.letters.rules.content import read_by_papers

SIANTAR = "pematangsiantar-dpmptsp"
UNFILLED = "Naskah ini belum lengkap."
SAID = "diubah sesudah naskah ini disusun"
PAPERS = ("daftar-hadir", "notula", "surat-tugas")
ASSIGNED: dict[str, Any] = {
    "data": [{"datum": "Izin terbit", "who": "Pemegang Data", "on": "2026-09-18"}]
}


@pytest.fixture
def meeting(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """At row 3, where the team meets."""
    scene = with_papers(tmp_path, SIANTAR)
    for node in ("1", "2"):
        finish(scene, node, content=FILLED)
    monkeypatch.setattr("django.utils.timezone.now", lambda: scene.now)
    return scene


def ended(scene: Scene, **changed: Any) -> str:
    """The papers are drafted and signed, the step ends with other words; the minutes' page."""
    typed = {**MEETING, "attendance": [*MEETING["attendance"], {"who": "Tamu", "present": ""}]}
    for kind in PAPERS:
        drafted(scene, "3", kind, content={"meet": typed, "assign": ASSIGNED})
    sign(scene, scene.holder(scene.visit("3")), "notula", "surat-tugas")
    scene.complete("3", content={"meet": {**MEETING, **changed}, "assign": ASSIGNED})
    paper = paper_of(scene, "notula")
    return Pages(scene).text(scene.person("sekretaris"), f"/naskah/{SIANTAR}/{paper.pk}/")


def test_the_signed_minutes_say_that_the_meeting_was_written_down_otherwise(meeting: Scene) -> None:
    assert SAID in ended(meeting, decision="Data masuk tanggal 30.")


def test_minutes_that_say_what_the_step_says_have_no_such_word(meeting: Scene) -> None:
    assert SAID not in ended(meeting)


def test_only_what_a_paper_reads_counts() -> None:
    orders = {"orders": [{"to": "Kasubag", "text": "Siapkan."}, {"to": "Staf", "text": ""}]}
    one: Any = {"instruct": {**orders, "note": "a"}, "meet": {"decision": "x"}}
    other: Any = {"instruct": {**orders, "orders": orders["orders"][:1]}, "meet": {}}
    assert read_by_papers(one, {"instruct"}) == read_by_papers(other, {"instruct"})
    assert read_by_papers(one, {"meet"}) != read_by_papers(other, {"meet"})


def test_an_invitation_without_day_and_place_says_that_it_is_not_complete(
    db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = with_papers(tmp_path, SIANTAR)
    finish(scene, "1", content=FILLED)
    monkeypatch.setattr("django.utils.timezone.now", lambda: scene.now)
    version = drafted(scene, "2", "undangan")
    home = f"/naskah/{SIANTAR}/{version.paper_id}/"
    assert UNFILLED in Pages(scene).text(scene.person("sekretaris"), home)
    version.text = version.text.replace(MISSING, "Senin")
    version.save(update_fields=["text"])
    assert UNFILLED not in Pages(scene).text(scene.person("sekretaris"), home)
