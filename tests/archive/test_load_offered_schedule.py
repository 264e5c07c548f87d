"""Loading what was shown."""

from datetime import timedelta

import pytest
from tests.archive.scene import BASIS, LATER, Scene
from tests.archive.test_compare_schedule import GOOD, compared

from himpun.archive.models import Schedule
from himpun.archive.queries.schedule import rules_of, schedule_of
from himpun.archive.services import load_offered_schedule
from himpun.office.rules import Refused


def test_exactly_what_was_shown_is_loaded(scene: Scene) -> None:
    offer = compared(scene, GOOD.encode()).offer
    made = load_offered_schedule(agency=scene.agency, offer=offer, by=scene.admin, now=LATER)
    assert made.basis == BASIS
    rules = [(rule.code, rule.fate) for rule in rules_of(schedule_of(scene.agency))]
    assert rules == [("000.8.3.3", "permanen"), ("000.8.6.3", "musnah")]


def test_it_refuses_an_offer_that_is_old_of_another_or_forged(scene: Scene) -> None:
    offer = compared(scene, GOOD.encode()).offer
    for why, asked in (
        ("terlalu lama", {"by": scene.admin, "now": LATER + timedelta(hours=5)}),
        ("bukan untuk instansi ini", {"by": scene.colleague, "now": LATER}),
    ):
        with pytest.raises(Refused, match=why):
            load_offered_schedule(agency=scene.agency, offer=offer, **asked)  # type: ignore[arg-type]
    for forged in ("", offer[:-3] + "abc", "a:b:c"):
        with pytest.raises(Refused, match="bukan untuk instansi ini"):
            load_offered_schedule(agency=scene.agency, offer=forged, by=scene.admin, now=LATER)
    assert not Schedule.objects.exists()


def test_it_refuses_an_offer_that_another_schedule_has_overtaken(scene: Scene) -> None:
    offer = compared(scene, GOOD.encode()).offer
    scene.schedule()
    with pytest.raises(Refused, match="telah berubah sejak"):
        load_offered_schedule(agency=scene.agency, offer=offer, by=scene.admin, now=LATER)
