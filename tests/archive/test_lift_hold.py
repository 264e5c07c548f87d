"""Ending a hold."""

import pytest
from tests.archive.scene import LATER, Scene

from himpun.archive.services import lift_hold, place_hold
from himpun.office.rules import Refused


def test_it_ends_the_hold_with_a_reason_and_another_may_begin(scene: Scene) -> None:
    row = scene.file()
    place_hold(record=row.pk, reason="Perkara", by=scene.admin, now=LATER)
    hold = lift_hold(record=row.pk, reason="Putusan inkrah", by=scene.colleague, now=LATER)
    assert (hold.lifted_by, hold.lifted_why) == (scene.colleague, "Putusan inkrah")
    assert scene.last().action == "LegalHoldLifted"
    place_hold(record=row.pk, reason="Perkara lain", by=scene.admin, now=LATER)
    assert row.holds.count() == 2


def test_it_refuses_no_hold_no_reason_and_strangers(scene: Scene) -> None:
    row = scene.file()
    with pytest.raises(Refused, match="tidak sedang ditahan"):
        lift_hold(record=row.pk, reason="Selesai", by=scene.admin, now=LATER)
    place_hold(record=row.pk, reason="Perkara", by=scene.admin, now=LATER)
    with pytest.raises(Refused, match="harus diisi"):
        lift_hold(record=row.pk, reason="", by=scene.admin, now=LATER)
    with pytest.raises(Refused, match="dikelola oleh"):
        lift_hold(record=row.pk, reason="Selesai", by=scene.outsider, now=LATER)
    assert row.holds.filter(lifted_at=None).exists()
