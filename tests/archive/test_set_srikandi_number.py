"""The number that SRIKANDI gave."""

import pytest
from tests.archive.scene import LATER, Scene

from himpun.archive.queries.reach import reach_of
from himpun.archive.queries.searching import Sought, search
from himpun.archive.services import set_srikandi_number
from himpun.office.rules import Refused


def test_it_is_noted_journalled_and_found(scene: Scene) -> None:
    row = scene.file()
    set_srikandi_number(record=row.pk, number=" S-77/2026 ", by=scene.admin, now=LATER)
    row.refresh_from_db()
    assert row.srikandi == "S-77/2026"
    assert scene.last().body == {"before": "", "after": "S-77/2026"}
    reach = reach_of(scene.kasubag, LATER.date())
    assert search(Sought("77"), reach).count == 1


def test_it_refuses_the_same_number_and_who_does_not_keep_the_archive(scene: Scene) -> None:
    row = scene.file()
    with pytest.raises(Refused, match="sudah begitu"):
        set_srikandi_number(record=row.pk, number="", by=scene.admin, now=LATER)
    with pytest.raises(Refused, match="dikelola oleh"):
        set_srikandi_number(record=row.pk, number="1", by=scene.outsider, now=LATER)
    with pytest.raises(Refused, match="paling panjang"):
        set_srikandi_number(record=row.pk, number="1" * 101, by=scene.colleague, now=LATER)
