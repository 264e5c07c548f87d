"""The papers on the page of a step: drafted from it, marked with one act."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.letters.marking import initial, to_the_letter
from tests.letters.run_papers import ORDER, paper_of, with_papers
from tests.runs.pages import Pages, words_of
from tests.runs.scene import PESSEL, Scene

from himpun.letters.models import Mark, Paper

KIND = "surat-permintaan-data"
KASUBAG = "Kasubag Perencanaan, Keuangan, dan Pelaporan"
PASSWORD = "cukup-panjang-2026"


@pytest.fixture
def running(db: None, tmp_path: Path) -> Scene:
    return with_papers(tmp_path)


@pytest.fixture
def asked(running: Scene, monkeypatch: pytest.MonkeyPatch) -> Pages:
    monkeypatch.setattr("django.utils.timezone.now", lambda: running.now)
    return Pages(running)


def step(scene: Scene, node: str) -> str:
    return f"/jalan/{scene.run_id}/langkah/{scene.visit(node).number}/"


def marks(scene: Scene, node: str) -> str:
    return f"/naskah/langkah/{scene.run_id}/{scene.visit(node).number}/tanda/"


def with_password(pages: Pages, who: Any) -> Client:
    who.user.set_password(PASSWORD)
    who.user.save()
    return pages.client(who)


def typed(**other: str) -> dict[str, str]:
    return {
        "kunci": "k1", "aksi": "draf", "instruct-orders-0-to": KASUBAG,
        "instruct-orders-0-text": "Siapkan surat.", "instruct-urgency": "Segera", **other,
    }  # fmt: skip


def test_what_is_typed_on_the_step_goes_into_the_paper(asked: Pages, running: Scene) -> None:
    who = running.person("sekretaris")
    assert "Belum disusun" in asked.text(who, step(running, "1"))
    answer: Any = asked.client(who).post(
        f"{step(running, '1')}?lanjut=susun-lembar-disposisi", typed(), follow=True
    )
    paper = paper_of(running, "lembar-disposisi")
    assert answer.redirect_chain[-1][0] == f"/naskah/{PESSEL}/{paper.pk}/"
    assert "Siapkan surat." in paper.versions.get().text


def test_a_step_says_why_it_cannot_go_forward(asked: Pages, running: Scene) -> None:
    read = asked.text(running.person("sekretaris"), step(running, "1"))
    assert "Lembar disposisi belum disusun." in read
    answer = asked.post(
        running.person("sekretaris"), step(running, "1"), **typed(aksi="selesai", kunci="k2")
    )
    assert answer.status_code == 409
    assert "belum disusun" in words_of(answer)


def test_the_secretary_initials_after_a_password(asked: Pages, running: Scene) -> None:
    to_the_letter(running, ORDER)
    who = running.person("sekretaris")
    client = with_password(asked, who)
    shown: Any = client.get(marks(running, "4"))
    assert "Surat permintaan data" in words_of(shown)
    wrong: Any = client.post(marks(running, "4"), {"read": "on", "proof": "bukan-ini"})
    assert wrong.status_code == 409
    assert "tidak cocok" in words_of(wrong)
    assert not Mark.objects.filter(role="initial", state="done").exists()
    right: Any = client.post(marks(running, "4"), {"read": "on", "proof": PASSWORD})
    assert (right.status_code, right["Location"]) == (302, step(running, "4"))
    assert Mark.objects.filter(role="initial", state="done").count() == 1
    assert "bagian Anda selesai" in asked.text(who, step(running, "4"))


def test_the_mark_on_the_paper_is_the_only_confirmation(asked: Pages, running: Scene) -> None:
    to_the_letter(running, ORDER)
    who = running.person("sekretaris")
    shown = asked.text(who, step(running, "4"))
    assert "Saya memaraf naskah ini" not in shown
    assert "Selesaikan dan teruskan kepada Kepala Dinas" in shown
    initial(running, who, KIND)
    sent = {"kunci": "k3", "aksi": "selesai", "initial-note": "Sudah diperiksa."}
    assert asked.post(who, step(running, "4"), **sent).status_code == 302
    assert running.visits("5")


def test_a_paper_that_was_never_made_here_is_still_confirmed_in_the_form(
    asked: Pages, running: Scene
) -> None:
    to_the_letter(running, ORDER)
    Paper.objects.filter(kind=KIND).update(state="cancelled")
    assert "Saya memaraf naskah ini" in asked.text(running.person("sekretaris"), step(running, "4"))


def test_the_head_signs_after_a_password(asked: Pages, running: Scene) -> None:
    to_the_letter(running, ORDER)
    initial(running, "sekretaris", KIND)
    running.complete("4")
    client = with_password(asked, running.person("kadis"))
    client.post(marks(running, "5"), {"read": "on", "proof": PASSWORD})
    assert paper_of(running, KIND).state == "signed"
    paper = asked.text(running.person("kasubag"), f"/naskah/{PESSEL}/{paper_of(running, KIND).pk}/")
    assert "000.8.6.3/001/DISHUB/IX/2026" in paper
    assert "KEPALA DINAS PERHUBUNGAN" in paper


def test_an_operator_is_told_that_they_only_prepare(asked: Pages, running: Scene) -> None:
    to_the_letter(running, ORDER)
    who = running.person("operator")
    assert "Operator menyiapkan naskah" in asked.text(who, step(running, "4"))
    assert asked.get(who, marks(running, "4")).status_code == 403


def test_who_does_not_hold_the_step_is_told_who_does(asked: Pages, running: Scene) -> None:
    to_the_letter(running, ORDER)
    refused = asked.get(running.person("kasubag"), marks(running, "4"))
    assert refused.status_code == 403
    assert "dikerjakan oleh Sekretaris. Anda tidak memegang tugas itu" in words_of(refused)
    assert asked.get(running.outsider(), marks(running, "4")).status_code == 404


def test_who_has_not_said_that_it_was_read_marks_nothing(asked: Pages, running: Scene) -> None:
    to_the_letter(running, ORDER)
    client = with_password(asked, running.person("sekretaris"))
    assert client.post(marks(running, "4"), {"proof": PASSWORD}).status_code == 400
    assert not Mark.objects.filter(role="initial", state="done").exists()


def test_too_many_wrong_passwords_are_slowed_down(asked: Pages, running: Scene) -> None:
    to_the_letter(running, ORDER)
    client = with_password(asked, running.person("sekretaris"))
    for _ in range(10):
        client.post(marks(running, "4"), {"read": "on", "proof": "salah"})
    late: Any = client.post(marks(running, "4"), {"read": "on", "proof": PASSWORD})
    assert "Terlalu banyak percobaan" in words_of(late)
    assert Paper.objects.get(kind=KIND).state == "circulating"
