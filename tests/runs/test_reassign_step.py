"""Giving a step to one of its holders."""

from pathlib import Path

import pytest
from tests.runs.records import journal, kinds, last_event, nothing_changes
from tests.runs.scene import Scene, build

from himpun.kernel.messages import Rejected
from himpun.office import queries as office
from himpun.office.models import Person
from himpun.runs import services


@pytest.fixture
def team(db: None, tmp_path: Path) -> Scene:
    """Sumatera Barat at step 3, which any member of the team may do."""
    scene = build(tmp_path, "sumbar-bmcktr")
    scene.start()
    scene.walk("3")
    return scene


def members(scene: Scene) -> list[Person]:
    found = office.holders_of(scene.agency, scene.sop.id, "tim-sakip", "", scene.today)
    return [holder.person for holder in found]


def give(scene: Scene, to: Person | None, by: Person, reason: str = "Cuti") -> None:
    services.reassign_step(
        run_id=scene.run_id, visit=scene.visit("3").number, to=to, reason=reason, by=by,
        now=scene.now,
    )  # fmt: skip


def test_a_member_gives_it_to_another_who_alone_may_then_do_it(team: Scene) -> None:
    mine, other, *_ = members(team)
    before = last_event(team)
    give(team, other, mine)
    assert team.visit("3").assignee == other
    assert kinds(team, before) == ["StepReassigned"]
    with nothing_changes(team), pytest.raises(Rejected, match="ditugaskan kepada orang lain"):
        team.complete("3", by=mine)
    team.complete("3", by=other)


def test_it_goes_back_to_all_of_them(team: Scene) -> None:
    mine, other, *_ = members(team)
    give(team, other, mine)
    give(team, None, other, reason="Sudah kembali")
    team.complete("3", by=mine)
    assert not team.visits("3")


def test_an_operator_and_an_administrator_may(team: Scene) -> None:
    mine, other, *_ = members(team)
    give(team, mine, team.person("operator"))
    give(team, other, team.person("admin"))
    assert team.visit("3").assignee == other
    assert [row.action for row in journal(team)[-2:]] == ["StepReassigned"] * 2


def test_it_refuses_whoever_does_not_hold_the_step(team: Scene) -> None:
    other = members(team)[1]
    outsiders = [team.outsider(), team.outsider("operator"), team.reader()]
    for person in (team.person("kadis"), *outsiders):
        with nothing_changes(team), pytest.raises(Rejected, match="Tim SAKIP"):
            give(team, other, person)


def test_it_refuses_without_a_reason_and_to_whoever_has_it(team: Scene) -> None:
    mine, other, *_ = members(team)
    with nothing_changes(team), pytest.raises(Rejected, match="Alasan"):
        give(team, other, mine, reason=" ")
    give(team, other, mine)
    with nothing_changes(team), pytest.raises(Rejected, match="sudah ditugaskan"):
        give(team, other, team.person("operator"))


@pytest.mark.parametrize("code", ["kadis", "operator"])
def test_it_refuses_somebody_who_could_not_do_the_step(team: Scene, code: str) -> None:
    mine, *_ = members(team)
    with nothing_changes(team), pytest.raises(Rejected, match="tidak memegang tugas"):
        give(team, team.person(code), mine)


def test_it_refuses_somebody_of_another_agency(team: Scene) -> None:
    mine, *_ = members(team)
    with nothing_changes(team), pytest.raises(Rejected, match="tidak memegang tugas"):
        give(team, team.outsider(), mine)
