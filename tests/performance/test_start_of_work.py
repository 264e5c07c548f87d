"""What waits for a person on the page at which performance data begin."""

import pytest
from tests.performance.asking import ask
from tests.performance.pages import Pages
from tests.performance.scene import OWN

from himpun.performance.models import Form
from himpun.performance.services.remarks import answer_query

START = "/kinerja/"


@pytest.mark.parametrize("who", ["filler", "colleague"])
def test_whoever_fills_a_form_in_finds_it(pages: Pages, who: str) -> None:
    text = pages.text(getattr(pages.scene, who), START)
    assert "Formulir Anda" in text
    assert "Bidang Lalu Lintas Triwulan III 2026 Belum diisi 0 dari 24" in text
    assert "Bidang Angkutan" not in text


@pytest.mark.parametrize("who", ["verifier", "kasubag", "outsider"])
def test_others_have_no_form_of_their_own(pages: Pages, who: str) -> None:
    person = pages.scene.outsider("staf") if who == "outsider" else getattr(pages.scene, who)
    assert "Formulir Anda" not in pages.text(person, START)


def test_a_form_leaves_the_list_when_it_is_complete_or_handed_on(pages: Pages) -> None:
    scene = pages.scene
    Form.objects.filter(pk=scene.form().pk).update(complete_at=scene.now)
    assert "Formulir Anda" not in pages.text(scene.filler, START)
    scene.complete("8", OWN)
    Form.objects.filter(pk=scene.form().pk).update(complete_at=None)
    assert "Formulir Anda" not in pages.text(scene.filler, START)


def test_the_runs_with_forms_of_one_s_agencies_are_there(pages: Pages) -> None:
    text = pages.text(pages.scene.kasubag, START)
    assert "Dinas Perhubungan Triwulan III 2026 0 dari 5 0 %" in text
    assert "Formulir per SOP" not in pages.text(pages.scene.outsider("staf"), START)


def test_who_is_asked_sees_the_question_and_who_asked_sees_the_answer(pages: Pages) -> None:
    scene = pages.scene
    query = ask(scene, scene.filler)
    assert "Menunggu jawaban Anda" in pages.text(scene.filler, START)
    assert "Menunggu jawaban Anda" not in pages.text(scene.neighbour, START)
    answer_query(query=query.pk, text="Ada perbaikan.", by=scene.filler, now=scene.now)
    assert "Menunggu jawaban Anda" not in pages.text(scene.filler, START)
    assert "Terjawab, menunggu Anda tutup" in pages.text(scene.verifier, START)


def test_the_page_costs_as_many_queries_however_much_waits(pages: Pages) -> None:
    scene = pages.scene
    ask(scene)
    few = pages.queries(scene.filler, START)
    for _ in range(5):
        ask(scene)
        ask(scene, scene.filler)
    assert pages.queries(scene.filler, START) == few
    assert few <= 34
