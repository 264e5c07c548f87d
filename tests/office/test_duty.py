"""Who is which performer: what the kernel, the inbox and the papers are told, and at what cost."""

from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.office.scene import ASKED, NOW, SINCE, SOP, TODAY, Scene

from himpun.kernel.duty import Mandate
from himpun.office.queries import (
    Held,
    actor_for,
    agencies_seen_by,
    calendar_of,
    holders_by_performer,
    holders_of,
    mandates_of,
    person_key,
    role_of,
    units_for_run,
)
from himpun.office.services import (
    add_holiday,
    add_member,
    add_team,
    appoint,
    assign_performer,
    set_stand_in,
)


def test_a_holder_is_the_performer_in_their_unit_and_capacity(scene: Scene) -> None:
    actor = actor_for(scene.kabid, scene.agency, SOP, TODAY)
    assert actor.person == person_key(scene.kabid)
    assert actor.mandates == {Mandate("kabid", "jalan", "definitif")}
    assert (actor.operator, actor.steward) == (False, False)


def test_the_holder_of_the_owner_s_post_is_steward_and_their_stand_in_too(scene: Scene) -> None:
    assert actor_for(scene.kasubag, scene.agency, SOP, TODAY).steward
    set_stand_in(
        holding=scene.kasubag_holding,
        person=scene.staff,
        from_on=TODAY,
        until_on=TODAY,
        reason="Cuti",
        by=scene.kasubag,
        now=NOW,
    )
    assert actor_for(scene.staff, scene.agency, SOP, TODAY).steward
    assert not actor_for(scene.staff, scene.agency, SOP, date(2026, 3, 3)).steward


def test_an_administrator_is_steward_and_no_performer(scene: Scene) -> None:
    actor = actor_for(scene.admin, scene.agency, SOP, TODAY)
    assert (actor.steward, actor.operator, actor.mandates) == (True, False, frozenset())


def test_an_outsider_is_nothing(scene: Scene) -> None:
    actor = actor_for(scene.outsider, scene.agency, SOP, TODAY)
    assert (actor.steward, actor.operator, actor.mandates) == (False, False, frozenset())


def test_who_is_a_performer_in_two_ways_acts_in_the_weightier(scene: Scene) -> None:
    appoint(
        post=scene.kasubag_post,
        person=scene.kabid,
        capacity="Plh.",
        from_on=TODAY,
        basis="SP",
        end_previous=False,
        **ASKED,
    )
    set_stand_in(
        holding=scene.kasubag_holding,
        person=scene.kabid,
        from_on=TODAY,
        until_on=TODAY,
        reason="Cuti",
        **ASKED,
    )
    actor = actor_for(scene.kabid, scene.agency, SOP, TODAY)
    assert actor.mandates == {
        Mandate("kabid", "jalan", "definitif"),
        Mandate("kasubag", "", "Plh."),
    }


def test_mandates_are_told_across_agencies_and_sops(scene: Scene) -> None:
    assign_performer(
        agency=scene.agency,
        sop_id="lain",
        performer="staf",
        post=scene.kabid_post,
        from_on=SINCE,
        **ASKED,
    )
    assert mandates_of(scene.kabid, TODAY) == [
        Held(scene.agency.pk, SOP, "kabid", "jalan", "definitif", steward=False),
        Held(scene.agency.pk, "lain", "staf", "", "definitif", steward=False),
    ]
    assert mandates_of(scene.outsider, TODAY) == []
    assert mandates_of(scene.kabid, date(2024, 12, 31)) == []


def test_members_of_a_team_are_told_with_the_team_s_name(scene: Scene) -> None:
    team = add_team(agency=scene.agency, code="sakip", name="Tim SAKIP", **ASKED)
    assign_performer(
        agency=scene.agency, sop_id=SOP, performer="tim", team=team, from_on=SINCE, **ASKED
    )
    for who in (scene.staff, scene.kabid):
        add_member(team=team, person=who, from_on=SINCE, **ASKED)
    held = holders_of(scene.agency, SOP, "tim", "", TODAY)
    assert {(h.person, h.post_title, h.capacity) for h in held} == {
        (scene.staff, "Tim SAKIP", "anggota tim"),
        (scene.kabid, "Tim SAKIP", "anggota tim"),
    }
    everyone = holders_by_performer(scene.agency, SOP, TODAY)
    assert set(everyone) == {("kasubag", ""), ("kabid", "jalan"), ("tim", "")}


def test_units_of_a_run_are_chosen_by_kind_or_by_having_a_performer(scene: Scene) -> None:
    by_kind = units_for_run(scene.agency, ["bidang", "sekretariat"], on=TODAY)
    assert [unit.id for unit in by_kind] == ["sekretariat", "jalan", "sungai"]
    assert [unit.id for unit in units_for_run(scene.agency, sop_id=SOP, on=TODAY)] == ["jalan"]
    scene.rivers.until_on = date(2026, 2, 1)
    scene.rivers.save()
    left = units_for_run(scene.agency, ["bidang"], on=TODAY)
    assert [(unit.id, unit.name, unit.kind) for unit in left] == [
        ("jalan", "Bidang Jalan", "bidang")
    ]


def test_agencies_are_seen_by_post_and_by_role_and_not_by_the_account_alone(scene: Scene) -> None:
    seen = {
        who.user.username: [agency.code for agency in agencies_seen_by(who, TODAY)]
        for who in (scene.kabid, scene.staff, scene.admin, scene.outsider, scene.system)
    }
    assert seen == {
        "kabid": ["dishub"],
        "staf": [],
        "admin": ["dishub"],
        "lain.admin": ["dpupr"],
        "sistem": [],
    }
    assert not agencies_seen_by(scene.kabid, date(2024, 12, 31))


def test_standing_says_who_administers_and_who_belongs(scene: Scene) -> None:
    assert role_of(scene.kabid, scene.agency, TODAY).member
    assert not role_of(scene.kabid, scene.other, TODAY).sees
    assert role_of(scene.admin, scene.agency, TODAY).administrator
    assert not role_of(scene.admin, scene.other, TODAY).administrator
    system = role_of(scene.system, scene.other, TODAY)
    assert (system.system, system.administrator, system.member) == (True, True, False)


@pytest.mark.parametrize("posts", [0, 8])
def test_the_cost_does_not_grow_with_the_office(
    scene: Scene, posts: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    team = add_team(agency=scene.agency, code="sakip", name="Tim SAKIP", **ASKED)
    for number in range(posts):
        assign_performer(
            agency=scene.agency,
            sop_id=f"lain-{number}",
            performer="tim",
            team=team,
            from_on=SINCE,
            **ASKED,
        )
    add_member(team=team, person=scene.kabid, from_on=SINCE, **ASKED)
    with django_assert_num_queries(1):
        assert len(mandates_of(scene.kabid, TODAY)) == posts + 1
    with django_assert_num_queries(1):
        actor_for(scene.kabid, scene.agency, SOP, TODAY)
    with django_assert_num_queries(2):
        for holder in holders_of(scene.agency, SOP, "kasubag", "", TODAY):
            assert holder.person.user.username == "kasubag"
    with django_assert_num_queries(2):
        holders_by_performer(scene.agency, SOP, TODAY)
    with django_assert_num_queries(1):
        list(agencies_seen_by(scene.kabid, TODAY))
    with django_assert_num_queries(2):
        role_of(scene.kabid, scene.agency, TODAY)
    with django_assert_num_queries(1):
        units_for_run(scene.agency, sop_id=SOP, on=TODAY)


def test_a_calendar_is_read_once_until_it_changes(
    scene: Scene, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    words: dict[str, Any] = {"name": "Hari Jadi", "kind": "lokal", "decree": "SK"}
    add_holiday(agency=scene.agency, on=date(2026, 4, 15), **words, **ASKED)
    first = calendar_of(scene.agency)
    with django_assert_num_queries(1):
        assert calendar_of(scene.agency) is first
    add_holiday(agency=scene.agency, on=date(2026, 4, 16), **words, **ASKED)
    assert set(calendar_of(scene.agency).holidays) == {date(2026, 4, 15), date(2026, 4, 16)}
