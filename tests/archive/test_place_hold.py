"""Holding a record while a matter is open."""

import pytest
from tests.archive.scene import LATER, Scene

from himpun.archive.models import LegalHold
from himpun.archive.services import place_hold
from himpun.office.rules import Refused


def test_it_holds_the_record_and_says_why(scene: Scene) -> None:
    row = scene.file()
    hold = place_hold(
        record=row.pk, reason="Pemeriksaan BPK", basis="ST 4/2026", by=scene.admin, now=LATER
    )
    assert (hold.reason, hold.basis, hold.lifted_at) == ("Pemeriksaan BPK", "ST 4/2026", None)
    assert scene.last().action == "LegalHoldPlaced"


def test_it_refuses_a_second_hold_no_reason_and_strangers(scene: Scene) -> None:
    row = scene.file()
    with pytest.raises(Refused, match="Alasan penahanan harus diisi"):
        place_hold(record=row.pk, reason=" ", by=scene.admin, now=LATER)
    for stranger in (scene.office.kabid, scene.outsider):
        with pytest.raises(Refused, match="dikelola oleh"):
            place_hold(record=row.pk, reason="Perkara", by=stranger, now=LATER)
    place_hold(record=row.pk, reason="Perkara", by=scene.colleague, now=LATER)
    with pytest.raises(Refused, match="sudah ditahan"):
        place_hold(record=row.pk, reason="Perkara lain", by=scene.admin, now=LATER)
    assert LegalHold.objects.count() == 1
