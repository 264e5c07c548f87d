"""Who signs a paper with dots for what was not known is told what is open, and says so."""

from pathlib import Path
from typing import Any

import pytest
from tests.letters.marking import finish
from tests.letters.run_papers import drafted, paper_of, with_papers
from tests.letters.test_five_sops_on_paper import FILLED
from tests.letters.test_step_papers import PASSWORD, marks, with_password
from tests.runs.pages import Pages, words_of
from tests.runs.scene import Scene

from himpun.letters.models import Mark, Paper, PaperVersion
from himpun.letters.rules.composing import MISSING
from himpun.office.models import JournalRow

SIANTAR = "pematangsiantar-dpmptsp"
OPEN = "Masih bertitik-titik: Hari, tanggal; Waktu; Tempat"
KNOWN = "Saya tahu naskah ini belum lengkap"
TYPED = {"read": "on", "proof": PASSWORD}


@pytest.fixture
def inviting(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """At row 2, where an invitation is drafted and signed before day and place are set."""
    scene = with_papers(tmp_path, SIANTAR)
    finish(scene, "1", content=FILLED)
    monkeypatch.setattr("django.utils.timezone.now", lambda: scene.now)
    drafted(scene, "2", "undangan")
    return scene


def signer(scene: Scene) -> Any:
    return with_password(Pages(scene), scene.holder(scene.visit("2")))


def signed(scene: Scene) -> bool:
    return Mark.objects.filter(version__paper=paper_of(scene, "undangan"), state="done").exists()


def journaled() -> Any:
    """What the journal says of the last signature."""
    return JournalRow.objects.filter(action="PaperSigned").latest("seq").body


def test_the_page_of_signing_names_what_is_open_and_asks(inviting: Scene) -> None:
    client, there = signer(inviting), marks(inviting, "2")
    shown = words_of(client.get(there))
    assert OPEN in shown
    assert KNOWN in shown
    unaware = client.post(there, TYPED)
    assert unaware.status_code == 400
    assert f"{KNOWN}, dan tetap menandatanganinya: Belum dicentang." in words_of(unaware)
    assert not signed(inviting)
    assert client.post(there, {**TYPED, "unfilled": "on"}).status_code == 302
    assert signed(inviting)
    assert journaled()["unfilled"] == ["Hari, tanggal", "Waktu", "Tempat"]


def test_who_signs_a_complete_paper_is_not_asked(inviting: Scene) -> None:
    version = PaperVersion.objects.get(paper=paper_of(inviting, "undangan"))
    version.text = version.text.replace(MISSING, "Senin")
    version.save(update_fields=["text"])
    client, there = signer(inviting), marks(inviting, "2")
    shown = words_of(client.get(there))
    assert "bertitik-titik" not in shown
    assert KNOWN not in shown
    assert client.post(there, TYPED).status_code == 302
    assert signed(inviting)
    assert "unfilled" not in journaled()


def test_who_signs_by_hand_is_told_before_it_is_made_ready(inviting: Scene) -> None:
    Paper.objects.filter(kind="undangan").update(way="wet")
    shown = words_of(signer(inviting).get(marks(inviting, "2")))
    assert OPEN in shown
    assert KNOWN not in shown
