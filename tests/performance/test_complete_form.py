"""Declaring a form complete."""

from datetime import timedelta

import pytest
from tests.performance.saving import save
from tests.performance.scene import OWN, Scene, build

from himpun.office.models import JournalRow
from himpun.office.rules import Refused
from himpun.performance.models import CrossRule, Form, PerformanceSettings, Value
from himpun.performance.queries.completeness import course_of
from himpun.performance.services.completing import complete_form


@pytest.fixture
def scene(db: None, tmp_path: object) -> Scene:
    """Three indicators in each of two units."""
    return build(tmp_path, each=3, units=("lalu-lintas", "angkutan"))  # type: ignore[arg-type]


FULL = ((1, {"realisation": "68"}), (2, {"realisation": "310"}), (3, {"realisation": "7"}))


def policy(scene: Scene, completing: str) -> None:
    PerformanceSettings.objects.update_or_create(
        agency=scene.agency, defaults={"completing": completing}
    )


def complete(scene: Scene, **other: object) -> Form:
    asked = {"form": scene.form().pk, "by": scene.filler, "now": scene.now, **other}
    return complete_form(**asked)  # type: ignore[arg-type]


@pytest.mark.parametrize("who", ["filler", "colleague"])
def test_whoever_fills_it_in_declares_it_complete(scene: Scene, who: str) -> None:
    save(scene, *FULL)
    complete(scene, by=getattr(scene, who))
    form = scene.form()
    assert (form.complete_at, form.complete_by) == (scene.now, getattr(scene, who))
    assert (form.first_complete_at, form.late) == (scene.now, False)
    row = JournalRow.objects.latest("pk")
    assert (row.action, row.subject) == ("FormCompleted", f"form/{form.pk}")


@pytest.mark.parametrize("who", ["verifier", "neighbour", "outsider"])
def test_it_refuses_whoever_does_not_hold_the_step(scene: Scene, who: str) -> None:
    save(scene, *FULL)
    person = scene.outsider("operator") if who == "outsider" else getattr(scene, who)
    with pytest.raises(Refused, match="Kasi/PPTK"):
        complete(scene, by=person)
    assert scene.form().complete_at is None


def test_it_refuses_by_name_what_is_neither_filled_in_nor_explained(scene: Scene) -> None:
    save(scene, FULL[0])
    with pytest.raises(Refused, match=r"2 indikator belum berisi nilai atau alasan: LL02, LL03\."):
        complete(scene)
    save(scene, FULL[1], (3, {"no_value": "Belum disurvei."}))
    assert complete(scene).complete_at == scene.now


def test_it_refuses_a_value_that_was_sent_back_and_not_changed(scene: Scene) -> None:
    save(scene, *FULL)
    Value.objects.filter(pk=scene.value(2).pk).update(returned="Bukti kurang")
    with pytest.raises(Refused, match=r"dikembalikan dan belum diperbaiki: LL02"):
        complete(scene)


def test_an_agency_may_let_forms_be_complete_at_any_time(scene: Scene) -> None:
    policy(scene, "any")
    assert complete(scene).complete_at == scene.now


def test_an_agency_may_want_its_rules_across_values_kept(scene: Scene) -> None:
    policy(scene, "valid")
    CrossRule.objects.create(
        agency=scene.agency, left="LL01", comparison="≤", right="LL02", severity="invalid",
        sentence="LL01 tidak boleh melebihi LL02.",
    )  # fmt: skip
    save(scene, (1, {"realisation": "68"}), (2, {"realisation": "60"}))
    with pytest.raises(Refused, match="LL01 tidak boleh melebihi LL02"):
        complete(scene)
    save(scene, (2, {"realisation": "70"}))
    assert complete(scene).complete_at


def test_an_agency_may_want_the_evidence_that_is_a_must(scene: Scene) -> None:
    policy(scene, "evidence")
    save(scene, *FULL)
    version = scene.value(1).version
    version.evidence_must = True
    version.save()
    with pytest.raises(Refused, match=r"bukti dukung yang diwajibkan: LL01\."):
        complete(scene)


def test_an_agency_may_want_a_note_for_every_warning(scene: Scene) -> None:
    policy(scene, "notes")
    save(scene, FULL[0], FULL[1], (3, {"realisation": "7,8"}))
    with pytest.raises(Refused, match=r"peringatan yang belum dijelaskan: LL03\."):
        complete(scene)
    save(scene, (3, {"note": "Memang sama."}))
    assert complete(scene).complete_at


def test_what_is_complete_after_its_step_was_due_is_late_but_taken(scene: Scene) -> None:
    save(scene, *FULL)
    due = scene.visit("8", OWN).due_at
    assert due
    complete(scene, now=due + timedelta(minutes=1))
    assert scene.form().late
    course = course_of(scene.run_id, scene.now)
    assert (course.complete, course.timely, course.answered) == (1, 0, 3)
    assert [line.word for line in course.lines] == ["Lengkap, terlambat", "Belum diisi"]


def test_it_refuses_a_form_whose_time_is_over(scene: Scene) -> None:
    save(scene, *FULL)
    Form.objects.filter(pk=scene.form().pk).update(closes_at=scene.now)
    with pytest.raises(Refused, match="sudah ditutup pada 14 September 2026 pukul"):
        complete(scene)


def test_asked_again_nothing_changes(scene: Scene) -> None:
    save(scene, *FULL)
    complete(scene)
    rows = JournalRow.objects.count()
    complete(scene, now=scene.now + timedelta(days=1))
    assert (scene.form().complete_at, JournalRow.objects.count()) == (scene.now, rows)
