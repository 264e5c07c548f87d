"""A running SOP and its data go together: steps open forms, complete them, vouch, send back."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.performance.filled import ASKED, fill, words
from tests.performance.scene import OWN, UNITS, Scene, add_indicator, build
from tests.runs import scene as runs

from himpun.kernel.messages import Rejected
from himpun.office.models import Unit
from himpun.performance.models import Approval, Form, Indicator, Objective, Recap, Value
from himpun.performance.queries.recap import differs_from_frozen, run_of_recap
from himpun.performance.queries.step_part import KEY, VALUES
from himpun.performance.services.correction import ask_correction, decide_correction
from himpun.runs.services import return_step

CODES = {
    "pesisir-selatan-dishub": "8",
    "sumbar-bmcktr": "6",
    "pematangsiantar-dpmptsp": "4",
    "pangkalpinang-dpupr": "3.beri",
    "balangan-dpuprperkim": "7",
}


def chosen(*values: Value) -> dict[str, Any]:
    return {KEY: {VALUES: [str(value.pk) for value in values]}}


def handed_in(scene: Scene, *units: str) -> None:
    """Units fill in their forms and hand them in."""
    for unit in units:
        fill(scene, unit, by=scene.person(f"kasi-{unit}"))
        prove(scene, unit)
        scene.complete("8", unit)


def prove(scene: Scene, unit: str) -> None:
    """What an indicator asks for as evidence is there, or not asked."""
    for value in scene.values(unit):
        if value.version.evidence_must:
            type(value.version).objects.filter(pk=value.version.pk).update(evidence_must=False)


# ---- forms open


@pytest.mark.parametrize("sop_id", CODES)
@pytest.mark.django_db
def test_in_each_sop_forms_open_when_its_data_are_asked(sop_id: str, tmp_path: Path) -> None:
    scene = runs.build(tmp_path, sop_id)
    units = scene.units()
    names = {unit: f"U{at}" for at, unit in enumerate(units)}
    for unit in units:
        _indicator(scene, unit, f"{names[unit]}01")
    scene.start()
    before = "6" if sop_id == "balangan-dpuprperkim" else ""
    if before:
        scene.walk(before)
        assert not Form.objects.filter(run=scene.run_id).exists()
        scene.complete(before)
    else:
        scene.walk(CODES[sop_id])
    forms = Form.objects.filter(run=scene.run_id)
    assert {form.unit.code for form in forms if form.unit} == {*units}
    assert Value.objects.filter(form__in=forms).count() == len(units)


def _indicator(scene: runs.Scene, unit: str, code: str) -> None:
    aim, _ = Objective.objects.get_or_create(
        agency=scene.agency, code="S1", defaults={"name": "Sasaran", "kind": "sasaran"}
    )
    there = Unit.objects.get(agency=scene.agency, code=unit)
    add_indicator(scene.agency, there, aim, code, now=scene.now)


def test_each_unit_of_the_run_has_one_form(scene: Scene) -> None:
    assert {form.unit.code for form in Form.objects.filter(run=scene.run_id) if form.unit} == {
        *UNITS
    }
    assert Form.objects.filter(run=scene.run_id).count() == len(UNITS)


# ---- complete


def test_finishing_the_step_declares_the_form_complete(scene: Scene) -> None:
    handed_in(scene, OWN)
    form = scene.form()
    assert (form.complete_at, form.complete_by) == (scene.now, scene.filler)
    assert scene.form("angkutan").complete_at is None
    assert not Approval.objects.exists()


def test_it_refuses_a_form_that_lacks_something_and_the_step_stays(scene: Scene) -> None:
    fill(scene)
    prove(scene, OWN)
    Value.objects.filter(pk=scene.value(1).pk).update(realisation="", no_value="")
    with pytest.raises(Rejected, match="LL01"):
        scene.complete("8", OWN)
    assert scene.visit("8", OWN).state == "open"
    assert scene.form().complete_at is None


# ---- vouching


def test_each_step_that_goes_forward_vouches_up_to_the_approval(scene: Scene) -> None:
    handed_in(scene, *UNITS)
    scene.complete_all("9", "10")
    assert words(scene) == [("9", "verified", True), ("10", "verified", True)]
    scene.complete("11")
    scene.complete("12")
    scene.walk()
    assert [node for node, _, _ in words(scene)] == ["9", "10", "11", "12"]
    assert Approval.objects.filter(level="approved").count() == ASKED * len(UNITS)
    # The head of this unit is its filler, as acting head: that word counts for nothing.
    assert [node for node, _, _ in words(scene, "pelayaran")] == ["10", "11", "12"]


def test_an_approver_who_has_verified_is_refused_and_the_step_stays(scene: Scene) -> None:
    handed_in(scene, *UNITS)
    scene.complete_all("9", "10")
    scene.complete("11", by=scene.person("operator"))
    with pytest.raises(Rejected, match="Anda periksa sendiri"):
        scene.complete("12", by=scene.person("operator"))
    assert scene.visit("12").state == "open"
    assert not Approval.objects.filter(level="approved").exists()


def test_a_step_for_all_units_waits_for_the_agency_s_own_form(scene: Scene) -> None:
    handed_in(scene, *UNITS)
    scene.complete_all("9", "10")
    own = Form.objects.create(
        agency=scene.agency, run=scene.run, period="2026-TW3", year=2026, quarter=3,
        opened_at=scene.now,
    )  # fmt: skip
    with pytest.raises(Rejected, match="belum dinyatakan lengkap"):
        scene.complete("11")
    Form.objects.filter(pk=own.pk).update(complete_at=scene.now)
    scene.complete("11")


# ---- back


def test_named_values_go_back_with_the_reason_and_the_form_opens(scene: Scene) -> None:
    handed_in(scene, OWN)
    scene.complete("9", OWN)
    visit = scene.visit("10", OWN)
    return_step(
        run_id=scene.run_id, visit=visit.number, to="8", reason="Bukti kurang.", by=scene.kasubag,
        now=scene.now, content=chosen(scene.value(1)),
    )  # fmt: skip
    assert scene.form().complete_at is None
    assert scene.value(1).returned == "Bukti kurang."
    assert words(scene) == [("9", "verified", False)]
    assert Approval.objects.filter(value=scene.value(2), dropped_at=None).exists()
    with pytest.raises(Rejected, match="dikembalikan dan belum diperbaiki"):
        scene.complete("8", OWN)
    Value.objects.filter(pk=scene.value(1).pk).update(returned="", revision=3)
    scene.complete("8", OWN)
    scene.complete("9", OWN)
    assert words(scene) == [("9", "verified", False), ("9", "verified", True)]


def test_a_return_without_values_opens_the_form_and_drops_nothing(scene: Scene) -> None:
    handed_in(scene, OWN)
    scene.send_back("9", "8", OWN)
    assert scene.form().complete_at is None
    scene.complete("8", OWN)
    scene.complete("9", OWN)
    scene.send_back("10", "8", OWN)
    assert words(scene) == [("9", "verified", True)]


def test_it_refuses_values_of_another_unit_and_what_is_no_value(scene: Scene) -> None:
    handed_in(scene, OWN)
    visit = scene.visit("9", OWN)
    asked: dict[str, Any] = {
        "run_id": scene.run_id, "visit": visit.number, "to": "8", "reason": "Keliru.",
        "by": scene.verifier, "now": scene.now,
    }  # fmt: skip
    with pytest.raises(Rejected, match="bukan milik unit"):
        return_step(**asked, content=chosen(scene.value(1, "angkutan")))
    with pytest.raises(Rejected, match="tidak dapat dibaca"):
        return_step(**asked, content={KEY: {VALUES: ["1; DROP TABLE"]}})
    assert scene.visit("9", OWN).state == "open"
    assert scene.form().complete_at == scene.now


# ---- what it costs


@pytest.mark.django_db
def test_a_step_before_the_data_costs_no_query_and_one_without_forms_a_single_one(
    tmp_path: Path, settings: Any
) -> None:
    scene = runs.build(tmp_path)
    assert not Indicator.objects.filter(agency=scene.agency).exists()
    costs: dict[str, list[int]] = {}
    for companions in ([], ["himpun.performance.services.companion.follow_step"]):
        settings.HIMPUN_STEP_COMPANIONS = companions
        scene.start(units=["angkutan"], period=f"2026-TW{3 + bool(companions)}")
        for node in ("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13"):
            (visit,) = scene.visits(node)
            holder = scene.holder(visit)
            with CaptureQueriesContext(connection) as asked:
                scene.complete(node, visit.unit, by=holder)
            costs.setdefault(node, []).append(len(asked))
    more = {node: after - before for node, (before, after) in costs.items()}
    assert [more[node] for node in ("1", "2", "3", "4", "5", "6", "13")] == [0] * 7
    assert [more[node] for node in ("8", "9", "10", "11", "12")] == [1] * 5


# ---- the recap


def test_the_approving_step_freezes_the_recap_and_a_correction_makes_a_revision(
    scene: Scene,
) -> None:
    handed_in(scene, *UNITS)
    scene.complete_all("9", "10")
    scene.complete("11")
    assert not Recap.objects.exists()
    scene.complete("12")
    frozen = Recap.objects.get()
    assert (frozen.no, frozen.node, frozen.by) == (1, "12", scene.person("sekretaris"))
    asked = ask_correction(
        value=scene.value(1), fields={"realisation": "71,5"}, reason="Salah ketik.",
        by=scene.filler, now=scene.now,
    )  # fmt: skip
    assert asked.recap == frozen
    decide_correction(
        correction=asked, approve=True, reason="", by=scene.person("sekretaris"), now=scene.now
    )
    revised = Recap.objects.get(no=2)
    assert revised.reason == "Koreksi: Salah ketik."
    assert Recap.objects.get(no=1).sha256 == frozen.sha256 != revised.sha256


@pytest.mark.django_db
def test_what_is_frozen_differs_only_once_a_value_does(tmp_path: Path) -> None:
    scene = build(tmp_path, each=1, units=(OWN,))
    run = run_of_recap(scene.kasubag, scene.run_id, scene.now)
    assert run is not None
    assert differs_from_frozen(run, scene.now)
    handed_in(scene, OWN)
    scene.walk("12")
    scene.complete("12")
    assert not differs_from_frozen(run, scene.now)
    Value.objects.filter(pk=scene.value(1).pk).update(realisation="12")
    assert differs_from_frozen(run, scene.now)
