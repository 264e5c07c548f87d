"""Opening a form again, and giving it more time."""

from datetime import date, timedelta

import pytest
from tests.performance.saving import save, statuses
from tests.performance.scene import OWN, Scene

from himpun.office.models import JournalRow, Person
from himpun.office.rules import Refused
from himpun.performance.models import Form
from himpun.performance.services.completing import reopen_form

REASON = "Angka bulan Agustus menyusul."


@pytest.fixture
def complete(scene: Scene) -> Scene:
    """The filler's form is complete."""
    Form.objects.filter(pk=scene.form().pk).update(
        complete_at=scene.now, first_complete_at=scene.now, complete_by=scene.filler
    )
    return scene


def reopen(
    scene: Scene, by: Person | None = None, reason: str = REASON, until_on: date | None = None
) -> Form:
    return reopen_form(
        form=scene.form().pk, by=by or scene.filler, reason=reason, now=scene.now, until_on=until_on
    )


@pytest.mark.parametrize("who", ["filler", "colleague", "kasubag"])
def test_who_fills_it_in_and_who_manages_the_run_open_it_again(complete: Scene, who: str) -> None:
    reopen(complete, getattr(complete, who))
    form = complete.form()
    assert (form.complete_at, form.complete_by, form.first_complete_at) == (
        None, None, complete.now,
    )  # fmt: skip
    assert statuses(save(complete, (1, {"realisation": "70"}))) == ["saved"]


@pytest.mark.parametrize("who", ["verifier", "neighbour", "outsider"])
def test_it_refuses_others(complete: Scene, who: str) -> None:
    person = complete.outsider("admin") if who == "outsider" else getattr(complete, who)
    with pytest.raises(Refused):
        reopen(complete, person)
    assert complete.form().complete_at


def test_it_refuses_without_a_reason_and_a_form_that_is_open(complete: Scene) -> None:
    with pytest.raises(Refused, match="alasan"):
        reopen(complete, reason=" ")
    reopen(complete)
    with pytest.raises(Refused, match="masih terbuka"):
        reopen(complete)


def test_the_filler_cannot_open_it_after_handing_the_step_on(complete: Scene) -> None:
    complete.complete("8", OWN)
    with pytest.raises(Refused, match="tidak sedang terbuka"):
        reopen(complete)


def test_who_manages_the_run_gives_more_time_until_the_end_of_a_day(scene: Scene) -> None:
    Form.objects.filter(pk=scene.form().pk).update(closes_at=scene.now - timedelta(days=1))
    assert statuses(save(scene, (1, {"realisation": "70"}))) == ["locked"]
    with pytest.raises(Refused, match="Perpanjangan diberikan oleh"):
        reopen(scene, until_on=date(2026, 9, 15))
    with pytest.raises(Refused, match="sudah lewat"):
        reopen(scene, scene.kasubag, until_on=date(2026, 9, 13))
    with pytest.raises(Refused, match="sudah ditutup pada"):
        reopen(scene, scene.kasubag)
    reopen(scene, scene.kasubag, until_on=date(2026, 9, 15))
    assert statuses(save(scene, (1, {"realisation": "70"}))) == ["saved"]
    row = JournalRow.objects.get(action="FormReopened")
    assert row.body["closes_at"] == "2026-09-16T00:00:00+07:00"
    assert row.body["reason"] == REASON
