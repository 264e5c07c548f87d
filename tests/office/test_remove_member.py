"""Somebody leaves a team."""

from datetime import date

import pytest
from tests.office.scene import ASKED, NOW, TODAY, Scene

from himpun.office.models import TeamMember
from himpun.office.rules import Refused
from himpun.office.services import add_member, add_team, remove_member


def test_the_row_stays_and_one_may_come_back(scene: Scene) -> None:
    team = add_team(agency=scene.agency, code="sakip", name="Tim SAKIP", **ASKED)
    member = add_member(team=team, person=scene.staff, from_on=TODAY, **ASKED)
    with pytest.raises(Refused, match="Hanya administrator"):
        remove_member(member=member, until_on=TODAY, by=scene.outsider, now=NOW)
    remove_member(member=member, until_on=TODAY, by=scene.colleague, now=NOW)
    with pytest.raises(Refused, match="sudah berakhir"):
        remove_member(member=member, until_on=date(2026, 4, 1), by=scene.admin, now=NOW)
    add_member(team=team, person=scene.staff, from_on=date(2026, 3, 3), by=scene.admin, now=NOW)
    assert TeamMember.objects.filter(team=team, person=scene.staff).count() == 2
    remove_member(member=member, until_on=date(2026, 3, 1), by=scene.admin, now=NOW)
    with pytest.raises(Refused, match="sudah dibatalkan"):
        remove_member(member=member, until_on=TODAY, by=scene.admin, now=NOW)
