"""A unit under another one."""

import pytest
from django.db import IntegrityError
from tests.office.scene import ASKED, NOW, Scene

from himpun.office.models import Unit
from himpun.office.rules import Refused
from himpun.office.services import add_unit, move_unit


def test_it_moves_with_all_that_is_below_it(scene: Scene) -> None:
    bridge = add_unit(
        agency=scene.agency,
        code="jembatan",
        name="Seksi Jembatan",
        kind="seksi",
        parent=scene.roads,
        **ASKED,
    )
    move_unit(unit=scene.roads, parent=scene.secretariat, by=scene.colleague, now=NOW)
    above = Unit.tree.ancestors(bridge)
    assert [unit.code for unit in above] == ["dinas", "sekretariat", "jalan"]
    body = scene.last().body
    assert body == {"code": "jalan", "before": "dinas", "after": "sekretariat"}


def test_it_refuses_a_ring(scene: Scene) -> None:
    for below in (scene.root, scene.roads):
        with pytest.raises(Refused, match="di bawah dirinya sendiri"):
            move_unit(unit=scene.root, parent=below, by=scene.admin, now=NOW)
    scene.root.refresh_from_db()
    assert scene.root.parent is None


def test_it_refuses_a_foreign_parent_and_an_outsider(scene: Scene) -> None:
    foreign = add_unit(agency=scene.other, code="x", name="X", kind="dinas", **ASKED)
    with pytest.raises(Refused, match="instansi yang sama"):
        move_unit(unit=scene.roads, parent=foreign, by=scene.admin, now=NOW)
    with pytest.raises(Refused, match="Hanya administrator"):
        move_unit(unit=scene.roads, parent=None, by=scene.outsider, now=NOW)


def test_the_database_itself_refuses_a_unit_that_is_its_own_parent(scene: Scene) -> None:
    with pytest.raises(IntegrityError):
        Unit.objects.filter(pk=scene.root.pk).update(parent=scene.root)
