"""A role besides one's posts."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError
from tests.office.scene import NOW, SOP, TODAY, Scene

from himpun.office.models import Role
from himpun.office.queries import actor_for, agencies_seen_by, role_of
from himpun.office.rules import Refused
from himpun.office.services import grant_role


def grant(scene: Scene, kind: str, **words: Any) -> Role:
    said: dict[str, Any] = {
        "person": scene.staff,
        "agency": scene.agency,
        "from_on": TODAY,
        "by": scene.admin,
    }
    return grant_role(kind=kind, **{**said, **words}, now=NOW)


def test_an_operator_acts_for_the_holders_and_minds_the_runs(scene: Scene) -> None:
    grant(scene, "operator", by=scene.colleague)
    actor = actor_for(scene.staff, scene.agency, SOP, TODAY)
    assert (actor.operator, actor.steward) == (True, True)
    other = actor_for(scene.staff, scene.other, SOP, TODAY)
    assert (other.operator, other.steward) == (False, False)


def test_a_reader_sees_and_does_nothing(scene: Scene) -> None:
    grant(scene, "reader")
    actor = actor_for(scene.staff, scene.agency, SOP, TODAY)
    assert (actor.operator, actor.steward, actor.mandates) == (False, False, frozenset())
    assert role_of(scene.staff, scene.agency, TODAY).sees
    assert not role_of(scene.staff, scene.other, TODAY).sees


def test_a_reader_of_every_agency_sees_all_and_the_system_administrator_none(
    scene: Scene,
) -> None:
    assert not agencies_seen_by(scene.system, TODAY)
    grant(scene, "reader", agency=None, by=scene.system)
    assert set(agencies_seen_by(scene.staff, TODAY)) == {scene.agency, scene.other}


def test_it_begins_on_its_first_day(scene: Scene) -> None:
    grant(scene, "administrator", from_on=date(2026, 3, 3))
    assert not role_of(scene.staff, scene.agency, TODAY).administrator
    assert role_of(scene.staff, scene.agency, date(2026, 3, 3)).administrator


@pytest.mark.parametrize(
    ("kind", "words", "reason"),
    [
        ("raja", {}, "tidak dikenal"),
        ("operator", {"until_on": date(2026, 3, 1)}, "mendahului"),
        ("system", {}, "tidak terikat"),
    ],
)
def test_it_refuses_what_is_no_such_role(
    scene: Scene, kind: str, words: dict[str, Any], reason: str
) -> None:
    with pytest.raises(Refused, match=reason):
        grant(scene, kind, **words)


def test_an_agency_s_administrator_can_reach_no_further_than_the_agency(scene: Scene) -> None:
    for kind in ("reader", "system", "operator"):
        with pytest.raises(Refused, match="administrator sistem"):
            grant(scene, kind, agency=None)
    with pytest.raises(Refused, match="selalu untuk satu instansi"):
        grant(scene, "operator", agency=None, by=scene.system)
    with pytest.raises(Refused, match="tidak terdaftar"):
        grant(scene, "operator", person=scene.outsider)
    with pytest.raises(Refused, match="Hanya administrator Dinas PUPR"):
        grant(scene, "operator", agency=scene.other)
    for who in (scene.outsider, scene.kasubag):
        with pytest.raises(Refused, match="Hanya administrator Dinas Perhubungan"):
            grant(scene, "operator", by=who)


def test_it_refuses_a_role_that_is_held_already(scene: Scene) -> None:
    grant(scene, "operator")
    with pytest.raises(Refused, match="sudah menjadi operator"):
        grant(scene, "operator", from_on=date(2026, 4, 1))


@pytest.mark.parametrize(("kind", "everywhere"), [("operator", True), ("system", False)])
def test_the_database_itself_refuses_a_reach_that_a_kind_does_not_have(
    scene: Scene, kind: str, *, everywhere: bool
) -> None:
    agency = None if everywhere else scene.agency
    with pytest.raises(IntegrityError):
        Role.objects.create(person=scene.staff, kind=kind, agency=agency, from_on=TODAY)
