"""A role ends at once."""

import pytest
from tests.office.scene import ASKED, NOW, TODAY, Scene

from himpun.office.models import Role
from himpun.office.queries import role_of
from himpun.office.rules import Refused
from himpun.office.services import grant_role, revoke_role


def test_it_holds_no_longer_on_the_same_day(scene: Scene) -> None:
    role = Role.objects.get(person=scene.colleague)
    revoke_role(role=role, by=scene.admin, now=NOW)
    assert not role_of(scene.colleague, scene.agency, TODAY).administrator
    with pytest.raises(Refused, match="sudah berakhir"):
        revoke_role(role=role, by=scene.admin, now=NOW)


def test_one_granted_today_is_cancelled(scene: Scene) -> None:
    role = grant_role(
        person=scene.staff, kind="operator", agency=scene.agency, from_on=TODAY, **ASKED
    )
    revoke_role(role=role, by=scene.colleague, now=NOW)
    assert role.cancelled_at == NOW
    assert not role_of(scene.staff, scene.agency, TODAY).operator


def test_it_refuses_outsiders_and_taking_the_last_administrator_away(scene: Scene) -> None:
    role = Role.objects.get(person=scene.admin)
    with pytest.raises(Refused, match="Hanya administrator"):
        revoke_role(role=role, by=scene.outsider, now=NOW)
    revoke_role(role=Role.objects.get(person=scene.colleague), by=scene.admin, now=NOW)
    with pytest.raises(Refused, match="Harus ada satu administrator"):
        revoke_role(role=role, by=scene.admin, now=NOW)
    with pytest.raises(Refused, match="Harus ada satu administrator"):
        revoke_role(role=Role.objects.get(kind="system"), by=scene.system, now=NOW)
