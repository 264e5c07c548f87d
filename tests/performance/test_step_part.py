"""What the page of a step shows of its data, and what is sent back from it."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.performance.filled import fill, verify, words
from tests.performance.scene import OWN, Scene
from tests.runs.pages import words_of
from tests.runs.step_pages import StepPages

from himpun.performance.models import Form, Value
from himpun.performance.queries.step_part import step_part
from himpun.performance.services import Change
from himpun.performance.services.checking import return_values
from himpun.performance.services.collecting import save_values
from himpun.runs.queries.step_page import step_page


@pytest.fixture
def steps(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> StepPages:
    monkeypatch.setattr("django.utils.timezone.now", lambda: scene.now)
    return StepPages(scene)


def text(steps: StepPages, who: Any, node: str, unit: str = OWN) -> str:
    return " ".join(steps.text(who, steps.scene.visit(node, unit)).split())


def hand_in(scene: Scene, unit: str = OWN) -> None:
    fill(scene, unit, by=scene.person(f"kasi-{unit}"))
    for value in scene.values(unit):
        type(value.version).objects.filter(pk=value.version.pk).update(evidence_must=False)
    scene.complete("8", unit)


def test_the_step_that_collects_says_how_far_its_form_is(scene: Scene, steps: StepPages) -> None:
    Value.objects.filter(pk=scene.value(1).pk).update(realisation="70", revision=1)
    shown = text(steps, scene.filler, "8")
    assert "Bidang Lalu Lintas : 1 dari 24 nilai terisi" in shown
    assert "Menyelesaikan langkah ini menyatakan formulir lengkap." in shown
    assert "Berkas lain, bila perlu" in shown
    assert "Pilih nilai yang dikembalikan" not in shown
    other = text(steps, scene.kasubag, "8")
    assert "1 dari 24 nilai terisi" in other
    assert "Menyelesaikan langkah ini" not in other


def test_a_form_that_lacks_something_is_refused_on_the_page(
    scene: Scene, steps: StepPages
) -> None:  # fmt: skip
    answer = steps.send(scene.filler, scene.visit("8", OWN), "selesai", {})
    assert answer.status_code == 409
    assert "belum lengkap" in words_of(answer)


def test_a_checking_step_lists_its_unit_s_values_to_choose(scene: Scene, steps: StepPages) -> None:
    hand_in(scene)
    shown = text(steps, scene.verifier, "9")
    assert "Data yang diperiksa" in shown
    assert "Bidang Lalu Lintas 24 dari 24" in shown
    assert "LL01 Persentase ruas jalan dengan rambu lengkap (LL01): 70 persen" in shown
    assert "Bidang Angkutan" not in shown.split("Data yang diperiksa")[1]
    scene.complete("9", OWN)
    later = text(steps, scene.kasubag, "10")
    assert f"{scene.verifier.name} (24 nilai)" in later


def test_ticked_values_go_back_with_the_reason(scene: Scene, steps: StepPages) -> None:
    hand_in(scene)
    visit, value = scene.visit("9", OWN), scene.value(1)
    fields = {"nilai": [str(value.pk)], "kembali-alasan": "Bukti kurang."}
    answer = steps.send(scene.verifier, visit, "kembalikan", fields)
    assert answer.status_code == 302
    assert scene.value(1).returned == "Bukti kurang."
    shown = text(steps, scene.filler, "8")
    assert "Dikembalikan untuk diperbaiki" in shown
    assert "Bukti kurang." in shown


def test_what_was_ticked_stays_when_the_reason_is_missing(scene: Scene, steps: StepPages) -> None:
    hand_in(scene)
    visit, value = scene.visit("9", OWN), scene.value(1)
    answer = steps.send(scene.verifier, visit, "kembalikan", {"nilai": [str(value.pk)]})
    assert answer.status_code == 400
    assert f'value="{value.pk}" checked' in answer.content.decode()
    assert scene.value(1).returned == ""


def test_whoever_vouched_reads_what_changed_since(scene: Scene, steps: StepPages) -> None:
    hand_in(scene)
    scene.complete("9", OWN)
    Form.objects.filter(pk=scene.form().pk).update(complete_at=None)
    scene.send_back("10", "8", OWN)
    value = scene.value(1)
    (outcome,) = save_values(
        form=scene.form().pk, changes=[Change(value.pk, value.revision, {"realisation": "71,5"})],
        source="grid", by=scene.filler, now=scene.now,
    )  # fmt: skip
    assert outcome.status == "saved"
    assert words(scene) == [("9", "verified", False)]
    scene.complete("8", OWN)
    shown = text(steps, scene.verifier, "9")
    assert "1 nilai berubah sesudah Anda periksa." in shown
    assert "realisasi 70 menjadi 71,5" in shown
    assert "berubah sesudah Anda periksa" not in text(steps, scene.kasubag, "9")


def test_it_costs_the_same_whatever_the_number_of_units(scene: Scene) -> None:
    hand_in(scene)
    verify(scene, scene.verifier)
    return_values(
        run_id=scene.run_id, units=(OWN,), values=[scene.value(1).pk], reason="Kurang.",
        by=scene.kasubag, capacity="", now=scene.now,
    )  # fmt: skip
    who = scene.verifier
    page = step_page(who, scene.run_id, scene.visit("9", OWN).number, scene.now)
    assert page is not None
    with CaptureQueriesContext(connection) as asked:
        part = step_part(page, who)
    assert part is not None
    assert "dikembalikan dan belum diperbaiki" in part.why_not_complete
    assert len(asked) == 5
