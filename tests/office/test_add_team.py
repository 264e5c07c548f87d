"""A new team."""

import pytest
from tests.office.scene import NOW, Scene

from himpun.office.rules import Refused
from himpun.office.services import add_team


def test_it_begins_without_members(scene: Scene) -> None:
    team = add_team(agency=scene.agency, code="sakip", name="Tim SAKIP", by=scene.admin, now=NOW)
    assert not team.members.exists()
    assert (scene.last().action, scene.last().subject) == ("TeamAdded", "Tim SAKIP")


def test_it_refuses_a_code_in_use_a_missing_name_and_outsiders(scene: Scene) -> None:
    add_team(agency=scene.agency, code="sakip", name="Tim SAKIP", by=scene.colleague, now=NOW)
    for code, name, reason in (
        ("sakip", "Lain", "sudah dipakai"),
        ("x", " ", "harus diisi"),
        ("X", "x", "huruf kecil"),
    ):
        with pytest.raises(Refused, match=reason):
            add_team(agency=scene.agency, code=code, name=name, by=scene.admin, now=NOW)
    with pytest.raises(Refused, match="Hanya administrator"):
        add_team(agency=scene.agency, code="y", name="y", by=scene.outsider, now=NOW)
