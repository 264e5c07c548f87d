"""The last day of a team."""

from datetime import timedelta

import pytest
from tests.office.pages import as_, at, send
from tests.office.scene import ASKED, NOW, SINCE, SOP, TODAY, Scene

from himpun.office.models import Team, TeamMember
from himpun.office.queries import teams_of
from himpun.office.rules import Refused
from himpun.office.services import (
    add_member,
    add_team,
    assign_performer,
    close_team,
    end_assignment,
    remove_member,
)

YESTERDAY = TODAY - timedelta(1)


@pytest.fixture
def team(scene: Scene) -> Team:
    """A team of one, which is no performer."""
    made = add_team(agency=scene.agency, code="sakip", name="Tim SAKIP", **ASKED)
    add_member(team=made, person=scene.staff, from_on=SINCE, **ASKED)
    return made


def disband(team: Team) -> None:
    remove_member(member=TeamMember.objects.get(team=team), until_on=YESTERDAY, **ASKED)


@pytest.mark.parametrize("who", ["admin", "colleague"])
def test_a_disbanded_team_is_closed_and_its_past_stays(scene: Scene, team: Team, who: str) -> None:
    disband(team)
    close_team(team=team, until_on=YESTERDAY, by=getattr(scene, who), now=NOW)
    assert teams_of(scene.agency, TODAY) == []
    assert [view.team for view in teams_of(scene.agency, YESTERDAY)] == [team]
    assert scene.last().action == "TeamClosed"


def test_it_names_the_member_then_the_task_that_go_on(scene: Scene, team: Team) -> None:
    task = assign_performer(
        agency=scene.agency, sop_id=SOP, performer="tim", team=team, from_on=SINCE, **ASKED
    )
    with pytest.raises(Refused, match="Staf Perencanaan masih anggota Tim SAKIP"):
        close_team(team=team, until_on=YESTERDAY, by=scene.admin, now=NOW)
    disband(team)
    with pytest.raises(Refused, match="Tim SAKIP masih ditetapkan untuk “tim”"):
        close_team(team=team, until_on=YESTERDAY, by=scene.admin, now=NOW)
    end_assignment(assignment=task, until_on=YESTERDAY, **ASKED)
    close_team(team=team, until_on=YESTERDAY, by=scene.admin, now=NOW)


def test_nobody_joins_and_nothing_is_tasked_to_a_team_that_closes(scene: Scene, team: Team) -> None:
    disband(team)
    close_team(team=team, until_on=TODAY, **ASKED)
    with pytest.raises(Refused, match="Tim SAKIP hanya ada sampai 2 Maret 2026"):
        add_member(team=team, person=scene.kabid, from_on=TODAY, by=scene.admin, now=NOW)
    with pytest.raises(Refused, match="hanya ada sampai"):
        assign_performer(
            agency=scene.agency, sop_id=SOP, performer="tim", team=team, from_on=TODAY,
            by=scene.admin, now=NOW,
        )  # fmt: skip
    close_team(team=team, until_on=None, by=scene.admin, now=NOW)
    add_member(team=team, person=scene.kabid, from_on=TODAY, by=scene.admin, now=NOW)


def test_it_refuses_outsiders_and_whoever_does_not_administer(scene: Scene, team: Team) -> None:
    disband(team)
    for who in (scene.outsider, scene.kasubag):
        with pytest.raises(Refused, match="Hanya administrator"):
            close_team(team=team, until_on=TODAY, by=who, now=NOW)


@pytest.mark.usefixtures("frozen_clock")
def test_the_page_closes_it_and_the_office_page_lists_it_as_closed(
    scene: Scene, team: Team
) -> None:
    address = at("team_close", "dishub", "sakip")
    assert "masih anggota" in send(scene.admin, address, 409, until_on="2026-03-01")
    disband(team)
    send(scene.admin, address, until_on="2026-03-01")
    page = as_(scene.admin).get(at("agency", "dishub")).content.decode()
    assert "Ditutup" in page
    assert address in page
