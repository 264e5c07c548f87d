"""Another name for a unit."""

import pytest
from tests.office.scene import NOW, Scene

from himpun.office.rules import Refused
from himpun.office.services import change_unit


def test_the_journal_keeps_the_name_it_had(scene: Scene) -> None:
    change_unit(unit=scene.roads, name="Bidang Jalan Raya", kind="bidang", by=scene.admin, now=NOW)
    scene.roads.refresh_from_db()
    assert scene.roads.name == "Bidang Jalan Raya"
    assert scene.last().body["before"] == {"name": "Bidang Jalan", "kind": "bidang"}


def test_it_refuses_a_missing_name_and_an_outsider(scene: Scene) -> None:
    with pytest.raises(Refused, match="harus diisi"):
        change_unit(unit=scene.roads, name="", kind="bidang", by=scene.admin, now=NOW)
    with pytest.raises(Refused, match="Hanya administrator"):
        change_unit(unit=scene.roads, name="x", kind="bidang", by=scene.outsider, now=NOW)
