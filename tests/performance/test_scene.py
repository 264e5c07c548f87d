"""The scene that other tests stand on."""

from tests.performance.scene import EACH, OWN, UNITS, Scene

from himpun.office.queries import verify_journal
from himpun.performance.models import Form


def test_every_unit_has_its_form_open_at_the_step_that_collects(scene: Scene) -> None:
    assert {visit.node for visit in scene.visits()} == {"8"}
    assert {visit.unit for visit in scene.visits()} == set(UNITS)
    forms = Form.objects.filter(run=scene.run_id)
    assert [form.values.count() for form in forms] == [EACH] * len(UNITS)
    assert verify_journal(scene.agency) == []


def test_the_filler_and_the_stand_in_hold_the_step(scene: Scene) -> None:
    visit = scene.visit("8", OWN)
    assert scene.holder(visit) == scene.filler
    Form.objects.filter(pk=scene.form().pk).update(complete_at=scene.now)
    scene.complete("8", OWN, by=scene.colleague)
    assert [visit.node for visit in scene.visits(unit=OWN)] == ["9"]


def test_last_quarter_is_filled_in(scene: Scene) -> None:
    assert scene.last_run
    values = scene.form(run=scene.last_run).values
    assert values.get(indicator__code="LL01").realisation == "64.5"
    assert values.get(indicator__code="LL10").items == {"berfungsi": "420", "terpasang": "500"}
