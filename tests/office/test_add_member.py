"""Somebody joins a team."""

from datetime import date

import pytest
from tests.office.scene import ASKED, NOW, SINCE, SOP, TODAY, Scene

from himpun.office.models import Team
from himpun.office.queries import actor_for, agencies_seen_by
from himpun.office.rules import Refused
from himpun.office.services import add_member, add_team, assign_performer


@pytest.fixture
def team(scene: Scene) -> Team:
    made = add_team(agency=scene.agency, code="sakip", name="Tim SAKIP", **ASKED)
    assign_performer(
        agency=scene.agency, sop_id=SOP, performer="tim", team=made, from_on=SINCE, **ASKED
    )
    return made


def test_every_member_is_the_performer_from_their_first_day_on(scene: Scene, team: Team) -> None:
    for who in (scene.staff, scene.kabid):
        add_member(team=team, person=who, from_on=TODAY, by=scene.admin, now=NOW)
        mandates = actor_for(who, scene.agency, SOP, TODAY).mandates
        assert "anggota tim" in {mandate.capacity for mandate in mandates}
    assert not actor_for(scene.staff, scene.agency, SOP, date(2026, 3, 1)).mandates
    assert list(agencies_seen_by(scene.staff, TODAY)) == [scene.agency]


def test_it_refuses_a_member_twice_a_foreigner_and_outsiders(scene: Scene, team: Team) -> None:
    add_member(team=team, person=scene.staff, from_on=TODAY, by=scene.colleague, now=NOW)
    with pytest.raises(Refused, match="sudah menjadi anggota"):
        add_member(team=team, person=scene.staff, from_on=TODAY, by=scene.admin, now=NOW)
    with pytest.raises(Refused, match="tidak terdaftar"):
        add_member(team=team, person=scene.outsider, from_on=TODAY, by=scene.admin, now=NOW)
    with pytest.raises(Refused, match="Hanya administrator"):
        add_member(team=team, person=scene.kabid, from_on=TODAY, by=scene.outsider, now=NOW)
    with pytest.raises(Refused, match="mendahului"):
        add_member(
            team=team, person=scene.kabid, from_on=TODAY, until_on=SINCE, by=scene.admin, now=NOW
        )
